// Acts: the recorded form of commands. They are the only input of the folds, and they never change once recorded.
// Opening acts stand for the state that an import found (a loan that was out, a hold that waited) and precede desks' acts of the same moment.

import { z } from 'zod';
import { ItemMarkSchema } from '../core/item-mark.ts';
import { actHeader } from './act-header.ts';
import { CartIdSchema } from './model/cart.ts';
import { ClaimKindSchema, LoanChargesSchema } from './model/loan.ts';
import { PartBillSchema } from './model/missing-part.ts';
import {
  AddFeeActSchema,
  LiftPartBillActSchema,
  PayActSchema,
  RefundActSchema,
  TakeBackFeesActSchema,
  TransferFeesActSchema,
  UseCreditActSchema,
  WaiveActSchema,
} from './money-acts.ts';
import {
  ActIdSchema,
  BranchIdSchema,
  HoldIdSchema,
  ItemIdSchema,
  LoanIdSchema,
  LocationIdSchema,
  PatronIdSchema,
  PolicyHashSchema,
  RuleSetVersionSchema,
  TitleIdSchema,
  type ItemId,
  type TitleId,
} from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { MissingDecisionSchema } from '../core/missing-decision.ts';
import { MinorUnitsSchema } from '../core/money.ts';

export const OpenLoanSchema = z.object({
  kind: z.literal('openLoan'),
  ...actHeader,
  loanId: LoanIdSchema,
  itemId: ItemIdSchema,
  patronId: PatronIdSchema,
  dueAt: InstantSchema,
  renewals: z.int().min(0),
  /** It was lost already, since then. */
  lostAt: InstantSchema.nullable(),
  /** By the word of a person; absent = it had aged to lost. */
  declared: z.literal(true).optional(),
  policyHash: PolicyHashSchema,
});

export const CheckoutActSchema = z.object({
  kind: z.literal('checkout'),
  ...actHeader,
  itemId: ItemIdSchema,
  patronId: PatronIdSchema,
  dueAt: InstantSchema,
  policyHash: PolicyHashSchema,
  rulesVersion: RuleSetVersionSchema,
  /** Rental and deposit of this loan, as announced to the patron; absent = none. */
  charges: LoanChargesSchema.optional(),
  /** The proxy who took it; absent: the patron did. */
  carriedBy: PatronIdSchema.optional(),
  /** Reason codes that staff overrode. LOANED_TO_ANOTHER contains a check-in. */
  overrides: z.array(z.string()),
});

export const CheckinActSchema = z.object({
  kind: z.literal('checkin'),
  ...actHeader,
  itemId: ItemIdSchema,
  /** Counts lateness only, never orders. */
  returnedAt: InstantSchema.nullable(),
  hold: HoldIdSchema.nullable(),
  transitTo: BranchIdSchema.nullable(),
  /** Until when the copy waits on the shelf for its hold, as announced; none = for ever. */
  holdUntil: InstantSchema.nullish(),
  /** When the slip of the hold was made, as announced. */
  slipAt: InstantSchema.optional(),
  /** The cart that it was put on; absent = none. */
  cart: CartIdSchema.optional(),
  /** It was received, and is to be inspected before the next loan. Absent: no inspection. */
  inspect: z.literal(true).optional(),
});

export const RenewActSchema = z.object({
  kind: z.literal('renew'),
  ...actHeader,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  dueAt: InstantSchema,
  /** The rental that is charged once more, as announced; absent = none. */
  rentalMinor: MinorUnitsSchema.min(0).optional(),
});

export const UndoActSchema = z.object({
  kind: z.literal('undo'),
  ...actHeader,
  target: ActIdSchema,
  /** The item of the target, or null when the target has none. */
  itemId: ItemIdSchema.nullable(),
  patronId: PatronIdSchema.nullable(),
  /** The title of a hold act that is undone. */
  titleId: TitleIdSchema.nullable(),
});

export const ResolveItemActSchema = z.object({
  kind: z.literal('resolveItem'),
  ...actHeader,
  itemId: ItemIdSchema,
  /** Null: not on loan, it is here. */
  holder: PatronIdSchema.nullable(),
});

export const SetMarkActSchema = z.object({
  kind: z.literal('setMark'),
  ...actHeader,
  itemId: ItemIdSchema,
  mark: ItemMarkSchema,
});

