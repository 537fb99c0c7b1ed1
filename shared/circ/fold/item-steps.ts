// Effects of each kind of act on an item. The clauses named in the comments are those of "Late truth".

import { assertNever } from '../../core/assert.ts';
import { loanId, type ActId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { itemMarkIn } from '../model/mark.ts';
import { lostSchedule } from '../../rules/fines/lost-bill.ts';
import type { MovedFrom } from '../model/loan.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { ActOf, ItemAct } from '../acts.ts';
import { isDoubted, type Scan } from './doubt.ts';
import {
  closeLoan,
  currentLoan,
  loansInQuestion,
  namedLoan,
  putInQuestion,
  whereAfter,
  type Aging,
  type ItemRun,
  type LoanRun,
} from './item-run.ts';
import { markCopy, stepPartReturned, stepReportParts } from './part-steps.ts';
import {
  isMissing,
  neverSought,
  noteFound,
  scanned,
  stepNotOnShelf,
  stepReviewMissing,
  stepSeen,
  stepShelve,
} from './search-steps.ts';
import type { Placed } from './timeline.ts';

/** Context of a step besides the run. */
export type StepContext = {
  readonly item: { readonly serial: boolean };
  readonly saw: (act: ActId, other: ActId) => boolean;
  readonly policy: (loan: Pick<LoanRun, 'policyHash'>) => Policy | null;
  /** The date after the closings of the branch that lent; those up to `knownTo` were known when it was set. */
  readonly pastClosings: (loan: Pick<LoanRun, 'policyHash' | 'branch'>, dueAt: Instant, knownTo?: Instant) => Instant;
};

/** Takes one act. Acts that are undone never come here. */
export function stepItem(run: ItemRun, placed: Placed<ItemAct>, context: StepContext): void {
  const { act, keyAt } = placed;
  switch (act.kind) {
    case 'openLoan':
    case 'checkout':
      return stepCheckout(run, { act, keyAt }, context);
    case 'checkin':
      return stepCheckin(run, { act, keyAt }, context);
    case 'renew':
      return stepRenew(run, act, context);
    case 'recall':
      return stepRecall(run, act);
    case 'changeDueDate':
      return stepChangeDueDate(run, act, context);
    case 'ageToLost':
      return stepAgeToLost(run, act, context);
    case 'declareLost':
      return stepDeclareLost(run, act);
    case 'resolveItem':
      return stepResolve(run, act);
    case 'setMark':
      return stepSetMark(run, { act, keyAt });
    case 'clearMark':
      return stepClearMark(run, act);
    case 'notOnShelf':
      return stepNotOnShelf(run, act);
    case 'reviewMissing':
      return stepReviewMissing(run, act);
    case 'seen':
      return stepSeen(run, act);
    case 'shelve':
      return stepShelve(run, act);
    case 'reportParts':
      return stepReportParts(run, { act, keyAt });
    case 'partReturned':
      return stepPartReturned(run, act);
    case 'claim':
      return stepClaim(run, act);
    case 'dropClaim':
      return stepDropClaim(run, act);
    case 'confirmParts':
    case 'undo':
      return;
    default:
      return assertNever(act);
  }
}

function stepCheckout(run: ItemRun, placed: Placed<ActOf<'checkout' | 'openLoan'>>, context: StepContext): void {
  const { act, keyAt } = placed;
  const isInDoubt = doubtAt(run, act, context);
  const wasAway = isMissing(run);
  run.lastScan = act;
  run.where = { status: run.mark ?? 'available', branch: act.branch ?? run.where.branch };
  if (containsCheckin(act) && !isInDoubt) {
    endRecalls(run);
    endLoansByCheckin(run, act.at, act.at);
  }
  const same = run.loans.find((loan) => loan.patronId === act.patronId && loan.state !== 'closed') ?? null;
  scanned(run, act, { wasAway });
  run.scans.push({ act, keyAt, beganLoan: same === null && act.kind === 'checkout', isMarked: isMarked(run) });
  if (same !== null) {
    mergeCheckout(run, same, act, context);
    if (isInDoubt) putInQuestion(run, act.id);
    return;
  }
  settleWithOthers(run, act, { isInDoubt, serial: context.item.serial });
  if (isLentWithdrawn(run, act))
    run.untilCertainCheckin.push({ code: 'lent-withdrawn', subject: { item: act.itemId }, cause: act.id });
  run.loans.push(newLoan(act, run.question !== null, context));
}

/** Clause c: the effect of a checkout to another patron on the loan that is out. */
function settleWithOthers(
  run: ItemRun,
  act: ActOf<'checkout' | 'openLoan'>,
  how: { isInDoubt: boolean; serial: boolean },
): void {
  const current = currentLoan(run);
  if (run.question !== null) return;
  if (how.isInDoubt) return putInQuestion(run, act.id);
  if (current === null) return;
  const elsewhere = current.branch !== null && act.branch !== null && current.branch !== act.branch;
  if (elsewhere || how.serial) return putInQuestion(run, act.id);
  closeLoan(current, 'inferred', act.at);
  run.untilCertainCheckin.push({ code: 'lent-while-on-loan', subject: { item: act.itemId }, cause: act.id });
}

/** Clause f: the same patron twice is one loan with the later date; the lateness before is forgiven and lost is lifted. */
function mergeCheckout(run: ItemRun, loan: LoanRun, act: ActOf<'checkout' | 'openLoan'>, context: StepContext): void {
  loan.aliases.push(act.id);
  run.raised.push({ code: 'double-scan', subject: { item: act.itemId }, cause: act.id });
  moveDue(run, loan, { act, context });
}

function newLoan(act: ActOf<'checkout' | 'openLoan'>, inQuestion: boolean, context: StepContext): LoanRun {
  const opening = act.kind === 'openLoan' ? act : null;
  const lostAt = opening?.lostAt ?? null;
  return {
    id: opening?.loanId ?? loanId(act.id),
    patronId: act.patronId,
    branch: act.branch,
    outAt: act.at,
    policyHash: act.policyHash,
    rulesVersion: act.kind === 'checkout' ? act.rulesVersion : null,
    ...(act.kind === 'checkout' && act.charges !== undefined ? { charges: act.charges } : {}),
    ...(act.kind === 'checkout' && act.carriedBy !== undefined ? { carriedBy: act.carriedBy } : {}),
    aliases: [],
    ...dateSet(act, { dueAt: act.dueAt }, context),
    dueBy: act.id,
    recalled: false,
    inAt: null,
    state: inQuestion ? 'in-question' : lostAt === null ? 'open' : 'lost',
    how: null,
    renewals: opening?.renewals ?? 0,
    aging: lostAt === null ? null : { act: act.id, at: lostAt, isDeclared: opening?.declared === true },
  };
}

/** A date as it is set, and as closings leave it. */
function dateSet(
  loan: Pick<LoanRun, 'policyHash' | 'branch'>,
  set: MovedFrom,
  context: StepContext,
): Pick<LoanRun, 'dueAt' | 'movedFrom'> {
  const dueAt = context.pastClosings(loan, set.dueAt, set.knownTo);
  return { dueAt, movedFrom: dueAt === set.dueAt ? undefined : set };
}

function stepCheckin(run: ItemRun, placed: Placed<ActOf<'checkin'>>, context: StepContext): void {
  const { act, keyAt } = placed;
  const isInDoubt = doubtAt(run, act, context);
  const wasIn = run.question === null && currentLoan(run) === null && isShelved(run);
  run.lastScan = act;
  const out = currentLoan(run);
  const isBack = !isInDoubt && out !== null && (out.state === 'lost' || out.claim !== undefined);
  scanned(run, act, { wasAway: isBack || isMissing(run) });
  if (act.inspect === true) {
    run.marks.add('inspect');
    run.tellsMarks = true;
  }
  run.scans.push({ act, keyAt, beganLoan: false, isMarked: isMarked(run) });
  if (act.cart !== undefined) run.cart = { cart: act.cart, at: act.at };
  if (wasIn) run.raised.push({ code: 'already-in', subject: { item: act.itemId }, cause: act.id });
  run.where = whereAfter(act, run);
  endRecalls(run);
  if (!isInDoubt) return endLoansByCheckin(run, act.returnedAt ?? act.at, act.at);
  if (currentLoan(run) !== null) putInQuestion(run, act.id);
}

/** A certain check-in: the open loan ends with its fee, loans in question all end without one. */
function endLoansByCheckin(run: ItemRun, returnedAt: number, scannedAt: number): void {
  for (const loan of run.loans) {
    if (loan.state === 'closed') continue;
    const inAt = Math.min(Math.max(returnedAt, loan.outAt), Math.max(scannedAt, loan.outAt));
    closeLoan(loan, loan.state === 'in-question' ? 'question' : 'checkin', inAt);
  }
  run.question = null;
  run.untilCertainCheckin = [];
}

/** A recall without a hold is over with the next check-in. */
function endRecalls(run: ItemRun): void {
  for (const recall of run.recalls) recall.endedByCheckin = true;
}

/** Clause j: a renewal applies to the loan it names and to no other. */
function stepRenew(run: ItemRun, act: ActOf<'renew'>, context: StepContext): void {
  const loan = namedLoan(run, act.loanId);
  if (loan === null || (loan.state === 'closed' && loan.how !== 'inferred')) {
    run.raised.push({ code: 'renewal-no-loan', subject: { item: act.itemId }, cause: act.id });
    return;
  }
  if (loan.state === 'closed') {
    run.untilCertainCheckin.push({ code: 'renewed-after-inference', subject: { item: act.itemId }, cause: act.id });
    return;
  }
  loan.renewals += 1;
  const { id: by, rentalMinor: amountMinor = 0, at } = act;
  if (amountMinor > 0) loan.renewalRentals = [...(loan.renewalRentals ?? []), { by, amountMinor, at }];
  moveDue(run, loan, { act, context });
}

/** A checkout or renewal never moves a date earlier; it lifts lost, and a claim. */
function moveDue(
  run: ItemRun,
  loan: LoanRun,
  { act, context }: { readonly act: ActOf<'checkout' | 'openLoan' | 'renew'>; readonly context: StepContext },
): void {
  const set = dateSet(loan, { dueAt: act.dueAt }, context);
  const { dueAt } = set;
  loan.aging = null;
  delete loan.claim;
  delete loan.agingBehindClaim;
  if (loan.state === 'lost') loan.state = 'open';
  if (dueAt < loan.dueAt) {
    run.raised.push({ code: 'due-differs', subject: { item: act.itemId }, cause: act.id });
  } else if (dueAt > loan.dueAt) {
    Object.assign(loan, set, { dueBy: act.id, recalled: false });
  } else if (loan.movedFrom !== undefined && act.dueAt > loan.movedFrom.dueAt) {
    // Closings move both to one day: without them the later one stands.
    loan.movedFrom = set.movedFrom;
  }
}

/** Clause h: a recall cuts the loan it names, never lengthens it, and counts once however often it is issued. */
function stepRecall(run: ItemRun, act: ActOf<'recall'>): void {
  if (act.reissues !== null && run.recalls.some((recall) => isSameReissue(recall.act, act))) return;
  run.recalls.push({ act, endedByCheckin: false });
  const loan = namedLoan(run, act.loanId);
  if (loan === null || loan !== currentLoan(run)) {
    run.raised.push({ code: 'recall-no-loan', subject: { item: act.itemId }, cause: act.id });
    return;
  }
  if (act.dueAt < loan.dueAt) {
    loan.dueAt = act.dueAt;
    loan.movedFrom = undefined;
    loan.dueBy = act.id;
    loan.recalled = true;
  }
}

function isSameReissue(a: ActOf<'recall'>, b: ActOf<'recall'>): boolean {
  return a.reissues === b.reissues && a.ignoredBy === b.ignoredBy;
}

/** Clause j: staff move the date either way; a recall is never lengthened. Lost is lifted where the new date allows no aging yet. */
function stepChangeDueDate(run: ItemRun, act: ActOf<'changeDueDate'>, context: StepContext): void {
  const loan = namedLoan(run, act.loanId);
  const unchanged = loan === null || loan.state === 'closed' ? 'due-change-no-loan' : null;
  if (loan === null || unchanged !== null || (loan.recalled && act.dueAt > loan.dueAt)) {
    const code = unchanged ?? 'due-change-recalled';
    run.raised.push({ code, subject: { item: act.itemId }, cause: act.id });
    return;
  }
  // A person who sets a date while the branch is closed knows that it is.
  const { dueAt, at: knownTo } = act;
  Object.assign(loan, loan.recalled ? { dueAt, movedFrom: undefined } : dateSet(loan, { dueAt, knownTo }, context));
  loan.dueBy = act.id;
  const { agingBehindClaim: behind } = loan;
  if (behind !== undefined && !mayAge(loan, behind.at, context)) delete loan.agingBehindClaim;
  // A declared loss is not reversed by another date.
  if (loan.aging === null || loan.aging.isDeclared || mayAge(loan, loan.aging.at, context)) return;
  loan.aging = null;
  if (loan.state === 'lost') loan.state = 'open';
}

/** Clause g: the aging counts when the loan is still out, is not claimed and its date allows it; one moment yields one aging. */
function stepAgeToLost(run: ItemRun, act: ActOf<'ageToLost'>, context: StepContext): void {
  if (run.agings.some((aging) => aging.kind === 'ageToLost' && aging.loanId === act.loanId && aging.at === act.at))
    return;
  const loan = namedLoan(run, act.loanId);
  if (loan?.state === 'lost') return;
  run.agings.push(act);
  if (loan === null || loan.state === 'closed' || loan.aging !== null || !mayAge(loan, act.at, context)) return;
  const aging = { act: act.id, at: act.at, isDeclared: false };
  if (loan.claim === undefined) age(loan, aging);
  else loan.agingBehindClaim ??= aging;
}

function age(loan: LoanRun, aging: Aging): void {
  loan.aging = aging;
  if (loan.state === 'open') loan.state = 'lost';
}

/** Staff declare a loan lost, at any date. A loan that is lost already keeps its first cause. */
function stepDeclareLost(run: ItemRun, act: ActOf<'declareLost'>): void {
  const loan = namedLoan(run, act.loanId);
  if (loan?.state === 'lost') return;
  run.agings.push(act);
  if (loan === null || loan.state === 'closed' || loan.aging !== null) return;
  age(loan, { act: act.id, at: act.at, isDeclared: true });
}

/** Clause 4a: a claim stops lateness. One that meets a loan that came back before it is settled; on any other ended loan it changes nothing. */
function stepClaim(run: ItemRun, { id, at, itemId, loanId, claim: kind }: ActOf<'claim'>): void {
  const loan = namedLoan(run, loanId);
  if (loan === null || loan.state === 'closed') {
    const code = loan?.how === 'checkin' ? 'claim-settled' : 'claim-no-loan';
    run.raised.push({ code, subject: { item: itemId }, cause: id });
    return;
  }
  loan.claim = { kind, at: loan.claim?.at ?? at, by: id };
}

/** A closed loan keeps the lateness that was announced. An open one is late as if it had not been claimed, and as old. */
function stepDropClaim(run: ItemRun, { loanId }: ActOf<'dropClaim'>): void {
  const loan = namedLoan(run, loanId);
  if (loan === null || loan.state === 'closed') return;
  const { agingBehindClaim: behind } = loan;
  delete loan.claim;
  delete loan.agingBehindClaim;
  if (behind !== undefined && loan.aging === null) age(loan, behind);
}

/** Whether its policy and its date make a loan lost at a moment. */
function mayAge(loan: LoanRun, at: Instant, context: StepContext): boolean {
  const policy = context.policy(loan);
  const lostAt = policy === null ? null : lostSchedule(policy, loan.dueAt, loan.recalled).lostAt;
  return lostAt !== null && at >= lostAt;
}

/** The named end of a question. A holder with none of its loans, or an item not in question, changes nothing. */
function stepResolve(run: ItemRun, act: ActOf<'resolveItem'>): void {
  const inQuestion = loansInQuestion(run);
  if (run.question === null) return;
  const kept = inQuestion.find((loan) => loan.patronId === act.holder) ?? null;
  if (act.holder !== null && kept === null) return;
  run.question = null;
  for (const loan of inQuestion) if (loan !== kept) closeLoan(loan, 'question', act.at);
  if (kept === null) return;
  kept.state = kept.aging === null ? 'open' : 'lost';
}

/** A person marks a copy: it fills no hold, and a hold that it stood for waits on. */
function stepSetMark(run: ItemRun, { act, keyAt }: Placed<ActOf<'setMark'>>): void {
  // Earlier searches, on a pull list, are no search for a missing copy.
  if (act.mark === 'missing' && !run.marks.has('missing')) neverSought(run);
  markCopy(run, act.mark, { act, keyAt });
}

/** Clears a mark, also where the library system set it. */
function stepClearMark(run: ItemRun, act: ActOf<'clearMark'>): void {
  const { mark } = act;
  if (mark === 'missing' && isMissing(run)) noteFound(run, act);
  run.marks.delete(mark);
  run.tellsMarks = true;
  if (mark === 'missing') neverSought(run);
  if (itemMarkIn(run.where.status) === mark) run.where = { status: 'available', branch: run.where.branch };
  if (run.mark !== null && itemMarkIn(run.mark) === mark) run.mark = null;
}

function isMarked({ mark, marks }: ItemRun): boolean {
  return mark !== null || marks.size > 0;
}

/** Lent although a person had withdrawn it, unless staff confirmed that. Items withdrawn by the library system are judged at receipt. */
function isLentWithdrawn({ marks }: ItemRun, act: ActOf<'checkout' | 'openLoan'>): boolean {
  return act.kind === 'checkout' && marks.has('withdrawn') && !act.overrides.includes('ITEM_WITHDRAWN');
}

function doubtAt(run: ItemRun, scan: Scan, context: StepContext): boolean {
  return run.lastScan !== null && isDoubted(run.lastScan, scan, context.saw);
}

function containsCheckin(act: ActOf<'checkout' | 'openLoan'>): boolean {
  return act.kind === 'checkout' && act.overrides.includes('LOANED_TO_ANOTHER');
}

/** Whether it was here: on a shelf, or with the person who repairs or catalogs it since the scan before. */
function isShelved({ where, mark, marks, lastScan }: ItemRun): boolean {
  if (marks.has('missing')) return false;
  if (where.status === 'available' || where.status === 'on-hold-shelf') return true;
  return lastScan !== null && where.status === mark;
}
