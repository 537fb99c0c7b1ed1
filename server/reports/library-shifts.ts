// The reports of the shifts of all desks, as the library has them. When a line was down only its desk knows, so those minutes are not in them.
// Acts are read in slices of time, between which whoever else waits has a turn; what they name is looked up once for all of them.

import { itemId, policyHash, type ShiftId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import {
  loanUseBy,
  readReported,
  reportedAct,
  type RecordedAct,
  type UseOf,
} from '../../shared/reports/reported-act.ts';
import { WeightSchema } from '../../shared/circ/model/exception.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import { reportHead, type ReportQuestion } from '../../shared/reports/question.ts';
import { outsideShifts, type OutsideCounts } from '../../shared/reports/outside-shifts.ts';
import { shiftDocument, type ReportedShift } from '../../shared/reports/shift-document.ts';
import { shiftReport, type LoanUse, type ReportedAct } from '../../shared/reports/shift.ts';
import { EnvelopeBodySchema } from '../../shared/wire/envelope.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { readRefusals } from '../query/read-refusals.ts';
import { readShifts, type DeskShift } from '../query/read-shifts.ts';
import { moneyActs } from './library-money.ts';
import { deskNames, libraryCoverage, libraryPlace, staffNames } from './library-source.ts';

/** A library of a year has some 10,000 acts in so long. */
const SLICE_MS = 10 * DAY_MS;

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
  const lent = tx.db
    .selectFrom('envelope')
    .where('effective_at', '>=', from)
    .where('effective_at', '<', to)
    .where('name', '=', 'checkout')
    .where('outcome', '=', 'applied');
  // A body with no shift anywhere was made in none; one that names a shift may name that of a patron who was turned away before it.
  const none = await lent
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('body', 'not like', IN_SHIFT)
    .executeTakeFirst();
  const unclear = await lent.select('body').where('body', 'like', IN_SHIFT).where('body', 'like', REFUSED).execute();
  const more = unclear.filter(({ body }) => EnvelopeBodySchema.parse(JSON.parse(body)).shiftId === undefined);
  return {
    checkouts: Number(none?.count ?? 0) + more.length,
    refusals: refusals.filter(({ shiftId }) => shiftId === null).length,
  };
}

const IN_SHIFT = '%"shiftId":"%';
const REFUSED = '%"refused":[{%';

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
async function actsOf(
  store: ReadStore,
  shifts: readonly DeskShift[],
  now: Instant,
): Promise<ReadonlyMap<ShiftId, readonly ReportedAct[]>> {
  const wanted = new Set(shifts.map(({ shift }) => shift.shiftId));
  const from = shifts.reduce((first, { shift }) => Math.min(first, shift.opened?.at ?? now), now);
  const to = shifts.reduce((last, { shift }) => Math.max(last, shift.closed?.at ?? now), from);
  const acts = new Map<ShiftId, ReportedAct[]>();
  const uses = new Map<string, LoanUse>();
  for (let at = from; at <= to; at += SLICE_MS) {
    const recorded = await store.read((tx) => recordedIn(tx, { from: at, to: Math.min(at + SLICE_MS - 1, to) }));
    const own = recorded.filter(({ shiftId }) => shiftId !== null && wanted.has(shiftId));
    const useOf = await store.read((tx) => loanUses(tx, own, uses));
    for (const { shiftId, ...act } of own) {
      if (shiftId === null) continue;
      const ofShift = acts.get(shiftId) ?? [];
      ofShift.push(reportedAct(act, useOf));
      acts.set(shiftId, ofShift);
    }
  }
  return acts;
}

/** Both moments are in it. */
async function recordedIn(tx: ReadTx, { from, to }: { readonly from: Instant; readonly to: Instant }) {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['body', 'args', 'effective_at as at'])
    .where('effective_at', '>=', from)
    .where('effective_at', '<=', to)
    .orderBy('effective_at')
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  return rows.map(readReported);
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

/** What was lent, looked up where it was not before. `known` is added to. */
async function loanUses(tx: ReadTx, acts: readonly RecordedAct[], known: Map<string, LoanUse>): Promise<UseOf> {
  const keyOf: (...of: Parameters<UseOf>) => string = (item, policy) => `${item ?? ''} ${policy ?? ''}`;
  const asked = new Map<string, Parameters<UseOf>>();
  const note: UseOf = (item, policy) => {
    const key = keyOf(item, policy);
    if (!known.has(key)) asked.set(key, [item, policy]);
    return 'general';
  };
  for (const act of acts) reportedAct(act, note);
  const items = await readRows(tx, 'item', new Set([...asked.values()].flatMap(([item]) => item ?? []).map(itemId)));
  const named = new Set([...asked.values()].flatMap(([, policy]) => policy ?? []).map(policyHash));
  const policies = await readRows(tx, 'policy', named);
  const [library] = await readAllRows(tx, 'library');
  const tell = loanUseBy(library?.use ?? {});
  for (const [key, [item, policy]] of asked) {
    const hourly = policy !== null && policies.get(policy)?.policy.grain === 'time';
    known.set(key, tell(item === null ? null : (items.get(item) ?? null), hourly));
  }
  return (item, policy) => known.get(keyOf(item, policy)) ?? 'general';
}
