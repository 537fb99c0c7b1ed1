// The reports of the shifts of all desks, as the library has them. When a line was down only its desk knows, so those minutes are not in them.

import { actId, itemId, policyHash } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { loanUseBy, reportedAct, type RecordedAct, type UseOf } from '../../shared/reports/reported-act.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import { reportHead, type ReportQuestion } from '../../shared/reports/question.ts';
import { outsideShifts, type OutsideCounts } from '../../shared/reports/outside-shifts.ts';
import { shiftDocument, type ReportedShift } from '../../shared/reports/shift-document.ts';
import { shiftReport } from '../../shared/reports/shift.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema } from '../../shared/wire/envelope.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { readRefusals } from '../query/read-refusals.ts';
import { readShifts, type DeskShift } from '../query/read-shifts.ts';
import { moneyActs } from './library-money.ts';
import { deskNames, libraryCoverage, libraryPlace, staffNames } from './library-source.ts';

/** The report of the shifts that were opened in a time, the oldest first. */
export async function libraryShifts(store: Store, question: ReportQuestion): Promise<ReportDocument> {
  const { from, to, now } = question;
  const place = await store.read(libraryPlace);
  const desks = await store.read(deskNames);
  const shifts: ReportedShift[] = [];
  for await (const one of readShifts(store)) {
    const openedAt = one.shift.opened?.at ?? null;
    if (openedAt === null || openedAt < from || openedAt >= to) continue;
    shifts.push({ desk: desks.get(one.desk) ?? one.desk, report: await store.read((tx) => reportOf(tx, one, now)) });
  }
  const outside = await store.readLong(async (tx) =>
    outsideShifts(await moneyActs(tx, question, desks), await outsideCounts(tx, question)),
  );
  return shiftDocument({
    head: reportHead(question, place),
    shifts,
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

async function reportOf(tx: ReadTx, { desk, shift }: DeskShift, now: Instant) {
  const acts = await actsOf(tx, { desk, shift }, now);
  const loanUse = await loanUses(tx, acts);
  const exceptions = await readRowsBy(tx, 'exception', { column: 'cause', values: acts.map(({ id }) => id) });
  const span = { from: shift.opened?.at ?? 0, to: shift.closed?.at ?? now };
  const refusals = await readRefusals(tx, span);
  return shiftReport({
    shift,
    refusals: refusals.filter((one) => one.shiftId === shift.shiftId),
    acts: acts.map((act) => reportedAct(act, loanUse)),
    exceptions: [...exceptions.values()],
    outages: [],
    people: [],
    now,
  });
}

async function actsOf(
  tx: ReadTx,
  { desk, shift }: Pick<DeskShift, 'desk' | 'shift'>,
  now: Instant,
): Promise<RecordedAct[]> {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'body', 'args', 'effective_at as at'])
    .where('desk_id', '=', desk)
    .where('effective_at', '>=', shift.opened?.at ?? 0)
    .where('effective_at', '<=', shift.closed?.at ?? now)
    .orderBy('effective_at')
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ id, body, args, at }) => {
    const { name, shiftId, staffId: by, override, told } = EnvelopeBodySchema.parse(JSON.parse(body));
    if (shiftId !== shift.shiftId) return [];
    const command = args === null ? null : EnvelopeArgsSchema.parse(JSON.parse(args)).command;
    return [{ id: actId(id), name, at, staffId: by, overrides: override?.codes ?? [], args: command, told }];
  });
}

async function loanUses(tx: ReadTx, acts: readonly RecordedAct[]): Promise<UseOf> {
  const asked = { items: new Set<string>(), policies: new Set<string>() };
  const note: UseOf = (item, policy) => {
    if (item !== null) asked.items.add(item);
    if (policy !== null) asked.policies.add(policy);
    return 'general';
  };
  for (const act of acts) reportedAct(act, note);
  const items = await readRows(tx, 'item', [...asked.items].map(itemId));
  const policies = await readRows(tx, 'policy', [...asked.policies].map(policyHash));
  const [library] = await readAllRows(tx, 'library');
  const useOf = loanUseBy(library?.use ?? {});
  return (item, policy) =>
    useOf(
      item === null ? null : (items.get(item) ?? null),
      policy !== null && policies.get(policy)?.policy.grain === 'time',
    );
}
