// Makes the notices that are due: of changes on the feed that were not looked at yet, and of dates that have come near since the last look. Each is a
// row under an id made of its subject, so that any number of server processes makes it once. Events from before the library began to send make no
// notices, nor do events more than a week ago. [I2]

import { DAY_MS, MINUTE_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { PolicyHash } from '../../shared/core/ids.ts';
import { isItemAct } from '../../shared/circ/act-kinds.ts';
import { foldItem } from '../../shared/circ/fold/item.ts';
import type { TitleScan } from '../../shared/circ/fold/item-run.ts';
import { noticeId, type Notice, type NoticeKind } from '../../shared/circ/model/notice.ts';
import { branchCalendars } from '../../shared/rules/branch-calendars.ts';
import { dayOf } from '../../shared/rules/calendar/local-time.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { findRulesInForce } from '../query/rules-in-force.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { itemInput } from '../timeline/load-timelines.ts';
import type { References } from '../timeline/references.ts';
import type { KeptSettings, MailSettings } from './mail-settings.ts';
import { isOnShelf } from './notice-facts.ts';
import { allowedAt, branchDays, sendTimeOf, stepTime, type BranchDays } from './send-times.ts';

/** Older events make no notices. */
export const MOST_LATE_MS: Millis = 7 * DAY_MS;

/** Data that notices are made from. */
export type Plan = {
  readonly settings: MailSettings;
  readonly since: Instant;
  readonly now: Instant;
  readonly days: (branch: string) => BranchDays;
  readonly branches: ReadonlyMap<string, Row<'branch'>>;
  readonly references: References;
};

/** The plan of one look. */
export async function openPlan(
  tx: ReadTx,
  { settings, since }: KeptSettings,
  { now, references }: { readonly now: Instant; readonly references: References },
): Promise<Plan> {
  const branches = new Map<string, Row<'branch'>>(
    (await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch]),
  );
  const days = await daysOfBranches(tx, now, branches);
  return { settings, since, now, days, branches, references };
}

/** The clocks and open days of branches, by the rules in force. */
export async function daysOfBranches(
  tx: ReadTx,
  now: Instant,
  branches: Plan['branches'],
): Promise<(branch: string) => BranchDays> {
  const rules = await findRulesInForce(tx, now);
  const times = rules === null ? () => null : branchCalendars(rules);
  const known = new Map<string, BranchDays>();
  return (branch) => {
    const own = known.get(branch) ?? branchDays(times(branch), branches.get(branch)?.zone ?? 'UTC');
    known.set(branch, own);
    return own;
  };
}

/**
 * A notice to make. `dueAt`: from when on; it may have to wait for the end of quiet hours. `trappings`: of a copy for a hold, the check-ins that
 * identify this time on the shelf, the first of them first; absent = the moment identifies the notice.
 */
export type Wanted = Omit<Notice, 'id' | 'madeAt' | 'state' | 'at' | 'channel'> & {
  readonly dueAt: Instant;
  readonly trappings?: readonly string[];
};

/** The moments of time of a loan by the ladders: ahead of its date, and after it. */
export async function loanDates(tx: ReadTx, loans: readonly Row<'loan'>[], plan: Plan): Promise<Wanted[]> {
  const open = loans.filter(({ state, claim }) => state === 'open' && claim === undefined);
  const { courtesy, overdue } = plan.settings.kinds;
  if (courtesy.length + overdue.length === 0 || open.length === 0) return [];
  const policies = await plan.references.policies(tx, new Set<PolicyHash>(open.map(({ policyHash }) => policyHash)));
  const branchOf = await branchesOfLoans(tx, open);
  return open.flatMap((loan) => {
    const branch = branchOf(loan);
    if (branch === null) return [];
    const isByHour = policies.get(loan.policyHash)?.grain === 'time';
    const steps = (kind: 'courtesy' | 'overdue') =>
      plan.settings.kinds[kind].flatMap((step, n): Wanted[] => {
        const way = kind === 'courtesy' ? 'ahead' : 'after';
        const times = stepTime(plan.days(branch), { step, dueAt: loan.dueAt, isByHour, way }, plan.settings);
        if (times === null) return [];
        return [{ ...aboutLoan(loan, branch), kind, step: n + 1, moment: loan.dueAt, ...times }];
      });
    // A loan that begins within the time ahead of its date makes no notice: its borrower just heard the date.
    const ahead = steps('courtesy').filter(({ dueAt }) => dueAt > loan.outAt);
    return [...ahead, ...steps('overdue')];
  });
}

const aboutLoan = ({ id, patronId, itemId }: Row<'loan'>, branch: Notice['branch']) => ({
  subject: id,
  patronId,
  itemId,
  titleId: null,
  branch,
});

async function branchesOfLoans(tx: ReadTx, loans: readonly Row<'loan'>[]) {
  const unplaced = loans.flatMap(({ branch, itemId }) => (branch === null ? [itemId] : []));
  const items = await readRows(tx, 'item', unplaced);
  return ({ branch, itemId }: Row<'loan'>): Notice['branch'] | null => branch ?? items.get(itemId)?.home ?? null;
}

