// Outages known to the library, for the report: those signed at their desks, and the rest by their sign, acts that arrived long after they happened.

import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { exceptionId } from '../../shared/core/ids.ts';
import { MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { assignedTo } from '../../shared/circ/exception-work.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import {
  ENDED,
  type OutageActs,
  type OutageException,
  type OutageFacts,
  type OutageSpan,
} from '../../shared/reports/outage.ts';
import { outageWork, type OutageWork } from '../../shared/reports/outage-document.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { loadNames } from '../query/row-names.ts';
import { spanTimes, type SpanTimes } from './span-times.ts';

/** An act that took longer than this to arrive waited for a line. */
const LATE_MS = MINUTE_MS;
/** Acts that came late with less than this between them are of one outage. */
const APART_MS = 30 * MINUTE_MS;

type LateAct = {
  readonly id: string;
  readonly desk: string;
  readonly name: string;
  readonly outcome: string;
  readonly at: Instant;
  readonly receivedAt: Instant;
};

/** The facts of a period, with the work that is left. */
export async function outagesIn(
  tx: ReadTx,
  asked: ReportPeriod,
): Promise<{ readonly facts: Omit<OutageFacts, 'refusals'>; readonly worklist: readonly OutageWork[] }> {
  const desks = new Map(
    (await tx.db.selectFrom('desk').select(['id', 'name', 'branch']).execute()).map((desk) => [desk.id, desk]),
  );
  const nameOf = (desk: string) => desks.get(desk)?.name ?? desk;
  const late = await lateActs(tx, asked);
  const signed = await signedOutages(tx, asked, nameOf);
  const signedAt = Map.groupBy(signed, ({ deskId }) => deskId);
  const isSigned = (act: LateAct) => (signedAt.get(act.desk) ?? []).some((span) => holds(span, act));
  const unsigned = spansOf(late.filter((act) => !isSigned(act))).map((acts) => lateSpan(acts, nameOf));
  const spans = [...signed, ...unsigned];
  const branchOf = (desk: string) => desks.get(desk)?.branch ?? null;
  const found = await exceptionsOf(tx, late, spanTimes(spans, { branchOf, until: asked.to }));
  const staff = new Map(
    (await tx.db.selectFrom('staff').select(['id', 'name']).execute()).map((row) => [row.id, row.name]),
  );
  return {
    facts: { spans, acts: counted(late), exceptions: found.map((one) => standingOf(one, staff)) },
    worklist: await worklistOf(tx, found, staff),
  };
}

/** Exceptions that late acts caused, and those of the time and the branch of an outage. Of others nothing is read but when they were. */
async function exceptionsOf(tx: ReadTx, late: readonly LateAct[], isDown: SpanTimes): Promise<Exception[]> {
  const ids = new Set(late.map(({ id }) => id));
  const moments = await tx.db.selectFrom('exception').select(['id', 'cause', 'at']).execute();
  const near = moments.filter(({ cause, at }) => ids.has(cause) || isDown(null, at));
  const rows = await readRows(tx, 'exception', new Set(near.map(({ id }) => exceptionId(id))));
  return [...rows.values()]
    .filter(({ cause, at, branch }) => ids.has(cause) || isDown(branch, at))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function lateActs(tx: ReadTx, { from, to }: ReportPeriod): Promise<LateAct[]> {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'desk_id', 'name', 'outcome', 'body', 'effective_at', 'received_at'])
    .where('desk_id', '!=', OWN_DESK)
    .where('clamped_at', 'is', null)
    .where('effective_at', '>=', from)
    .where('effective_at', '<=', to)
    // Written as the index of late acts is: only then can it be used.
    .where(sql<SqlBool>`received_at > effective_at + ${sql.lit(LATE_MS)}`)
    .orderBy('effective_at')
    .execute();
  // Acts entered from paper carry their own time and did not wait.
  const isScanned = ({ body }: { readonly body: string }) =>
    !body.includes('"stated"') || !StatedSchema.safeParse(JSON.parse(body)).success;
  return rows.filter(isScanned).map((row) => ({
    id: row.id,
    desk: row.desk_id,
    name: row.name,
    outcome: row.outcome,
    at: row.effective_at,
    receivedAt: row.received_at,
  }));
}

