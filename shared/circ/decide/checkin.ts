// Judges a check-in. It is always done: no rule refuses it.

import type { BranchId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Policy } from '../../rules/model/policy.ts';
import { triedPart, type Trace } from '../../rules/trace.ts';
import { checkinSteps } from './checkin-steps.ts';
import { expectedBan } from './expected-ban.ts';
import { expectedChange, type AccountChange } from './expected-change.ts';
import { toReasons } from './finding.ts';
import { judgeCheckin, type Route } from './judge-checkin.ts';
import { sceneOf, traceData, type Scene } from './scene.ts';
import { shelfWait } from './shelf-wait.ts';
import type { Reason } from '../decision.ts';
import type { CheckinFacts } from '../facts.ts';
import type { Hold } from '../model/hold.ts';
import { isLate, type Loan } from '../model/loan.ts';

/** Input of a check-in, from the desk. */
export type CheckinAsk = {
  /** As scanned; shown when it is unknown. */
  readonly barcode: string;
  /** When it came back, for a book drop; absent or null = now. */
  readonly returnedAt?: Instant | null | undefined;
  /** It is received now and inspected later. Absent = it is not. */
  readonly inspects?: boolean | undefined;
};

type Amount = { readonly amountMinor: MinorUnits; readonly currency: string };

/** A judged check-in. It is always done. */
export type CheckinDecision = {
  readonly outcome: 'done';
  readonly reasons: readonly Reason[];
  readonly route: Route;
  /** The hold that the copy is put aside for, here or at its pickup branch. */
  readonly hold: Hold | null;
  readonly transitTo: BranchId | null;
  /** Until when it waits on the shelf here for that hold; null = for ever. */
  readonly holdUntil: Instant | null;
  /** The overdue fine to expect, above 0; null when none is, or the policy of the loan is not known. The fold has the last word. */
  readonly fine: Amount | null;
  /** The bill for a lost item that its return takes away, above 0. */
  readonly lifted: Amount | null;
  /** The deposit of the loan, given back with the item: the paid part becomes credit. */
  readonly deposit: Amount | null;
  /** Lateness bans the patron by the policy of the loan: shown here; the ban itself follows from the loan that ended. */
  readonly bans: boolean;
  readonly trace: Trace;
};

/** Judges a check-in at a moment. Total and pure. */
export function decideCheckin(facts: CheckinFacts, ask: CheckinAsk, at: Instant): CheckinDecision {
  const scene = sceneOf(facts.library, at);
  const ending = endingLoan(facts, ask, at);
  const { fineMinor, liftedMinor } = moneyOf(facts, ending);
  const patron = facts.holder ?? null;
  const ban = ending === null || patron === null ? null : expectedBan(scene, { ...ending, patron });
  const { barcode } = ask;
  const { routing, findings, tried } = judgeCheckin(scene, {
    item: ask.inspects === true ? toInspect(facts.item) : facts.item,
    barcode,
    liftedMinor,
    isFinedInstead: fineMinor > 0,
    otherOverdues: otherOverdues(facts, at),
    ban,
  });
  const { currency } = scene.rules;
  const amount = (amountMinor: MinorUnits) => (amountMinor === 0 ? null : { amountMinor, currency });
  const holdUntil = routing.route === 'hold-shelf' ? waitOf(scene, facts, routing.hold) : null;
  const fine = amount(fineMinor);
  const { item } = facts;
  const returnedAt = ask.returnedAt === undefined || ask.returnedAt === null ? null : cameBackAt(item, ask, at);
  const steps = checkinSteps(scene, { item, routing, returnedAt, fine, isPolicyKnown: ending !== null, holdUntil });
  return {
    outcome: 'done',
    reasons: toReasons(findings, []),
    ...routing,
    holdUntil,
    fine,
    lifted: amount(liftedMinor ?? 0),
    deposit: amount(ending?.loan.charges?.depositMinor ?? 0),
    bans: ban !== null,
    trace: { ...triedPart(tried), due: steps, limits: [], data: traceData(scene, 'item') },
  };
}

/** A copy that is received to be inspected goes where one does that is marked so. */
function toInspect(facts: CheckinFacts['item']): CheckinFacts['item'] {
  if (facts === null) return null;
  const { item } = facts;
  const marks = [...new Set([...(item.state.marks ?? []), 'inspect' as const])];
  return { ...facts, item: { ...item, state: { ...item.state, marks } } };
}

type EndingLoan = { readonly loan: Loan; readonly policy: Policy; readonly inAt: Instant };

/** The loan that the check-in ends, where its policy is known. */
function endingLoan({ item, policy }: CheckinFacts, ask: CheckinAsk, at: Instant): EndingLoan | null {
  const loan = item?.loan ?? null;
  if (loan === null || policy === null || policy === undefined) return null;
  return { loan, policy, inAt: cameBackAt(item, ask, at) };
}

/** When it came back: not after now, and never before it was lent. */
function cameBackAt(item: CheckinFacts['item'], { returnedAt }: CheckinAsk, at: Instant): Instant {
  return Math.max(Math.min(returnedAt ?? at, at), item?.loan?.outAt ?? 0);
}

/** How much else the person who had it has overdue. A loan in question has no certain borrower. */
function otherOverdues({ item, holderLoans = [] }: CheckinFacts, at: Instant): number {
  const own = item?.loan ?? null;
  if (own === null) return 0;
  return holderLoans.filter((loan) => loan.id !== own.id && isLate(loan, at)).length;
}

function waitOf(scene: Scene, { item }: CheckinFacts, hold: Hold | null): Instant | null {
  return item === null || hold === null ? null : shelfWait(scene, item, hold);
}

function moneyOf({ item, library }: CheckinFacts, ending: EndingLoan | null): AccountChange {
  return item === null || ending === null ? NO_CHANGE : expectedChange(library.rules, item, ending);
}

const NO_CHANGE: AccountChange = { fineMinor: 0, liftedMinor: null };
