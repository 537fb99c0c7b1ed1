// Copies that were marked missing in a time, and how each of them stands now.

import { marksOf } from '../../circ/model/mark.ts';
import type { Item } from '../../circ/model/item.ts';
import type { ActId, BranchId, ItemId } from '../../core/ids.ts';
import { argsLeft, readAct } from '../../acts/read-act.ts';
import type { Row, Section } from '../document.ts';
import { countColumn, section, summed, textColumn } from '../section.ts';

/** A copy that was marked missing at a branch. */
export type MarkedMissing = { readonly branch: BranchId | null; readonly itemId: ItemId };

export type MissingCopies = {
  readonly marked: readonly MarkedMissing[];
  readonly item: (id: ItemId) => Pick<Item, 'state' | 'base'> | null;
  readonly branchName: (id: BranchId) => string;
};

type StoredAct = { readonly body: string; readonly args: string | null };

/** Copies that acts marked missing, each once. A mark that was taken back is none. */
export function missingAmong(acts: readonly StoredAct[], undos: readonly StoredAct[]): MarkedMissing[] {
  const undone = new Set<ActId>(undos.flatMap((undo) => argsLeft(readAct(undo)).commandId ?? []));
  const marked = new Map<ItemId, MarkedMissing>();
  for (const stored of acts) {
    const act = readAct(stored);
    const args = act.known && act.name === 'setMark' ? act.args() : 'gone';
    if (args === 'gone' || args.mark !== 'missing' || undone.has(act.id) || marked.has(args.itemId)) continue;
    marked.set(args.itemId, { branch: act.branch, itemId: args.itemId });
  }
  return [...marked.values()];
}

const FATES = ['found', 'replaced', 'withdrawn', 'missing'] as const;
type Fate = (typeof FATES)[number];

function fateOf(item: Pick<Item, 'state' | 'base'> | null): Fate | null {
  if (item === null) return null;
  const { status, replacedAt } = item.state;
  if (marksOf(item).includes('withdrawn')) return 'withdrawn';
  if (status !== 'missing') return 'found';
  return replacedAt === undefined ? 'missing' : 'replaced';
}

/** By branch. */
export function missingSection({ marked, item, branchName }: MissingCopies): Section {
  const columns = [
    textColumn('branch', 'Branch', 'Sede'),
    countColumn('marked', 'Marked missing', 'Marcados extraviados'),
    countColumn('found', 'Found since', 'Encontrados después'),
    countColumn('replaced', 'Another is bought', 'Se compra otro'),
    countColumn('withdrawn', 'Withdrawn', 'Dados de baja'),
    countColumn('missing', 'Still missing', 'Siguen extraviados'),
  ];
  const rows = [...Map.groupBy(marked, ({ branch }) => (branch === null ? '' : branchName(branch)))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]): Row => {
      const fates = own.map(({ itemId }) => fateOf(item(itemId)));
      return [name, own.length, ...FATES.map((fate) => fates.filter((one) => one === fate).length)];
    });
  return {
    ...summed(section('missing', { en: 'Missing copies', es: 'Ejemplares extraviados' }, columns, rows)),
    rowSum: { of: FATES, sum: 'marked' },
    notes: [
      {
        words: {
          en: 'Copies that a person marked missing in the time, as each stands now. Marks so old that their details were deleted are not counted.',
          es: 'Ejemplares que una persona marcó extraviados en el periodo, según cómo está cada uno ahora. No cuentan las marcas tan viejas que se borraron sus detalles.',
        },
      },
    ],
  };
}
