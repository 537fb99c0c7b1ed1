// Loans, holds and fees of an export, once patrons and copies are through.

import type { BranchId } from '../../../shared/core/ids.ts';
import type { Branch } from '../../../shared/circ/model/branch.ts';
import { ruleEngine } from '../../../shared/rules/resolve/rule-engine.ts';
import { UNKNOWN_SUBJECT } from '../../../shared/rules/match/rule-subject.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';
import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import type { SourcedAct } from '../write/sourced.ts';
import type { WantedItem, WantedPatron } from './going-on.ts';
import { openingFee, openingHold, openingLoan, policyOfDates, turnsOf, type HoldTarget } from './record-acts.ts';
import { rejectRecord, takeRecord, type RecordKind } from './record-source.ts';
import type { Found, HoldRecord, LoanRecord } from './record.ts';
import type { Step } from './taking.ts';

/** Takes loans, holds and fees; `titles` are the titles of the export. */
export async function takeGoingOn(step: Step, titles: ReadonlySet<string>): Promise<void> {
  const { goingOn, sink } = step;
  const loans: SourcedAct[] = [];
  for (const found of goingOn.loans) loans.push(...(await takeLoan(step, found)));
  await sink.openings('loan', loans);
  await sink.openings('hold', await takeHolds(step, await titlesOfHolds(step, titles)));
  await sink.openings('fee', takeFees(step));
}

async function takeLoan(step: Step, { at, value }: Found<LoanRecord>): Promise<SourcedAct[]> {
  const { source, ids, places, wanted, rules } = step;
  const refuse = refuser(step, 'loan', at);
  const patron = wanted.patron(value.patron);
  if (patron === null) return refuse(`the patron ${value.patron} is not taken`);
  const item = wanted.item(value.item);
  if (item === null) return refuse(`the item ${value.item} is not taken`);
  const branch = await places.branch(value.branch ?? item.home);
  if (branch === null) return refuse(`there is no branch ${value.branch}`);
  const policy = value.policy ?? policyByRules(rules, value, { patron, item, branch }) ?? policyOfDates(value);
  takeRecord(source, 'loan', at, value.notes);
  return [openingLoan(value, { patron, item, branch: branch.id }, { ids, policy })];
}

/** The policy that the rules of the export give such a loan; of the rows of the loan the renewals alone are known better. */
function policyByRules(
  rules: RuleSet | null,
  { maxRenewals }: LoanRecord,
  { patron, item, branch }: { readonly patron: WantedPatron; readonly item: WantedItem; readonly branch: Branch },
): Policy | null {
  if (rules === null) return null;
  const { policy } = ruleEngine(rules).resolve({
    subject: {
      ...UNKNOWN_SUBJECT,
      patronGroup: patron.group,
      patronHome: patron.home,
      juvenile: patron.juvenile,
      deskBranch: branch.id,
      itemHome: item.home,
      itemOwner: item.owner,
      itemKind: item.kind,
      loanType: item.loanType,
      location: item.location,
    },
    item,
  });
  if (policy === null) return null;
  return maxRenewals === null ? policy : { ...policy, maxRenewals };
}

/** Titles that holds name: of the export, or of an earlier one. */
async function titlesOfHolds(
  { goingOn, ids, sink }: Step,
  titles: ReadonlySet<string>,
): Promise<(id: string) => boolean> {
  const elsewhere = goingOn.holds.flatMap(({ value: { target } }) =>
    'title' in target && !titles.has(target.title) ? [ids.title(target.title)] : [],
  );
  const present = elsewhere.length === 0 ? new Set<string>() : await sink.present('title', elsewhere);
  return (id) => titles.has(id) || present.has(ids.title(id));
}

type ResolvedHold = {
  readonly hold: HoldRecord;
  readonly patron: WantedPatron;
  readonly pickup: BranchId;
  readonly target: HoldTarget;
};

async function takeHolds(step: Step, isTitle: (id: string) => boolean): Promise<SourcedAct[]> {
  const holds: ResolvedHold[] = [];
  for (const found of step.goingOn.holds) holds.push(...(await resolveHold(step, found, isTitle)));
  const queues = Map.groupBy(holds, ({ target }) => target.titleId);
  const turns = new Map([...queues.values()].flatMap((queue) => [...turnsOf(queue.map(({ hold }) => hold))]));
  return holds.map(({ hold, target, ...places }) =>
    openingHold(hold, places, { ids: step.ids, target, turn: turns.get(hold.id) ?? 0 }),
  );
}

async function resolveHold(
  step: Step,
  { at, value }: Found<HoldRecord>,
  isTitle: (id: string) => boolean,
): Promise<ResolvedHold[]> {
  const { source, ids, places, wanted } = step;
  const refuse = refuser(step, 'hold', at);
  const patron = wanted.patron(value.patron);
  if (patron === null) return refuse(`the patron ${value.patron} is not taken`);
  const pickup = await places.branch(value.pickup);
  if (pickup === null) return refuse(`there is no branch ${value.pickup}`);
  const { target, captured } = value;
  const item = 'item' in target ? wanted.item(target.item) : null;
  if ('item' in target && item === null) return refuse(`the item ${target.item} is not taken`);
  if ('title' in target && !isTitle(target.title)) return refuse(`there is no title ${target.title}`);
  const copy = captured === null ? null : wanted.item(captured.item);
  const named = 'title' in target ? ids.title(target.title) : null;
  const titleId = item?.titleId ?? copy?.titleId ?? named;
  if (titleId === null) return refuse('it names no title');
  const gone =
    captured !== null && copy === null
      ? [`the item ${captured.item} that stood for it is not taken; it waits for another`]
      : [];
  takeRecord(source, 'hold', at, [...value.notes, ...gone]);
  const trapped = copy === null ? null : trappedBy(value, copy, pickup);
  return [{ hold: value, patron, pickup: pickup.id, target: { titleId, itemId: item?.id ?? null, trapped } }];
}

function trappedBy({ captured }: HoldRecord, copy: WantedItem, pickup: Branch): HoldTarget['trapped'] {
  const until = captured?.until ?? null;
  const branch = captured?.onShelf === true ? pickup.id : copy.home;
  return { itemId: copy.id, branch, ...(until === null ? {} : { until }) };
}

function takeFees(step: Step): SourcedAct[] {
  const { source, ids, goingOn, wanted } = step;
  return goingOn.fees.flatMap(({ at, value }): SourcedAct[] => {
    const patron = wanted.patron(value.patron);
    if (patron === null) {
      rejectRecord(source, 'fee', at, `the patron ${value.patron} is not taken`);
      return [];
    }
    const item = value.item === null ? null : wanted.item(value.item);
    const lost = value.item !== null && item === null ? [`its item ${value.item} is not taken`] : [];
    takeRecord(source, 'fee', at, [...value.notes, ...lost]);
    return [openingFee(value, { patron, item }, ids)];
  });
}

function refuser({ source }: Step, kind: RecordKind, at: Found<unknown>['at']): (reason: string) => [] {
  return (reason) => {
    rejectRecord(source, kind, at, reason);
    return [];
  };
}
