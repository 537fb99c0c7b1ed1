// The item fold: an item's acts in, its loans, its place and its exceptions out. The only writer of loans. Pure. [I24]

import type { ActId, ItemId, LoanId, PolicyHash } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { ItemAct } from '../acts.ts';
import type { FoldedException } from '../model/exception.ts';
import type { ItemMark } from '../../core/item-mark.ts';
import type { Find, ItemBase, Sighting, Where } from '../model/item.ts';
import type { Loan } from '../model/loan.ts';
import type { OnCart } from '../model/cart.ts';
import type { MissingPart } from '../model/missing-part.ts';
import type { UseCounts } from '../model/use-counts.ts';
import type { Mark } from '../model/mark.ts';
import type { Policy } from '../../rules/model/policy.ts';
import { dueAfterClosings, type ClosedTimes } from './closed-times.ts';
import {
  currentLoan,
  standingMarks,
  startRun,
  usesOf,
  type ItemRun,
  type LoanRun,
  type RecallRun,
  type TitleScan,
} from './item-run.ts';
import { stepItem, type StepContext } from './item-steps.ts';
import { orderTimeline, sawChain, type Placed } from './timeline.ts';
import { isCrossed, resolveUndos, type Undos } from './undo.ts';

/** Input of the item fold. */
export type ItemTimeline = {
  readonly itemId: ItemId;
  readonly serial: boolean;
  readonly base: ItemBase;
  /** Loans that had ended before the base: no act on the timeline begins them. */
  readonly settled?: readonly Loan[] | undefined;
  /** Those older than the base are history and left out. */
  readonly acts: readonly ItemAct[];
  readonly policies: ReadonlyMap<PolicyHash, Policy>;
  /** Closings, and when a branch is open by the rules that know of one; absent = there were none. */
  readonly closed?: ClosedTimes | undefined;
};

/** A missed recall that only the title fold can close: its hold may have been filled, captured or cancelled. */
export type MissedRecall = { readonly recall: RecallRun['act']; readonly exception: FoldedException };

/** Result of an item's acts, holds aside. */
export type ItemFold = {
  readonly itemId: ItemId;
  readonly loans: readonly Loan[];
  /** Where the last scan left the copy; meaningless while it is on loan. */
  readonly where: Where;
  /** Its mark, wherever it is. */
  readonly marks: readonly ItemMark[];
  /** Whether an act set or cleared one of its marks. */
  readonly tellsMarks: boolean;
  /** When it was last looked for in vain; null = not since its last scan. */
  readonly soughtAt: Instant | null;
  /** How often it was looked for in vain since then. */
  readonly searches: number;
  /** When another copy was decided on; null = it was not. */
  readonly replacedAt: Instant | null;
  /** When it was last scanned or seen; null = not known. */
  readonly seen: Sighting | null;
  /** When and where it was found last; null = it was not, or long ago. */
  readonly found: Find | null;
  /** The cart that it waits on; null = none. */
  readonly cart: OnCart | null;
  readonly missingParts: readonly MissingPart[];
  /** How often it was lent, by year. */
  readonly uses: UseCounts;
  /** The mark of the library system, while that stands. */
  readonly mark: Mark | null;
  readonly isInQuestion: boolean;
  readonly current: LoanId | null;
  readonly scans: readonly TitleScan[];
  readonly exceptions: readonly FoldedException[];
  readonly missedRecall: MissedRecall | null;
  /** The last act on the item in its order: a desk that holds all of them has seen this one. */
  readonly newest: ActId | null;
};

/** Folds one item. Any order of the same acts gives the same result. */
export function foldItem(timeline: ItemTimeline): ItemFold {
  const { order, acts, undos, run, context } = beginItem(timeline);
  for (const placed of order) if (!undos.undone.has(placed.act.id)) stepItem(run, placed, context);
  const subject = { item: timeline.itemId };
  for (const undo of undos.void) run.raised.push({ code: 'undo-void', subject, cause: undo.id });
  for (const undo of undos.undone.values()) {
    if (isCrossed(acts, undo, undos)) run.raised.push({ code: 'undo-crossed', subject, cause: undo.id });
  }
  return {
    itemId: timeline.itemId,
    loans: run.loans.map((loan) => toLoan(timeline.itemId, loan)),
    where: run.where,
    marks: standingMarks(run),
    tellsMarks: run.tellsMarks,
    soughtAt: run.soughtAt,
    searches: run.searches,
    replacedAt: run.replacedAt,
    seen: run.seen,
    found: run.found,
    cart: run.cart,
    missingParts: run.missingParts,
    uses: usesOf(run),
    mark: run.mark,
    isInQuestion: run.question !== null,
    current: currentLoan(run)?.id ?? null,
    scans: run.scans,
    exceptions: [
      ...run.raised,
      ...run.untilCertainCheckin,
      ...questionException(run, timeline.itemId),
      ...seenOnLoan(run, timeline.itemId),
      ...correctedAgings(run),
    ],
    missedRecall: findMissedRecall(run, acts, context.saw),
    newest: acts.at(-1)?.id ?? null,
  };
}

