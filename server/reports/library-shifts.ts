// The reports of the shifts of all desks, as the library has them. When a line was down only its desk knows, so those minutes are not in them.

import type { ShiftId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { WeightSchema } from '../../shared/circ/model/exception.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import { reportHead, type ReportQuestion } from '../../shared/reports/question.ts';
import { outsideShifts, type OutsideCounts } from '../../shared/reports/outside-shifts.ts';
import { shiftDocument, type ReportedShift } from '../../shared/reports/shift-document.ts';
import { shiftReport, type ReportedAct } from '../../shared/reports/shift.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { readRefusals } from '../query/read-refusals.ts';
import { readShifts, type DeskShift } from '../query/read-shifts.ts';
import { moneyActs } from './library-money.ts';
import { shiftActs } from './shift-acts.ts';
import { deskNames, libraryCoverage, libraryPlace, staffNames } from './library-source.ts';

/** The report of the shifts that were opened in a time, the oldest first. */
export async function libraryShifts(store: ReadStore, question: ReportQuestion): Promise<ReportDocument> {
  const { now } = question;
  const place = await store.read(libraryPlace);
  const desks = await store.read(deskNames);
  const shifts = await shiftsIn(store, question);
  const acts = await actsOf(store, shifts, now);
  const span = { from: question.from, to: now };
  const refusals = Map.groupBy(await store.read((tx) => readRefusals(tx, span)), ({ shiftId }) => shiftId);
  const exceptions = await store.read((tx) => exceptionsByAct(tx, span));
  const reported = shifts.map(({ desk, shift }): ReportedShift => {
    const own = acts.get(shift.shiftId) ?? [];
    const report = shiftReport({
      shift,
      acts: own,
      refusals: refusals.get(shift.shiftId) ?? [],
      exceptions: own.flatMap(({ id }) => exceptions.get(id) ?? []),
      outages: null,
      people: [],
      now,
      zone: place.zone,
    });
    return { desk: desks.get(desk) ?? desk, report };
  });
  const outside = await store.readLong(async (tx) =>
    outsideShifts(await moneyActs(tx, question, desks), await outsideCounts(tx, question)),
  );
  return shiftDocument({
    head: reportHead(question, place),
    shifts: reported,
    nameOf: await store.read(staffNames),
    currency: place.currency,
    coverage: [...(await store.read((tx) => libraryCoverage(tx, now))), { words: NO_OUTAGES }],
    outside,
  });
}

/** What else was done in no shift. */
async function outsideCounts(tx: ReadTx, { from, to }: ReportQuestion): Promise<OutsideCounts> {
  const refusals = await readRefusals(tx, { from, to });
  const lent = await tx.db
    .selectFrom('envelope')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('effective_at', '>=', from)
    .where('effective_at', '<', to)
    .where('name', '=', 'checkout')
    .where('outcome', '=', 'applied')
    .where('shift_id', 'is', null)
    .executeTakeFirst();
  return {
    checkouts: Number(lent?.count ?? 0),
    refusals: refusals.filter(({ shiftId }) => shiftId === null).length,
  };
}

const NO_OUTAGES = {
  en: 'How long the line was down only the desk itself knows: see the outage report.',
  es: 'Cuánto estuvo caída la línea solo lo sabe el propio mostrador: vea el informe de cortes.',
};

async function shiftsIn(store: ReadStore, { from, to }: ReportQuestion): Promise<DeskShift[]> {
  const found: DeskShift[] = [];
  for await (const one of readShifts(store)) {
    const openedAt = one.shift.opened?.at ?? null;
    if (openedAt !== null && openedAt >= from && openedAt < to) found.push(one);
  }
  return found;
}

/** The acts of these shifts, in order. */
function actsOf(
  store: ReadStore,
  shifts: readonly DeskShift[],
  now: Instant,
): Promise<ReadonlyMap<ShiftId, readonly ReportedAct[]>> {
  const from = shifts.reduce((first, { shift }) => Math.min(first, shift.opened?.at ?? now), now);
  const to = shifts.reduce((last, { shift }) => Math.max(last, shift.closed?.at ?? now), from);
  return store.readLong(async (tx) => {
    const [library] = await readAllRows(tx, 'library');
    const wanted = new Set(shifts.map(({ shift }) => shift.shiftId));
    return shiftActs(tx, { shifts: wanted, span: { from, to }, terms: library?.use ?? {} });
  });
}

/** Weights of exceptions by the act that caused them. */
async function exceptionsByAct(tx: ReadTx, { from }: { readonly from: Instant }) {
  const rows = await tx.db.selectFrom('exception').select(['cause', 'weight']).where('at', '>=', from).execute();
  const known = rows.flatMap(({ cause, weight }) => {
    const parsed = WeightSchema.safeParse(weight).data;
    return parsed === undefined ? [] : [{ cause, weight: parsed }];
  });
  return Map.groupBy(known, ({ cause }) => cause);
}
