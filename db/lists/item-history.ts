// The history of a copy: its acts in the copy of the library, this desk's own acts, and those of other desks from the
// server.

import { z } from 'zod';
import { photosIn, writtenIn, WrittenSchema } from '../../shared/acts/written-text.ts';
import type { ItemAct } from '../../shared/circ/acts.ts';
import { resolveUndos } from '../../shared/circ/fold/undo.ts';
import type { ActId } from '../../shared/core/ids.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { HistoryAct } from '../../shared/wire/history.ts';
import type { ItemActRow } from '../../shared/lists/item-history.ts';
import { actsOfIds, actsWritingItem, type RecentAct } from '../ledger/recent-acts.ts';
import { grantById } from '../ledger/staff-grants.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { ListCopy } from './list-copy.ts';

export type ItemHistoryAsked = {
  readonly item: Item;
  /** The text of an act on a borrower may name them. */
  readonly knowsBorrowers: boolean;
  /** Acts from the server; none of them is about a patron. */
  readonly elsewhere: readonly HistoryAct[];
};

/** Each act once: an act of this desk also has its author and its text. */
export function itemActRows(
  ledger: Ledger,
  { sight, library }: ListCopy,
  { item: { id }, knowsBorrowers, elsewhere }: ItemHistoryAsked,
): ItemActRow[] {
  const acts = sight.actsOfItem(id);
  const { undone } = resolveUndos(acts);
  const rows = new Map(
    acts.filter((act) => act.kind !== 'undo' && !undone.has(act.id)).map((act) => [act.id, rowOfAct(act, library)]),
  );
  for (const other of elsewhere)
    if (other.name !== 'undo' && !undone.has(other.id)) rows.set(other.id, withOther(other, rows.get(other.id)));
  for (const own of [...actsOfIds(ledger, rows.keys()), ...actsWritingItem(ledger, id)]) {
    const row = withOwn(ledger, own, rows.get(own.body.id));
    rows.set(own.body.id, knowsBorrowers || !isOfPatron(own) ? row : { ...row, written: null, photos: [] });
  }
  return [...rows.values()];
}

/** It is about a patron, as a claim is. */
function isOfPatron({ args }: RecentAct): boolean {
  return NamedSchema.safeParse(args?.command).data?.patronId !== undefined;
}

const NamedSchema = z.object({ patronId: z.string() });

function rowOfAct(act: ItemAct, library: ListCopy['library']): ItemActRow {
  return {
    commandId: act.id,
    at: act.at,
    name: nameOf(act),
    mark: act.kind === 'setMark' || act.kind === 'clearMark' ? act.mark : null,
    parts: 'parts' in act ? act.parts : [],
    written: null,
    photos: [],
    shelf: act.kind === 'seen' ? (library.location(act.location)?.name ?? null) : null,
    by: null,
    place: act.desk === '' ? 'import' : act.desk === OWN_DESK ? 'server' : 'another-desk',
  };
}

/** The text that a person typed with an act of this desk; null = none, purged, or of another desk. */
export function typedHere(ledger: Ledger, act: ActId): string | null {
  return writtenIn(actsOfIds(ledger, [act])[0]?.args?.command);
}

/** The act as people ask for it. */
function nameOf(act: ItemAct): string {
  if (act.kind === 'openLoan') return 'checkout';
  if (act.kind !== 'claim') return act.kind;
  return act.claim === 'returned' ? 'claimReturned' : 'claimNeverHad';
}

function withOwn(ledger: Ledger, { body, recordedAt, args }: RecentAct, known: ItemActRow | undefined): ItemActRow {
  const { staffId } = body;
  return {
    commandId: body.id,
    at: known?.at ?? body.stated?.at ?? recordedAt,
    name: body.name,
    mark: known?.mark ?? null,
    parts: known?.parts ?? [],
    shelf: known?.shelf ?? null,
    written: writtenIn(args?.command),
    photos: [...photosIn(WrittenSchema.safeParse(args?.command).data ?? {})],
    by: staffId === null ? null : (grantById(ledger, staffId)?.staff ?? staffId),
    place: 'here',
  };
}

/** Written at another desk. */
function withOther(
  { id: commandId, at, name, desk, staff, written, photos = [] }: HistoryAct,
  known: ItemActRow | undefined,
): ItemActRow {
  const by = [staff, desk].filter(Boolean).join(' · ');
  if (known !== undefined) return { ...known, written, photos, by };
  return { commandId, at, name, mark: null, parts: [], shelf: null, written, photos, by, place: 'another-desk' };
}
