// Looks for due notices: changes of loans, holds and fees on the feed, and dates of loans, holds and accounts. In short transactions; where one
// ended the next look goes on.

import { sql } from 'kysely';
import { HOUR_MS, type Instant } from '../../shared/core/instant.ts';
import { SCOPE_ALL } from '../../shared/wire/scope.ts';
import { scopeOfSystem } from '../feed/patron-scopes.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { createReferences, type References } from '../timeline/references.ts';
import { mailSettings } from './mail-settings.ts';
import {
  accountDates,
  dueOf,
  feeEvents,
  holdDates,
  holdEvents,
  loanDates,
  loanEvents,
  makeNotices,
  newAmong,
  openPlan,
  type Plan,
  type Wanted,
} from './plan-notices.ts';
import { daysSentIn, spanOfDays, type Direction } from './send-times.ts';

const PAGE = 500;

export type LookParts = { readonly store: Store; readonly references?: References };

/** Makes all that is due now. Returns how many notices are new. */
export async function lookForNotices(parts: LookParts, now: Instant, isStopped = () => false): Promise<number> {
  let made = 0;
  const { store } = parts;
  await look(parts, now, {
    isStopped,
    inStep: (read) =>
      writeAndPublish(store, async ({ tx, changes }) => {
        await tx.lock(['notices']);
        const { wanted, plan, next, mark } = await read(tx);
        made += await makeNotices(tx, wanted, plan, changes);
        if (mark !== null) await tx.upsert('notice_mark', [mark]);
        return next;
      }),
  });
  return made;
}

/** Notices that would be made now. Nothing is written. */
export async function foreseeNotices(parts: LookParts, now: Instant): Promise<readonly Wanted[]> {
  const found = new Map<string, Wanted>();
  await look(parts, now, {
    isStopped: () => false,
    inStep: (read) =>
      parts.store.read(async (tx) => {
        const { wanted, next } = await read(tx);
        for (const [id, one] of await newAmong(tx, wanted)) found.set(id, one);
        return next;
      }),
  });
  return [...found.values()];
}

/** One step: the notices of the next rows, where to go on, and up to where all is made then. */
type Step<T> = {
  readonly wanted: readonly Wanted[];
  readonly plan: Plan;
  readonly next: T | null;
  readonly mark: { readonly id: string; readonly value: number } | null;
};

type Stepping = {
  readonly isStopped: () => boolean;
  readonly inStep: <T>(read: (tx: ReadTx) => Promise<Step<T>>) => Promise<T | null>;
};

async function look(
  { store, references = createReferences() }: LookParts,
  now: Instant,
  steps: Stepping,
): Promise<void> {
  const kept = await store.read(mailSettings);
  if (kept === null) return;
  const plan = await store.read((tx) => openPlan(tx, kept, { now, references }));
  await followFeed(plan, await store.read((tx) => readMark(tx, 'feed')), steps);
  await followTime(plan, await store.read((tx) => readMark(tx, 'time')), steps);
}

/** Notices of rows that have changed. */
async function followFeed(plan: Plan, from: number, { inStep, isStopped }: Stepping): Promise<void> {
  for (let after: number | null = from; after !== null && !isStopped();) {
    const start: number = after;
    after = await inStep(async (tx) => {
      const page = await changedAfter(tx, start, plan);
      if (page === null) return { wanted: [], plan, next: null, mark: null };
      const keys = (kind: string) => page.rows.flatMap((row) => (row.kind === kind ? [row.key] : []));
      const loans = [...(await readRows(tx, 'loan', keys('loan'))).values()];
      const holds = [...(await readRows(tx, 'hold', keys('hold'))).values()];
      const fees = [...(await readRows(tx, 'fee', keys('fee'))).values()];
      const wanted = [
        ...dueOf([...(await loanDates(tx, loans, plan)), ...holdDates(holds, plan)], plan),
        ...(await loanEvents(tx, loans, plan)),
        ...(await holdEvents(tx, holds, plan)),
        ...(await feeEvents(tx, fees, plan)),
      ];
      return { wanted, plan, next: page.isMore ? page.to : null, mark: { id: 'feed', value: page.to } };
    });
  }
}

type Changed = { readonly kind: string; readonly key: string; readonly position: number };

/** The next changed rows, whole positions at a time; null where there are none. */
async function changedAfter(
  tx: ReadTx,
  after: number,
  { branches }: Plan,
): Promise<{ readonly rows: readonly Changed[]; readonly to: number; readonly isMore: boolean } | null> {
  const scopes = new Set([SCOPE_ALL, ...[...branches.values()].map(({ system }) => scopeOfSystem(system))]);
  const read = (until: number | null) =>
    tx.db
      .selectFrom('feed_row')
      .select(['kind', 'key', 'position'])
      .where(tx.anyOf('scope', scopes))
      .where('position', '>', after)
      .where('kind', 'in', ['loan', 'hold', 'fee'])
      .where('deleted', '=', 0)
      .where((where) => where.and(until === null ? [] : [where('position', '<=', until)]))
      .orderBy('position');
  const first = await read(null).limit(PAGE).execute();
  const last = first.at(-1);
  if (last === undefined) return null;
  const isMore = first.length === PAGE;
  const rows = isMore ? await read(last.position).execute() : first;
  return { rows, to: last.position, isMore };
}