/** Changes of loans by acts: they were recalled, or their date was changed. */
export async function loanEvents(tx: ReadTx, loans: readonly Row<'loan'>[], plan: Plan): Promise<Wanted[]> {
  const { recall: tellsRecalls, 'due-changed': tellsDates } = plan.settings.kinds;
  const open = loans.filter(({ state }) => state === 'open');
  const acts = await readRows(
    tx,
    'event',
    open.map(({ dueBy }) => dueBy),
  );
  const branchOf = await branchesOfLoans(tx, open);
  return open.flatMap((loan): Wanted[] => {
    const branch = branchOf(loan);
    const act = acts.get(loan.dueBy);
    if (branch === null) return [];
    const about = { ...aboutLoan(loan, branch), step: 0, ...soon(plan, branch) };
    const wanted: Wanted[] = [];
    if (tellsRecalls && act?.kind === 'recall' && isToTell(act.at, plan))
      wanted.push({ ...about, kind: 'recall', moment: act.at });
    const isSet = act?.kind === 'changeDueDate' && isToTell(act.at, plan);
    const isMoved = loan.movedFrom !== undefined && loan.movedFrom.dueAt !== loan.dueAt;
    if (tellsDates && (isSet || isMoved)) wanted.push({ ...about, kind: 'due-changed', moment: loan.dueAt });
    return wanted;
  });
}

/** Copies that stand ready for holds. One makes one notice while it stands there, however often it is checked in again; another where it was away. */
export async function holdEvents(tx: ReadTx, holds: readonly Row<'hold'>[], plan: Plan): Promise<Wanted[]> {
  if (!plan.settings.kinds['hold-ready']) return [];
  const captured = holds.filter(({ state }) => state === 'captured');
  const items = await readRows(tx, 'item', new Set(captured.flatMap(({ capturedItem }) => capturedItem ?? [])));
  const scans = await scansOf(tx, [...items.values()], plan);
  return captured.flatMap((hold): Wanted[] => {
    const item = items.get(hold.capturedItem ?? '');
    if (item === undefined || !isOnShelf(hold, item)) return [];
    const trappings = trappingsOf(hold, item, scans.get(item.id) ?? []);
    if (trappings === null) return [];
    const about = { ...aboutHold(hold, item.id), kind: 'hold-ready' as const, step: 0, moment: plan.now };
    return [{ ...about, ...soon(plan, hold.pickup), trappings }];
  });
}

/** The scans of copies, as their folds place them, without undone ones. */
async function scansOf(tx: ReadTx, items: readonly Row<'item'>[], { references }: Plan) {
  const events = await readRowsBy(tx, 'event', { column: 'item_id', values: items.map(({ id }) => id) });
  const acts = Map.groupBy(events.filter(isItemAct), (act) => act.itemId);
  const hashes = events.flatMap((act) => ('policyHash' in act && act.policyHash !== null ? [act.policyHash] : []));
  const policies = await references.policies(tx, new Set<PolicyHash>(hashes));
  return new Map(
    items.map((item) => {
      const input = itemInput({ item, location: null, acts: acts.get(item.id) ?? [], settled: [] });
      return [item.id, foldItem({ ...input, policies }).scans];
    }),
  );
}

/**
 * The check-ins that identify this time on the shelf: those that put the copy there for the hold with nothing between them, the first one
 * first. All of them, since an act that comes late may put an earlier one before it. Null = it has stood there since before all acts that are kept:
 * too long ago for a notice.
 */
function trappingsOf(hold: Row<'hold'>, { id, base }: Row<'item'>, scans: readonly TitleScan[]): string[] | null {
  const last = scans.findLastIndex(({ act }) => act.kind !== 'checkin' || act.hold !== hold.id);
  const run = scans.slice(last + 1).map(({ act }) => act.id);
  const before = scans[last]?.act;
  if (before === undefined && base.where.status === 'on-hold-shelf' && base.where.hold === hold.id) return null;
  // A copy in hand as the hold was placed needs no check-in.
  const isSincePlaced = before === undefined || before.at <= hold.placedAt;
  return isSincePlaced || run.length === 0 ? [...run, id] : run;
}

const aboutHold = ({ id, patronId, titleId, pickup }: Row<'hold'>, itemId: Notice['itemId']) => ({
  subject: id,
  patronId,
  itemId,
  titleId,
  branch: pickup,
});

/** Waits on the shelf that end soon. */
export function holdDates(holds: readonly Row<'hold'>[], plan: Plan): Wanted[] {
  return holds.flatMap((hold) => {
    const { state, shelfUntil, capturedItem } = hold;
    if (state !== 'captured' || shelfUntil === undefined || shelfUntil === null) return [];
    return plan.settings.kinds['hold-expiring'].map((days, n): Wanted => {
      const about = aboutHold(hold, capturedItem);
      return {
        ...about,
        kind: 'hold-expiring',
        step: n + 1,
        moment: shelfUntil,
        ...dayAhead(plan, about, { end: shelfUntil, days }),
      };
    });
  });
}

