// A kind of equipment as it stands at the library, with each booking at the time that it has.

import type { KindStanding } from '../../shared/circ/booked-units.ts';
import { bearsAfter, isBooked } from '../../shared/circ/model/booking.ts';
import { isUnit, turnaroundMs, type EquipmentKind } from '../../shared/circ/model/equipment.ts';
import { movedBackId, withOldTimes } from '../../shared/circ/moved-bookings.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { ruleEngine } from '../../shared/rules/resolve/rule-engine.ts';
import { findRulesInForce } from '../query/rules-in-force.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';

/** The kinds of equipment of the library. */
export async function equipmentOf(tx: ReadTx): Promise<readonly EquipmentKind[]> {
  const [library] = await readAllRows(tx, 'library');
  return library?.desk?.equipment ?? [];
}

/** How a kind stands at a moment. */
export async function kindStanding(tx: ReadTx, kind: EquipmentKind, now: Instant): Promise<KindStanding> {
  const standing = await placedStanding(tx, kind);
  const moved = standing.bookings.filter(({ moves }) => moves !== undefined);
  if (moved.length === 0) return standing;
  const history = await readRowsBy(tx, 'booking', { column: 'kind', values: [kind.id] });
  const told = await readRows(tx, 'exception', moved.map(movedBackId));
  const rules = await findRulesInForce(tx, now);
  return withOldTimes(standing, {
    all: (after) => history.filter((one) => bearsAfter(one, after)),
    exception: (id) => told.get(id) ?? null,
    isOpenAt: (branch, at) => (rules === null ? null : ruleEngine(rules).timesOf(branch))?.isOpenAt(at) ?? true,
    now,
  });
}

/** Each booking at the time it was placed for. */
async function placedStanding(tx: ReadTx, kind: EquipmentKind): Promise<KindStanding> {
  const rows = await tx.db
    .selectFrom('booking')
    .select('body')
    .where('kind', '=', kind.id)
    .where('no_show_at', 'is not', null)
    .execute();
  const bookings = rows.map(({ body }) => parseRow('booking', body)).filter(isBooked);
  if (bookings.length === 0) return { units: [], bookings, turnaroundMs: turnaroundMs(kind) };
  const items = (await readRowsBy(tx, 'item', { column: 'item_type', values: kind.types })).filter(isUnit);
  const loans = await readRows(
    tx,
    'loan',
    items.flatMap(({ state }) => state.loan ?? []),
  );
  const units = items.map(({ id, barcode, state }) => {
    const loan = loans.get(state.loan ?? '');
    return { id, barcode, loan: loan === undefined ? null : { id: loan.id, dueAt: loan.dueAt } };
  });
  return { units, bookings, turnaroundMs: turnaroundMs(kind) };
}
