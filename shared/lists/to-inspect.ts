// Copies that came back and are inspected later: on a shelf of the desk until a person has looked at them. A unit that another patron waits for is
// not lent before.

import { z } from 'zod';
import type { ItemAct } from '../circ/acts.ts';
import { kindOf, type EquipmentKind } from '../circ/model/equipment.ts';
import type { Item } from '../circ/model/item.ts';
import { isToInspect } from '../circ/model/mark.ts';
import { ItemIdSchema, type BranchId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { lastAt, type AwaySource } from './away-items.ts';
import { barcodeColumn, columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';

export const InspectRowSchema = z.object({
  itemId: ItemIdSchema,
  title: z.string(),
  barcode: z.string(),
  /** The kind of equipment, or the shelf of a copy that is of none; null = not known. */
  kind: z.string().nullable(),
  /** Parts that were reported missing. */
  missing: z.array(z.string()),
  /** As it is written in the record of the copy. */
  condition: z.string().nullable(),
  /** Live holds of its title. */
  holds: z.int(),
  /** When it was received, or marked so; null = not known. */
  since: InstantSchema.nullable(),
  /** The mark that the list's act clears. */
  mark: z.literal('inspect'),
});
export type InspectRow = z.infer<typeof InspectRowSchema>;

const { column, moment } = columnsOf<InspectRow>();

export const toInspect = defineList({
  name: 'to-inspect',
  words: { en: 'To inspect', es: 'Por inspeccionar' },
  empty: { en: 'Nothing waits for inspection.', es: 'No hay nada por inspeccionar.' },
  of: 'branch',
  work: { section: 'shelves', weight: 'today' },
  row: InspectRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    { ...column('text', 'title', { en: 'What', es: 'Qué' }, ({ title }) => title), stays: true },
    barcodeColumn,
    column('text', 'missing', { en: 'Missing', es: 'Falta' }, ({ missing }) => missing.join(', ')),
    column('text', 'condition', { en: 'Condition', es: 'Estado' }, ({ condition }) => condition),
    column('count', 'holds', { en: 'Holds', es: 'Reservas' }, ({ holds }) => holds),
    moment('since', { en: 'Since', es: 'Desde' }, ({ since }) => since),
  ],
  order: (a, b) => inOrder(a.kind, b.kind) || (a.since ?? 0) - (b.since ?? 0) || inOrder(a.barcode, b.barcode),
  group: ({ kind }) => kind ?? '',
  state: () => 'attention',
  acts: [{ act: 'clearMark', key: 'I', label: { en: 'Inspected', es: 'Inspeccionado' }, offered: () => true }],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Look-ups for the rows. */
export type InspectSource = Pick<AwaySource, 'title' | 'location' | 'holdsOfTitle' | 'actsOfItem'>;

/** Of these copies those of a branch, or of the whole library, that wait to be inspected. */
export function inspectRows(
  source: InspectSource,
  items: readonly Item[],
  { branch, kinds }: { readonly branch: BranchId | null; readonly kinds: readonly EquipmentKind[] },
): InspectRow[] {
  return items
    .filter(({ state }) => isToInspect(state) && (branch === null || state.branch === branch))
    .map((item) => ({
      itemId: item.id,
      title: source.title(item.titleId)?.title ?? item.barcode,
      barcode: item.barcode,
      kind: kindOf(kinds, item)?.name ?? source.location(item.location)?.name ?? null,
      missing: item.state.missingParts?.map(({ part }) => part) ?? [],
      condition: item.condition ?? null,
      holds: source.holdsOfTitle(item.titleId).filter(({ state }) => state === 'waiting').length,
      since: lastAt(source, item, sendsToInspection),
      mark: 'inspect',
    }));
}

function sendsToInspection(act: ItemAct): boolean {
  if (act.kind === 'setMark') return act.mark === 'inspect';
  return act.kind === 'reportParts' || (act.kind === 'checkin' && act.inspect === true);
}