export const ClearMarkActSchema = z.object({
  kind: z.literal('clearMark'),
  ...actHeader,
  itemId: ItemIdSchema,
  mark: ItemMarkSchema,
});

/** It was looked for on its shelf, and was not there. */
export const NotOnShelfActSchema = z.object({ kind: z.literal('notOnShelf'), ...actHeader, itemId: ItemIdSchema });

/** The decision about an item that was searched for in vain. */
export const ReviewMissingActSchema = z.object({
  kind: z.literal('reviewMissing'),
  ...actHeader,
  itemId: ItemIdSchema,
  becomes: MissingDecisionSchema,
});

/** It was seen: on a shelf, or used in the house. It is neither lent nor taken back by that. */
export const SeenActSchema = z.object({
  kind: z.literal('seen'),
  ...actHeader,
  itemId: ItemIdSchema,
  /** The shelf where it was seen; null = not given. */
  location: LocationIdSchema.nullable(),
  /** The cart that it was put on from there; absent = none. */
  cart: CartIdSchema.optional(),
});

/** It was put on its shelf from a cart. */
export const ShelveActSchema = z.object({
  kind: z.literal('shelve'),
  ...actHeader,
  itemId: ItemIdSchema,
  cart: CartIdSchema,
});

/** It came back without these parts, and is to be inspected. */
export const ReportPartsActSchema = z.object({
  kind: z.literal('reportParts'),
  ...actHeader,
  itemId: ItemIdSchema,
  parts: z.array(z.string()),
  /** The loan from which it came back; null = not known. */
  loanId: LoanIdSchema.nullable(),
  /** That loan goes on until they are back. */
  keepsLoan: z.boolean(),
  /** For each part; null = a person decides. */
  bill: PartBillSchema.nullable(),
  /** Of each part, where one of them has a price of its own. Absent: each as `bill` has it. */
  bills: z.array(PartBillSchema.nullable()).optional(),
});

/** Parts that were missing came back. `clears`: it need not be inspected any more. */
export const PartReturnedActSchema = z.object({
  kind: z.literal('partReturned'),
  ...actHeader,
  itemId: ItemIdSchema,
  parts: z.array(z.string()),
  clears: z.boolean(),
});

/** Every part was counted as the copy came back. Missing ones that others reported stay missing until a person says that each is back. */
export const ConfirmPartsActSchema = z.object({
  kind: z.literal('confirmParts'),
  ...actHeader,
  itemId: ItemIdSchema,
  parts: z.array(z.string()),
});

export const RecallActSchema = z.object({
  kind: z.literal('recall'),
  ...actHeader,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  dueAt: InstantSchema,
  hold: HoldIdSchema.nullable(),
  /** Issued again: the recall and the act that ignored it are its identity. */
  reissues: ActIdSchema.nullable(),
  ignoredBy: ActIdSchema.nullable(),
});

export const ChangeDueDateActSchema = z.object({
  kind: z.literal('changeDueDate'),
  ...actHeader,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  dueAt: InstantSchema,
});

export const AgeToLostActSchema = z.object({
  kind: z.literal('ageToLost'),
  ...actHeader,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
});

/** Lost by the word of a person. */
export const DeclareLostActSchema = z.object({
  kind: z.literal('declareLost'),
  ...actHeader,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
});

/** Its borrower says that they brought it back, or never had it. */
export const ClaimActSchema = z.object({
  kind: z.literal('claim'),
  ...actHeader,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  claim: ClaimKindSchema,
});

export const DropClaimActSchema = z.object({
  kind: z.literal('dropClaim'),
  ...actHeader,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
});

export const OpenHoldSchema = z.object({
  kind: z.literal('openHold'),
  ...actHeader,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  itemId: ItemIdSchema.nullable(),
  pickup: BranchIdSchema,
  suspended: z.boolean(),
  suspendedUntil: InstantSchema.nullish(),
  expiresAt: InstantSchema.nullish(),
  /** The copy that stood on a hold shelf for it, and until when. */
  trapped: z
    .object({
      itemId: ItemIdSchema,
      branch: BranchIdSchema,
      until: InstantSchema.nullish(),
      slipAt: InstantSchema.optional(),
    })
    .nullable(),
});