/** Accounts that end soon. */
export function accountDates(patrons: readonly Row<'patron'>[], plan: Plan): Wanted[] {
  return patrons.flatMap(({ id, home: branch, expiresAt, active }) => {
    if (expiresAt === null || !active) return [];
    return plan.settings.kinds['account-expiring'].map((days, n): Wanted => {
      const about = { subject: id, patronId: id, itemId: null, titleId: null, branch };
      return {
        ...about,
        kind: 'account-expiring',
        step: n + 1,
        moment: expiresAt,
        ...dayAhead(plan, about, { end: expiresAt, days }),
      };
    });
  });
}

type Times = Pick<Wanted, 'dueAt' | 'sendAt'>;

function dayAhead(
  { days: daysOf, settings }: Plan,
  { branch }: Pick<Wanted, 'branch'>,
  { end, days }: { readonly end: Instant; readonly days: number },
): Times {
  const own = daysOf(branch);
  const at = sendTimeOf(own, dayOf(own.clock.toLocal(end)) - days, 'ahead', settings);
  return { dueAt: at, sendAt: at };
}

/** Fees that are bills: for lost copies, and charges by staff. */
const BILLED: readonly Row<'fee'>['kind'][] = ['lost', 'processing', 'manual'];

export async function feeEvents(tx: ReadTx, fees: readonly Row<'fee'>[], plan: Plan): Promise<Wanted[]> {
  if (!plan.settings.kinds.bill) return [];
  const billed = fees.filter(
    ({ kind, outstandingMinor, at }) => BILLED.includes(kind) && outstandingMinor > 0 && isToTell(at, plan),
  );
  const loans = await readRows(tx, 'loan', new Set(billed.flatMap(({ loanId }) => loanId ?? [])));
  const patrons = await readRows(tx, 'patron', new Set(billed.map(({ patronId }) => patronId)));
  return billed.flatMap(({ id, patronId, itemId, loanId, at }): Wanted[] => {
    const branch = loans.get(loanId ?? '')?.branch ?? patrons.get(patronId)?.home;
    if (branch === undefined) return [];
    const about = { subject: id, patronId, itemId, titleId: null, branch };
    return [{ ...about, kind: 'bill', step: 0, moment: at, ...soon(plan, branch) }];
  });
}

/** Something happened just now: it is sent soon, with other events meanwhile. */
function soon({ days, now, settings }: Plan, branch: string): Times {
  return { dueAt: now, sendAt: allowedAt(days(branch), now + settings.gatherMinutes * MINUTE_MS, settings) };
}

function isToTell(at: Instant, { since, now }: Plan): boolean {
  return at >= since && at > now - MOST_LATE_MS;
}

/** Kinds about a date to come: once it is past they mean nothing. */
const AHEAD: readonly NoticeKind[] = ['courtesy', 'hold-expiring', 'account-expiring'];

/** Of dates: those that have come, each ladder's last one, and not long ago. */
export function dueOf(wanted: readonly Wanted[], { now, since }: Plan): Wanted[] {
  const newest = new Map<string, Wanted>();
  for (const one of wanted) {
    if (one.dueAt > now || one.dueAt < since || one.dueAt <= now - MOST_LATE_MS) continue;
    if (AHEAD.includes(one.kind) && one.moment <= now) continue;
    const key = `${one.kind} ${one.subject}`;
    const known = newest.get(key);
    if (known === undefined || known.dueAt < one.dueAt) newest.set(key, one);
  }
  return [...newest.values()];
}

/** The ids under which it may have been made, the one to make first. */
const idsOf = (one: Wanted): string[] =>
  (one.trappings ?? [one.moment]).map((moment) => noticeId(one.kind, { ...one, moment }));

/** Those that are not there yet, by id. One that is void was never sent: it is made anew where it is true again. */
export async function newAmong(tx: ReadTx, wanted: readonly Wanted[]): Promise<ReadonlyMap<string, Wanted>> {
  if (wanted.length === 0) return new Map();
  const ids = new Set(wanted.flatMap(idsOf));
  const rows = await tx.db.selectFrom('notice').select(['id', 'state']).where(tx.anyOf('id', ids)).execute();
  const known = new Map(rows.map(({ id, state }) => [id, state]));
  const found = new Map<string, Wanted>();
  for (const one of wanted) {
    const own = idsOf(one);
    const there = own.filter((id) => known.has(id));
    const id = there[0] ?? own[0];
    if (id !== undefined && there.every((each) => known.get(each) === 'void')) found.set(id, one);
  }
  return found;
}

/** Writes those that are not there yet. Returns how many. */
export async function makeNotices(
  tx: WriteTx,
  wanted: readonly Wanted[],
  { now }: Plan,
  changes: RowChanges,
): Promise<number> {
  const byId = await newAmong(tx, wanted);
  if (byId.size === 0) return 0;
  const own = collectChanges();
  for (const [id, { dueAt: _, trappings: __, ...one }] of byId)
    own.put('notice', { ...one, id, madeAt: now, state: 'waiting', at: now, channel: null });
  // A void one may still be part of a message that left without it.
  await tx.db.deleteFrom('notice_part').where(tx.anyOf('notice_id', byId.keys())).execute();
  await writeChanges(tx, own);
  changes.add(own);
  return byId.size;
}
