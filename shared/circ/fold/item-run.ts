// The running state of one item while its acts are taken in order. Lives inside one call of foldItem.

import {
  actId,
  streamId,
  type ActId,
  type BranchId,
  type DeskId,
  type ItemId,
  type LoanId,
  type PatronId,
  type PolicyHash,
  type RuleSetVersion,
} from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { ActOf } from '../acts.ts';
import type { FoldedException } from '../model/exception.ts';
import type { ItemMark } from '../../core/item-mark.ts';
import type { Find, ItemBase, Sighting, Where } from '../model/item.ts';
import type { OnCart } from '../model/cart.ts';
import type { MissingPart } from '../model/missing-part.ts';
import { withLoans, type UseCounts } from '../model/use-counts.ts';
import { itemMarkIn, markOfBase, sortedMarks, type Mark } from '../model/mark.ts';
import type { CameBack, Loan, LoanCharges, LoanEnd, LoanState, MovedFrom, RenewalRental } from '../model/loan.ts';
import type { Scan } from './doubt.ts';

/** Cause of a lost loan: its age, or a person's word. */
export type Aging = {
  /** Null: one that a checkpoint holds. */
  readonly act: ActId | null;
  readonly at: Instant;
  readonly isDeclared: boolean;
};

/** A loan while it is folded. */
export type LoanRun = {
  readonly id: LoanId;
  readonly patronId: PatronId;
  readonly branch: BranchId | null;
  readonly outAt: Instant;
  readonly policyHash: PolicyHash;
  readonly rulesVersion: RuleSetVersion | null;
  /** Of the checkout that began it: a second scan of the same loan costs nothing again. */
  readonly charges?: LoanCharges | undefined;
  /** Of that checkout too. */
  readonly carriedBy?: PatronId | undefined;
  renewalRentals?: readonly RenewalRental[] | undefined;
  readonly aliases: ActId[];
  dueAt: Instant;
  movedFrom?: MovedFrom | undefined;
  dueBy: ActId;
  /** `dueBy` is a recall. */
  recalled: boolean;
  inAt: Instant | null;
  state: LoanState;
  how: LoanEnd | null;
  cameBack?: CameBack | undefined;
  renewals: number;
  /** The aging that made it lost; kept while in question, since it counts again when the loan turns out to be the true one. */
  aging: Aging | null;
  claim?: Loan['claim'];
  /** An aging that the claim keeps from counting: it counts where the claim is dropped, since no other is issued for its moment. */
  agingBehindClaim?: Aging;
};

/** A scan as the title fold needs it, or a mark: a marked copy fills no hold until its next scan. */
export type TitleScan = {
  readonly act: Scan | ActOf<'setMark' | 'reportParts'>;
  readonly keyAt: Instant;
  /** The copy bore a mark: a person has to act on it before the next loan. */
  readonly isMarked: boolean;
  /** It began a loan; a merged double scan did not. */
  readonly beganLoan: boolean;
};

/** A recall that counts (a repeat of it does not). */
export type RecallRun = {
  readonly act: ActOf<'recall'>;
  /** Without a hold it ends with the next check-in. */
  endedByCheckin: boolean;
};

/** Everything about an item between two of its acts. */
export type ItemRun = {
  where: Where;
  /** The copy's mark from the library system, wherever the copy is; no scan takes it away. */
  mark: Mark | null;
  /** Its marks by acts. */
  readonly marks: Set<ItemMark>;
  /** Whether an act set or cleared one of its marks. */
  tellsMarks: boolean;
  /** When it was last looked for in vain. */
  soughtAt: Instant | null;
  /** How often, and when another copy was decided on. */
  searches: number;
  replacedAt: Instant | null;
  seen: Sighting | null;
  /** When and where it was found last. */
  found: Find | null;
  /** The cart that it was put on as it came in last. */
  cart: OnCart | null;
  /** The first act that saw it on a shelf since its last scan, while this loan was out. */
  seenOnLoan: { readonly cause: ActId; readonly loan: LoanRun } | null;
  /** Parts that are missing. */
  missingParts: readonly MissingPart[];
  readonly loans: LoanRun[];
  /** Loans that are counted for good, and from which of its loans on the run counts itself. */
  readonly counted: { readonly uses: UseCounts; readonly from: number };
  /** The act that put the item in question. */
  question: ActId | null;
  /** The last checkout or check-in that is not undone. */
  lastScan: Scan | null;
  readonly scans: TitleScan[];
  readonly recalls: RecallRun[];
  readonly agings: ActOf<'ageToLost' | 'declareLost'>[];
  /** Exceptions that stand for good. */
  readonly raised: FoldedException[];
  /** Exceptions that the next certain check-in closes. */
  untilCertainCheckin: FoldedException[];
};

