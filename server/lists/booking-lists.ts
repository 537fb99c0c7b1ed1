// Lists of bookings of equipment, of the whole library.

import type { Instant } from '../../shared/core/instant.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import { bearsAfter, isBooked } from '../../shared/circ/model/booking.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { movedBackId } from '../../shared/circ/moved-bookings.ts';
import {
  equipmentRows,
  patronBookingRows,
  type BookingListSource,
  type BookingRow,
} from '../../shared/lists/bookings.ts';
import { ruleEngine } from '../../shared/rules/resolve/rule-engine.ts';
import { equipmentOf } from '../bookings/kind-standing.ts';
import { findRulesInForce } from '../query/rules-in-force.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

type Asked = {
  readonly tx: ReadTx;
  readonly now: Instant;
  readonly zone: string;
  readonly branch: BranchId | null;
  readonly patron: () => Promise<Patron>;
};

/** Equipment due today, and bookings. */
export async function libraryEquipment({ tx, ...asked }: Asked): Promise<BookingRow[]> {
  return equipmentRows(await bookingState(tx, asked.now), asked);
}

/** A patron's bookings. */
export async function bookingsOfPatron({ tx, patron: askedFor, ...asked }: Asked): Promise<BookingRow[]> {
  const patron = await askedFor();
  const bookings = await readRowsBy(tx, 'booking', { column: 'patron_id', values: [patron.id] });
  return patronBookingRows(await bookingState(tx, asked.now), bookings, asked);
}

/** Every booking and unit with its related rows. */
async function bookingState(tx: ReadTx, now: Instant): Promise<BookingListSource> {
  const kinds = await equipmentOf(tx);
  const bookings = kinds.length === 0 ? [] : await readAllRows(tx, 'booking');
  const types = kinds.flatMap((kind) => kind.types);
  const items = await readRowsBy(tx, 'item', { column: 'item_type', values: types });
  const loans = await readRows(tx, 'loan', new Set(items.flatMap(({ state }) => state.loan ?? [])));
  const patrons = [...bookings, ...loans.values()].map(({ patronId }) => patronId);
  const rules = await findRulesInForce(tx, now);
  const timesOf = rules === null ? null : ruleEngine(rules).timesOf;
  const moved = bookings.filter((one) => isBooked(one) && one.moves !== undefined);
  const told = await readRows(tx, 'exception', moved.map(movedBackId));
  const loanOf = new Map([...loans.values()].map((loan) => [loan.itemId, loan]));
  return {
    ...(await rowSource(tx, { items, patrons, loans: loans.values() })),
    equipmentKinds: () => kinds,
    bookingsOfKind: (kind, after) => bookings.filter((one) => one.kind === kind && bearsAfter(one, after)),
    itemsOfTypes: (asked) => items.filter(({ kind }) => kind !== null && asked.includes(kind)),
    currentLoan: (id) => loanOf.get(id) ?? null,
    exception: (id) => told.get(id) ?? null,
    isOpenAt: (branch, at) => timesOf?.(branch)?.isOpenAt(at) ?? true,
  };
}
