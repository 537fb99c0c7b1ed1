// Kinds of things that cannot go from the settings of a library, because patrons have some of them, or have booked them.

import type { EquipmentKind } from '../../shared/circ/model/equipment.ts';
import { pieceMark, type UncatalogedKind } from '../../shared/circ/model/uncataloged.ts';
import type { ReadTx } from '../store/store.ts';

/** Those of these kinds with a piece on loan: without its kind no desk could take it back. */
export async function kindsOut(tx: ReadTx, kinds: readonly UncatalogedKind[]): Promise<UncatalogedKind[]> {
  const out: UncatalogedKind[] = [];
  for (const kind of kinds) {
    const mark = pieceMark(kind);
    const loan = await tx.db
      .selectFrom('item')
      .innerJoin('loan', 'loan.item_id', 'item.id')
      .select('loan.id')
      .where('item.barcode', '>=', mark)
      // The character after the hyphen at the end of the mark.
      .where('item.barcode', '<', `${mark.slice(0, -1)}.`)
      .where('loan.state', '=', 'open')
      .limit(1)
      .executeTakeFirst();
    if (loan !== undefined) out.push(kind);
  }
  return out;
}

/** Those of these kinds of equipment with a booking that stands: without its kind no unit could be given to it. */
export async function kindsBooked(tx: ReadTx, kinds: readonly EquipmentKind[]): Promise<EquipmentKind[]> {
  if (kinds.length === 0) return [];
  const rows = await tx.db
    .selectFrom('booking')
    .select('kind')
    .distinct()
    .where(
      'kind',
      'in',
      kinds.map(({ id }) => id),
    )
    .where('no_show_at', 'is not', null)
    .execute();
  return kinds.filter(({ id }) => rows.some(({ kind }) => kind === id));
}