export const PlaceHoldActSchema = z.object({
  kind: z.literal('placeHold'),
  ...actHeader,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  itemId: ItemIdSchema.nullable(),
  pickup: BranchIdSchema,
  /** When it ends if no copy stands for it by then; none = never. */
  expiresAt: InstantSchema.nullish(),
});

/** A moment that a hold did not outlive: its own end, or with `trap` the end of the wait of the copy that this act put on the shelf. */
export const ExpireHoldActSchema = z.object({
  kind: z.literal('expireHold'),
  ...actHeader,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  trap: ActIdSchema.nullable(),
});

export const CancelHoldActSchema = z.object({
  kind: z.literal('cancelHold'),
  ...actHeader,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
});

/** It keeps its place and takes no copy until then; null = until it is resumed. */
export const SuspendHoldActSchema = z.object({
  kind: z.literal('suspendHold'),
  ...actHeader,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  until: InstantSchema.nullable(),
});

export const ResumeHoldActSchema = z.object({
  kind: z.literal('resumeHold'),
  ...actHeader,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
});

/** Picked up elsewhere. A copy that stands for it stays where it is until it is moved. */
export const ChangePickupActSchema = z.object({
  kind: z.literal('changePickup'),
  ...actHeader,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  pickup: BranchIdSchema,
});

export const ActSchema = z.discriminatedUnion('kind', [
  OpenLoanSchema,
  CheckoutActSchema,
  CheckinActSchema,
  RenewActSchema,
  UndoActSchema,
  ResolveItemActSchema,
  SetMarkActSchema,
  ClearMarkActSchema,
  NotOnShelfActSchema,
  ReviewMissingActSchema,
  SeenActSchema,
  ShelveActSchema,
  ReportPartsActSchema,
  PartReturnedActSchema,
  ConfirmPartsActSchema,
  RecallActSchema,
  ChangeDueDateActSchema,
  AgeToLostActSchema,
  DeclareLostActSchema,
  ClaimActSchema,
  DropClaimActSchema,
  OpenHoldSchema,
  PlaceHoldActSchema,
  CancelHoldActSchema,
  ExpireHoldActSchema,
  SuspendHoldActSchema,
  ResumeHoldActSchema,
  ChangePickupActSchema,
  PayActSchema,
  WaiveActSchema,
  AddFeeActSchema,
  LiftPartBillActSchema,
  RefundActSchema,
  UseCreditActSchema,
  TransferFeesActSchema,
  TakeBackFeesActSchema,
]);

/** One recorded act of any kind. */
export type Act = z.infer<typeof ActSchema>;
export type ActKind = Act['kind'];
export type ActOf<K extends ActKind> = Extract<Act, { kind: K }>;
export type ActHeader = Pick<
  Act,
  'id' | 'desk' | 'stream' | 'seq' | 'at' | 'uncertaintyMs' | 'stated' | 'clockSuspect' | 'saw' | 'branch'
>;

/** An undo of an act on an item, on its timeline. */
export type ItemUndo = ActOf<'undo'> & { readonly itemId: ItemId };
/** An undo of an act on a hold, among the hold acts of its title. */
export type HoldUndo = ActOf<'undo'> & { readonly titleId: TitleId };
/** An undo of an act of money: it names neither an item nor a title. */
export type MoneyUndo = ActOf<'undo'> & { readonly itemId: null; readonly titleId: null };

/** Acts of an item's timeline. */
export type ItemAct =
  | ActOf<'openLoan' | 'checkout' | 'checkin' | 'renew' | 'resolveItem' | 'recall' | 'changeDueDate' | 'ageToLost'>
  | ActOf<'declareLost' | 'setMark' | 'clearMark' | 'notOnShelf' | 'reviewMissing' | 'seen' | 'shelve'>
  | ActOf<'reportParts' | 'partReturned' | 'confirmParts' | 'claim' | 'dropClaim'>
  | ItemUndo;

/** Acts that place and cancel holds of a title. */
export type HoldAct =
  | ActOf<'openHold' | 'placeHold' | 'cancelHold' | 'expireHold' | 'suspendHold' | 'resumeHold' | 'changePickup'>
  | HoldUndo;
/** Acts that move money, or make fees that no rule computes. */
export type MoneyAct =
  | ActOf<'pay' | 'waive' | 'addFee' | 'liftPartBill' | 'refund' | 'useCredit' | 'transferFees' | 'takeBackFees'>
  | MoneyUndo;