/** The start of a run: the state left by the item's checkpoint, with the loans that had ended by then. */
export function startRun(itemId: ItemId, base: ItemBase, settled: readonly Loan[]): ItemRun {
  const { where, foldedTo, lastDesk, lastSeen } = base;
  return {
    where,
    mark: markOfBase(base),
    marks: new Set(base.marks),
    tellsMarks: base.marks !== undefined,
    soughtAt: base.soughtAt ?? null,
    searches: base.searches ?? 0,
    replacedAt: base.replacedAt ?? null,
    seen: base.seen ?? null,
    found: base.found ?? null,
    cart: base.cart ?? null,
    seenOnLoan: null,
    missingParts: base.missingParts ?? [],
    loans: settled.toSorted((a, b) => a.outAt - b.outAt).map(runOfSettled),
    counted: base.uses === undefined ? { uses: {}, from: 0 } : { uses: base.uses, from: settled.length },
    question: null,
    lastScan:
      foldedTo === null || lastDesk === undefined
        ? null
        : foldedScan(itemId, { desk: lastDesk, at: foldedTo, id: lastSeen?.scan ?? actId('') }),
    scans: [],
    recalls: [],
    agings: [],
    raised: [],
    untilCertainCheckin: [],
  };
}

function runOfSettled({ itemId: _, lostAt, declared, ...loan }: Loan): LoanRun {
  const aging = lostAt === null ? null : { act: null, at: lostAt, isDeclared: declared === true };
  return { ...loan, aliases: [...loan.aliases], aging };
}

/** The check-in that a checkpoint ends with, as far as the scan after it asks for it. */
function foldedScan(
  itemId: ItemId,
  { desk, at, id }: Readonly<{ desk: DeskId; at: Instant; id: ActId }>,
): ActOf<'checkin'> {
  const told = { returnedAt: null, hold: null, transitTo: null };
  const clock = { at, uncertaintyMs: 0, stated: false, clockSuspect: false };
  return {
    kind: 'checkin',
    ...clock,
    ...told,
    id,
    desk,
    stream: streamId(''),
    seq: 0,
    saw: null,
    branch: null,
    itemId,
  };
}

/** How often the copy was lent, by year. */
export function usesOf({ loans, counted }: ItemRun): UseCounts {
  return withLoans(counted.uses, loans.slice(counted.from));
}

/** The loan that is out: open or lost. At most one, and none while in question. [I15] */
export function currentLoan(run: ItemRun): LoanRun | null {
  return run.loans.find((loan) => loan.state === 'open' || loan.state === 'lost') ?? null;
}

/** The loans that may be the true one. */
export function loansInQuestion(run: ItemRun): LoanRun[] {
  return run.loans.filter((loan) => loan.state === 'in-question');
}

/** The loan that an act names, by its id or by a checkout merged into it. */
export function namedLoan(run: ItemRun, id: LoanId): LoanRun | null {
  return run.loans.find((loan) => loan.id === id || loan.aliases.some((alias) => String(alias) === String(id))) ?? null;
}

/** Ends a loan. Only a loan that a check-in ended can still owe anything. */
export function closeLoan(loan: LoanRun, how: LoanEnd, inAt: Instant): void {
  loan.state = 'closed';
  loan.how = how;
  loan.inAt = inAt;
  delete loan.cameBack;
  if (how !== 'checkin' || (loan.aging !== null && inAt < loan.aging.at)) loan.aging = null;
}

/** Puts the current loan, and a new one if given, in question. */
export function putInQuestion(run: ItemRun, cause: ActId): void {
  run.question ??= cause;
  for (const loan of run.loans) if (loan.state === 'open' || loan.state === 'lost') loan.state = 'in-question';
}

/** Every mark that stands, set by an act or by the library system. */
export function standingMarks({ mark, marks, where }: Pick<ItemRun, 'mark' | 'marks' | 'where'>): ItemMark[] {
  const imported = [itemMarkIn(mark ?? 'available'), itemMarkIn(where.status)].filter((one) => one !== null);
  return sortedMarks([...marks, ...imported]);
}

/** Where a check-in leaves the copy. */
export function whereAfter(act: ActOf<'checkin'>, { where: before, mark }: Pick<ItemRun, 'where' | 'mark'>): Where {
  const branch = act.branch ?? before.branch;
  if (act.transitTo !== null) return { status: 'in-transit', branch, to: act.transitTo, hold: act.hold };
  if (act.hold !== null) return { status: 'on-hold-shelf', branch, hold: act.hold };
  return { status: mark ?? 'available', branch };
}
