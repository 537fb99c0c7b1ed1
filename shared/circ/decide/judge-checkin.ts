// A check-in at a desk, put to the engine as the one question that all systems are asked: the destination of the copy and the messages for the desk.
// It is always taken, because a copy that came back is back.

import { branchId, type BranchId } from '../../core/ids.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Finding } from '../../rules/judge/finding.ts';
import { PLAIN_RETURN_TERMS } from '../../rules/model/policy/return.ts';
import type { ResolvedReturn } from '../../rules/resolve/resolved.ts';
import { judgeReturn } from '../../rules/return/judge-return.ts';
import type { BanChange, ReturnedItem } from '../../rules/return/return-question.ts';
import { NONE_TRIED, type TriedRules } from '../../rules/trace.ts';
import type { ItemFacts } from '../facts.ts';
import type { Hold } from '../model/hold.ts';
import { lastingMark, markIn, markOfBase, routeOfMark, type MarkRoute } from '../model/mark.ts';
import { returnBranch } from '../model/reserved-item.ts';
import { fittingHold } from './fitting-hold.ts';
import { handlingOf } from './item-standing.ts';
import { branchName, type Scene } from './scene.ts';
import { subjectOf } from './subject.ts';

/** Where a checked-in item goes. */
export type Route = 'reshelve' | 'hold-shelf' | 'transit' | 'not-ours' | 'check-shelf' | MarkRoute;

/** A route with its purpose. */
export type Routing = {
  readonly route: Route;
  readonly hold: Hold | null;
  readonly transitTo: BranchId | null;
};

/** A returned item, to be judged. */
export type CheckinMatter = {
  /** Null: unknown barcode. */
  readonly item: ItemFacts | null;
  readonly barcode: string;
  /** Amount taken off the lost bill by the return; null = nothing was billed. */
  readonly liftedMinor: MinorUnits | null;
  /** Lateness is charged, also where that takes the place of a bill. */
  readonly isFinedInstead: boolean;
  /** Number of other overdue items of the borrower. */
  readonly otherOverdues: number;
  /** The ban for lateness, besides money; null = none. */
  readonly ban: BanChange | null;
};

export type CheckinJudgement = {
  readonly routing: Routing;
  readonly findings: readonly Finding[];
  /** Rules of returns that were tried. */
  readonly tried: TriedRules;
};

/** Judges a returned copy. */
export function judgeCheckin(scene: Scene, matter: CheckinMatter): CheckinJudgement {
  const { item, barcode, liftedMinor, isFinedInstead, otherOverdues, ban } = matter;
  const { rules, clock, desk } = scene;
  // A copy to be repaired or cataloged first fills no hold yet.
  const isForNobody = item === null || isInQuestion(item) || lastingMark(item.item) !== null;
  const hold = isForNobody ? null : fittingHold(item, scene.now);
  const { terms, ...tried } = returnRules(scene, item);
  const { findings, goesTo } = judgeReturn({
    profile: rules.profile,
    isTakenAnyway: true,
    zone: clock.zone,
    currency: rules.currency,
    desk: desk?.id ?? null,
    branchName: (id) => branchName(scene, id),
    barcode,
    item: item === null ? null : { ...returnedItem(item), statusBecomes: statusAfter(scene, item, hold) },
    // The policy of the loan decides about the bill, and the amount contains that already.
    terms: { ...terms, lostBill: isFinedInstead ? 'recharge-overdue' : 'refund' },
    liftedMinor,
    otherOverdues,
    ban,
    recallPickup: hold !== null && item?.recalls?.includes(hold.id) === true ? hold.pickup : null,
    holdPickup: hold?.pickup ?? null,
  });
  return { routing: routingOf(item, hold, goesTo), findings, tried };
}

/** Rules of returns are asked about the item, no matter who had it. */
function returnRules(scene: Scene, facts: ItemFacts | null): ResolvedReturn {
  const { engine, desk } = scene;
  if (facts === null) return { terms: PLAIN_RETURN_TERMS, ...NONE_TRIED };
  return engine.returning(subjectOf(scene, desk?.id ?? facts.item.home, { item: facts, patron: null, renewal: false }));
}

function routingOf(facts: ItemFacts | null, hold: Hold | null, goesTo: string | null): Routing {
  if (facts === null) return { route: 'not-ours', hold: null, transitTo: null };
  if (isInQuestion(facts)) return { route: 'check-shelf', hold: null, transitTo: null };
  if (goesTo !== null) return { route: 'transit', hold, transitTo: branchId(goesTo) };
  const mark = lastingMark(facts.item);
  if (mark !== null) return { route: routeOfMark(mark), hold: null, transitTo: null };
  return { route: hold === null ? 'reshelve' : 'hold-shelf', hold, transitTo: null };
}

/**
 * Coming in ends a status that returned items do not have, unless it is a mark; if it goes on to a patron or a
 * branch, that is shown instead.
 */
function statusAfter({ desk }: Scene, { item, location }: ItemFacts, hold: Hold | null): string | null {
  const hasOwn = statusOf({ item }).badStatus !== undefined && lastingMark(item) === null;
  return hasOwn && hold === null && (desk === null || desk.id === returnBranch(item, location)) ? 'available' : null;
}

function isInQuestion({ item }: ItemFacts): boolean {
  return item.state.status === 'in-question';
}

/** A copy that nothing is known of but that it stood at home. */
const PLAIN_COPY: Omit<ReturnedItem, 'home' | 'holding' | 'parts' | 'alert'> = {
  from: 'elsewhere',
  badStatus: null,
  isInQuestion: false,
  isWithdrawn: false,
  lostStatus: null,
  statusBecomes: null,
  transitTo: null,
  claim: 'none',
  bundle: null,
  isContradictory: false,
};

function returnedItem(facts: ItemFacts): ReturnedItem {
  const { item, location, loan } = facts;
  const { state } = item;
  const { parts, alert } = handlingOf(facts);
  return {
    ...PLAIN_COPY,
    ...(loan?.state === 'lost' ? { lostStatus: 'lost' } : {}),
    ...(loan?.claim === undefined ? {} : { claim: 'resolved' }),
    ...statusOf(facts),
    ...markedAs(facts),
    home: returnBranch(item, location),
    holding: state.branch,
    parts,
    alert,
  };
}

/** Its mark, also where it was lent or in transit. */
function markedAs({ item }: ItemFacts): Partial<ReturnedItem> {
  const mark = lastingMark(item);
  if (mark === null) return {};
  // A status of the library system is shown in its own words.
  const imported = item.state.marks === undefined ? (markIn(item.state.status) ?? markOfBase(item.base)) : null;
  return mark === 'withdrawn' ? { isWithdrawn: true } : { badStatus: imported ?? mark };
}

function statusOf({ item }: Pick<ItemFacts, 'item'>): Partial<ReturnedItem> {
  const { status, to } = item.state;
  switch (status) {
    case 'on-loan':
    case 'on-loan-unknown':
      return { from: 'loan' };
    case 'lost':
    case 'missing':
      return { lostStatus: status };
    case 'in-question':
      return { isInQuestion: true };
    case 'in-transit':
      return { transitTo: to };
    case 'on-hold-shelf':
      return {};
    case 'available':
      return { from: 'shelf' };
    case 'discarded':
      return { isWithdrawn: true };
    default:
      return { badStatus: status };
  }
}