/** An item's acts in their order, and the run that they are to be taken in. */
export type BegunItem = {
  readonly order: readonly Placed<ItemAct>[];
  readonly acts: readonly ItemAct[];
  readonly undos: Undos;
  readonly run: ItemRun;
  readonly context: StepContext;
};

/** Puts the acts in their order, before any of them is taken. */
export function beginItem({
  itemId,
  serial,
  base,
  settled = [],
  acts: all,
  policies,
  closed,
}: ItemTimeline): BegunItem {
  const { foldedTo } = base;
  const order = orderTimeline(foldedTo === null ? all : all.filter(({ at }) => at >= foldedTo));
  const acts = order.map((placed) => placed.act);
  return {
    order,
    acts,
    undos: resolveUndos(acts),
    run: startRun(itemId, base, settled),
    context: {
      item: { serial },
      saw: sawChain(acts, base.lastSeen),
      policy: (loan) => policies.get(loan.policyHash) ?? null,
      pastClosings: ({ policyHash, branch }, dueAt, knownTo) =>
        dueAfterClosings(closed, { policy: policies.get(policyHash) ?? null, branch, dueAt, knownTo }),
    },
  };
}

/** A loan as the run has it now. */
export function toLoan(itemId: ItemId, loan: LoanRun): Loan {
  const { aging, renewalRentals = [], movedFrom, claim, agingBehindClaim: _, ...rest } = loan;
  const rentals = renewalRentals.length === 0 ? {} : { renewalRentals: [...renewalRentals] };
  const standing = loan.state === 'in-question' ? null : aging;
  const declared = standing?.isDeclared === true ? { declared: true as const } : {};
  const moved = movedFrom === undefined ? {} : { movedFrom };
  const claimed = claim === undefined ? {} : { claim };
  return { ...rest, ...rentals, ...declared, ...moved, ...claimed, itemId, lostAt: standing?.at ?? null };
}

function questionException(run: ItemRun, itemId: ItemId): FoldedException[] {
  return run.question === null ? [] : [{ code: 'in-question', subject: { item: itemId }, cause: run.question }];
}

/** A copy that stood on a shelf while it was on loan, and still is. */
function seenOnLoan({ seenOnLoan: seen }: ItemRun, itemId: ItemId): FoldedException[] {
  if (seen === null || seen.loan.state === 'closed') return [];
  return [{ code: 'seen-while-on-loan', subject: { item: itemId }, cause: seen.cause }];
}

/** An aging that does not stand: it did not apply, was lifted, or its loan came into question or was closed by inference. */
function correctedAgings(run: ItemRun): FoldedException[] {
  const standing = new Set(run.loans.flatMap((loan) => (loan.state === 'in-question' ? [] : (loan.aging?.act ?? []))));
  return run.agings
    .filter((aging) => !standing.has(aging.id))
    .map((aging) => ({ code: 'lost-corrected', subject: { item: aging.itemId }, cause: aging.id }));
}

/** The newest recall, when the act that gave the open loan its date came after it without knowing of it, and the loan is due later. */
function findMissedRecall(
  run: ItemRun,
  order: readonly ItemAct[],
  saw: (act: ActId, other: ActId) => boolean,
): MissedRecall | null {
  const loan = currentLoan(run);
  const newest = run.recalls.at(-1);
  if (loan === null || newest === undefined) return null;
  const { act: recall } = newest;
  if (recall.hold === null && newest.endedByCheckin) return null;
  const place = (id: ActId) => order.findIndex((act) => act.id === id);
  const ignored = place(recall.id) < place(loan.dueBy) && !saw(loan.dueBy, recall.id) && loan.dueAt > recall.dueAt;
  if (!ignored) return null;
  return { recall, exception: { code: 'missed-recall', subject: { item: recall.itemId }, cause: loan.dueBy } };
}