const StatedSchema = z.object({ stated: z.object({ at: z.number() }) });

async function signedOutages(
  tx: ReadTx,
  { from, to }: ReportPeriod,
  nameOf: (desk: string) => string,
): Promise<OutageSpan[]> {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['desk_id', 'body', 'args'])
    // As its index is written, like that of late acts.
    .where(sql<SqlBool>`name = 'signOutage'`)
    .execute();
  const spans = rows.flatMap(({ desk_id: deskId, ...stored }): OutageSpan[] => {
    const act = readAct(stored);
    const signed = act.known && act.name === 'signOutage' ? act.args() : 'gone';
    if (signed === 'gone') return [];
    const { beganAt, endedAt, causes = [], dataAsOf = null } = signed;
    return [{ hop: 'server', deskId, desk: nameOf(deskId), from: beganAt, to: endedAt, causes, dataAsOf }];
  });
  return spans.filter((span) => span.from <= to && (span.to ?? to) >= from);
}

function holds({ deskId, from, to }: OutageSpan, { desk, at }: LateAct): boolean {
  return desk === deskId && at >= from - LATE_MS && at <= (to ?? at) + LATE_MS;
}

/** Acts that came late, by the outage that they make likely. */
function spansOf(late: readonly LateAct[]): LateAct[][] {
  const spans: LateAct[][] = [];
  for (const acts of Map.groupBy(late, ({ desk }) => desk).values()) {
    for (const act of acts) {
      const last = spans.at(-1);
      const before = last?.at(-1);
      const isSame = before !== undefined && before.desk === act.desk && act.at <= before.receivedAt + APART_MS;
      if (isSame) last?.push(act);
      else spans.push([act]);
    }
  }
  return spans;
}

function lateSpan(acts: readonly LateAct[], nameOf: (desk: string) => string): OutageSpan {
  const [first] = acts;
  const desk = first?.desk ?? '';
  const from = first?.at ?? 0;
  return {
    hop: 'server',
    deskId: desk,
    desk: nameOf(desk),
    from,
    to: acts.reduce((latest, { receivedAt }) => Math.max(latest, receivedAt), from),
    causes: [{ cause: 'acts-came-late', code: null, at: from }],
    dataAsOf: null,
  };
}

function counted(late: readonly LateAct[]): OutageActs[] {
  return [...Map.groupBy(late, ({ name, outcome }) => `${name} ${outcome}`).values()].flatMap((same) =>
    same.slice(0, 1).map(({ name, outcome }) => ({ name, outcome, count: same.length })),
  );
}

function standingOf(
  { code, weight, state, resolution, work }: Exception,
  staff: ReadonlyMap<string, string>,
): OutageException {
  const by = resolution === null ? null : { staff: staff.get(resolution.staffId) ?? '', action: resolution.action };
  return { code, weight, ended: ENDED[state], by, ...givenTo(work, staff) };
}

function givenTo(work: Exception['work'], staff: ReadonlyMap<string, string>): Pick<OutageException, 'assigned'> {
  const to = assignedTo(work);
  return to === null ? {} : { assigned: staff.get(to) ?? '' };
}

async function worklistOf(
  tx: ReadTx,
  found: readonly Exception[],
  staff: ReadonlyMap<string, string>,
): Promise<OutageWork[]> {
  const open = found.filter(({ state, weight }) => state === 'open' && weight !== 'note');
  const names = await loadNames(
    tx,
    open.map(({ itemId, patronId }) => ({ items: [itemId], patrons: [patronId] })),
  );
  return open.map((exception) =>
    outageWork(exception, {
      item: names.barcode(exception.itemId),
      patron: names.card(exception.patronId),
      ...givenTo(exception.work, staff),
    }),
  );
}
