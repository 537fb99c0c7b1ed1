// Keeps the exceptions of bookings in step with bookings and loans: two that want one unit, a moved one that has its old time again, and a loan that runs
// into a booking. They follow from the present state, so that any order of arrival ends in the same open ones. [I24]

import { HOUR_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import { givenUnits, type Given, type KindStanding } from '../../shared/circ/booked-units.ts';
import type { StandingBooking } from '../../shared/circ/model/booking.ts';
import { kindOf, type EquipmentKind } from '../../shared/circ/model/equipment.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { lockExceptions, openException } from '../timeline/exception-row.ts';
import { loadWork } from '../timeline/exception-work.ts';
import { firstResolutions } from '../timeline/resolutions.ts';
import { equipmentOf, kindStanding } from './kind-standing.ts';

/** So near to the start of a booking staff have to act at once. */
const NEAR_MS: Millis = 2 * HOUR_MS;
const CODES: readonly string[] = ['booked-soon', 'booking-conflict', 'booking-moved-back'];

type Touched = {
  readonly kinds: Iterable<string>;
  /** Units. */
  readonly items: readonly string[];
  /** Opening hours changed: an old time may be closed now. */
  readonly hours: boolean;
};

/** Looks again at the kinds, at those that the items are units of, and at all where opening hours changed. */
export async function weighBookings(
  tx: WriteTx,
  { kinds, items, hours, now }: Touched & { readonly now: Instant },
  changes: RowChanges,
): Promise<void> {
  const known = await equipmentOf(tx);
  if (known.length === 0) return;
  const touched = new Set(kinds);
  // An item lent by an unknown label counts as the unit that it turned out to be.
  const aliases = await loadAliases(tx, items);
  const real = new Set(items.map((id) => aliases.of('item', id)));
  for (const item of (await readRows(tx, 'item', real)).values()) {
    const kind = kindOf(known, item);
    if (kind !== null) touched.add(kind.id);
  }
  for (const kind of known) if (hours || touched.has(kind.id)) await weighKind(tx, { kind, now }, changes);
}

/** Kinds with bookings that stand: as time goes by a waiting one becomes urgent, and rules with other hours come into force. */
export async function weighAllBookings(tx: WriteTx, now: Instant, changes: RowChanges): Promise<void> {
  const open = await tx.db
    .selectFrom('exception')
    .select('body')
    .where('code', 'in', ['booked-soon', 'booking-moved-back'])
    .where('state', '=', 'open')
    .execute();
  const waiting = open.map(({ body }) => parseRow('exception', body)).filter(({ weight }) => weight === 'today');
  if (waiting.length === 0) return;
  for (const kind of await equipmentOf(tx)) await weighKind(tx, { kind, now }, changes);
}

async function weighKind(
  tx: WriteTx,
  { kind, now }: { readonly kind: EquipmentKind; readonly now: Instant },
  changes: RowChanges,
): Promise<void> {
  // Two batches that do not see each other's bookings would both find nothing that meets.
  await tx.lock([`equipment:${kind.id}`]);
  const standing = await kindStanding(tx, kind, now);
  const yielded = await exceptionsOf(tx, standing, { kind, now });
  // Every exception of this kind, open or not: an ended one may hold again.
  const stored = (await readRowsBy(tx, 'exception', { column: 'code', values: CODES })).filter(
    ({ params }) => params['equipment'] === kind.id,
  );
  await lockExceptions(tx, [...stored.map(({ id }) => id), ...yielded.keys()]);
  const before = await readRows(tx, 'exception', new Set([...stored.map(({ id }) => id), ...yielded.keys()]));
  const resolutions = await firstResolutions(tx, [...yielded.keys()]);
  const works = await loadWork(tx, [...yielded.keys()]);
  const own = collectChanges();
  for (const [id, row] of before)
    if (!yielded.has(id) && row.state === 'open') own.put('exception', { ...row, state: 'explained' });
  for (const [id, made] of yielded) {
    const known = before.get(id);
    const resolution = known?.resolution ?? resolutions.get(id) ?? null;
    const work = known?.work ?? works.get(id);
    const row: Exception = {
      ...made,
      ...(work === undefined ? {} : { work }),
      state: resolution === null ? 'open' : 'resolved',
      resolution,
    };
    if (JSON.stringify(row) !== JSON.stringify(known)) own.put('exception', row);
  }
  await writeChanges(tx, own);
  changes.add(own);
}

async function exceptionsOf(
  tx: ReadTx,
  standing: KindStanding,
  { kind, now }: { readonly kind: EquipmentKind; readonly now: Instant },
): Promise<Map<string, Exception>> {
  const given = givenUnits(standing);
  const branches = await readRows(tx, 'branch', new Set(standing.bookings.map(({ branch }) => branch)));
  const met = [...given.values()].flatMap((one) => (one.is === 'loan' ? [one] : []));
  const loans = await readRows(
    tx,
    'loan',
    met.map(({ loan }) => loan.id),
  );
  const items = await readRows(
    tx,
    'item',
    met.map(({ unit }) => unit),
  );
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  const made = (booking: StandingBooking, one: Given | undefined): Exception[] => {
    const { patronId: patron, branch, placedBy, placedAt: at, lostTime } = booking;
    const momentOf = (dueAt: Instant) => ({ dueAt, grain: 'time' as const, zone: branches.get(branch)?.zone ?? 'UTC' });
    const params = { kind: kind.name, equipment: kind.id, from: momentOf(booking.from) };
    const raised = { origin: 'judged' as const, subject: { patron }, branch, at };
    if (one?.is === 'conflict')
      return [openException({ ...raised, code: 'booking-conflict', cause: placedBy, params })];
    const back =
      lostTime === undefined
        ? []
        : [
            openException({
              ...raised,
              code: 'booking-moved-back',
              cause: placedBy,
              params: { ...params, wanted: momentOf(lostTime.from) },
            }),
          ];
    if (one?.is !== 'loan') return back;
    const loan = loans.get(one.loan.id);
    const item = items.get(one.unit);
    if (loan === undefined || item === undefined) return back;
    const words = { barcode: item.barcode, title: titles.get(item.titleId)?.title ?? '' };
    const met = openException({
      ...raised,
      code: 'booked-soon',
      item: item.id,
      cause: loan.dueBy,
      params: { ...params, ...words },
    });
    return [...back, { ...met, weight: booking.from - now <= NEAR_MS ? 'act-now' : 'today' }];
  };
  const found = new Map<string, Exception>();
  // The first booking of a patron that a loan runs into is the one that is waited for.
  for (const booking of standing.bookings.toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))) {
    for (const one of made(booking, given.get(booking.id))) if (!found.has(one.id)) found.set(one.id, one);
  }
  return found;
}