/** Notices of dates that have come near since the last look. */
async function followTime(plan: Plan, from: Instant, { inStep, isStopped }: Stepping): Promise<void> {
  if (from >= plan.now) return;
  for (const { column, span } of spansOf(plan, from)) {
    for (let after: DatePage | null = { at: span.from, id: '' }; after !== null && !isStopped();) {
      const start: DatePage = after;
      after = await inStep(async (tx) => {
        const { rows, next } = await datesIn(tx, column, { start, to: span.to });
        return { wanted: dueOf(await wantedOf(tx, column, rows, plan), plan), plan, next, mark: null };
      });
    }
  }
  if (isStopped()) return;
  await inStep(() => Promise.resolve({ wanted: [], plan, next: null, mark: { id: 'time', value: plan.now } }));
}

type Column = 'due_at' | 'ends_at' | 'expires_at';
type Dates = { readonly column: Column; readonly span: { readonly from: Instant; readonly to: Instant } };

/** Where the dates lie whose notices go out from one look to the next. */
function spansOf({ settings, days, branches, now }: Plan, from: Instant): Dates[] {
  const { courtesy, overdue, 'hold-expiring': shelf, 'account-expiring': accounts } = settings.kinds;
  const byDay = (column: Column, offsets: readonly number[], way: Direction): Dates[] => {
    const spans = [...branches.keys()].flatMap((branch) => {
      const own = days(branch);
      const sent = daysSentIn(own, { from, to: now }, way, settings);
      return offsets.flatMap(
        (offset) =>
          spanOfDays(
            own,
            sent.map((day) => day + offset),
          ) ?? [],
      );
    });
    return joined(spans).map((span) => ({ column, span }));
  };
  const daysIn = (steps: typeof courtesy) => steps.flatMap((step) => ('days' in step ? [step.days] : []));
  const hoursIn = (steps: typeof courtesy) => steps.flatMap((step) => ('hours' in step ? [step.hours * HOUR_MS] : []));
  const ahead = hoursIn(courtesy).map((ms) => ({ from: from + ms, to: now + ms }));
  const late = hoursIn(overdue).map((ms) => ({ from: from - ms, to: now - ms }));
  return [
    ...byDay('due_at', daysIn(courtesy), 'ahead'),
    ...byDay(
      'due_at',
      daysIn(overdue).map((day) => -day),
      'after',
    ),
    ...joined([...ahead, ...late]).map((span): Dates => ({ column: 'due_at', span })),
    ...byDay('ends_at', shelf, 'ahead'),
    ...byDay('expires_at', accounts, 'ahead'),
  ];
}

/** Spans that touch become one. */
function joined(spans: readonly Dates['span'][]): Dates['span'][] {
  const found: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last === undefined || from > last.to) found.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return found;
}

type DatePage = { readonly at: Instant; readonly id: string };

const TABLES = { due_at: 'loan', ends_at: 'hold', expires_at: 'patron' } as const;

async function datesIn(
  tx: ReadTx,
  column: Column,
  { start, to }: { readonly start: DatePage; readonly to: Instant },
): Promise<{ readonly rows: readonly string[]; readonly next: DatePage | null }> {
  const at = sql.ref(column);
  const open = column === 'due_at' ? sql`state = 'open' and` : sql``;
  const { rows } = await sql<{ id: string; body: string; at: number }>`
    select id, body, ${at} as at from ${sql.table(TABLES[column])}
      where ${open} ${at} >= ${start.at} and (${at} > ${start.at} or (${at} = ${start.at} and id > ${start.id})) and ${at} <= ${to}
      order by ${at}, id limit ${sql.lit(PAGE)}`.execute(tx.db);
  const last = rows.at(-1);
  const next = rows.length < PAGE || last === undefined ? null : { at: Number(last.at), id: last.id };
  return { rows: rows.map(({ body }) => body), next };
}

async function wantedOf(tx: ReadTx, column: Column, bodies: readonly string[], plan: Plan) {
  if (column === 'due_at')
    return loanDates(
      tx,
      bodies.map((body) => parseRow('loan', body)),
      plan,
    );
  if (column === 'ends_at')
    return holdDates(
      bodies.map((body) => parseRow('hold', body)),
      plan,
    );
  return accountDates(
    bodies.map((body) => parseRow('patron', body)),
    plan,
  );
}

async function readMark({ db }: ReadTx, id: string): Promise<number> {
  const row = await db.selectFrom('notice_mark').select('value').where('id', '=', id).executeTakeFirst();
  return Number(row?.value ?? 0);
}
