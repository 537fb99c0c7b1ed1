// Acts: what commands are recorded as. They are the only input of the folds, and they never change once recorded.
// Opening acts stand for what an import found (a loan that was out, a hold that waited) and precede desks' acts of the same moment.

import { z } from 'zod';
import { ItemMarkSchema } from '../core/item-mark.ts';
import { FeeRefSchema } from './model/fee.ts';
import { LoanChargesSchema } from './model/loan.ts';
import {
  ActIdSchema,
  BranchIdSchema,
  FeeIdSchema,
  HoldIdSchema,
  ItemIdSchema,
  LoanIdSchema,
  PatronIdSchema,
  PolicyHashSchema,
  RuleSetVersionSchema,
  TitleIdSchema,
  type ItemId,
  type TitleId,
} from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { MinorUnitsSchema } from '../core/money.ts';

/** What every act carries: who, when, how surely, and what its desk had seen. */
const header = {
  id: ActIdSchema,
  /** Empty for opening acts. */
  desk: z.string().max(128).brand<'DeskId'>(),
  stream: z.string().max(128).brand<'StreamId'>(),
  seq: z.int(),
  /** effectiveAt: fixed once by the envelope, a clock-suspect one by the server. */
  at: InstantSchema,
  /** The whole uncertainty of `at`. */
  uncertaintyMs: z.int().min(0),
  /** The time was stated, not read off the desk's clock; such an act waits for no other. */
  stated: z.boolean(),
  clockSuspect: z.boolean(),
  /** The newest act on the item that the desk had. */
  saw: ActIdSchema.nullable(),
  /** Branch of the desk; null for the server's own acts. */
  branch: BranchIdSchema.nullable(),
};

export const OpenLoanSchema = z.object({
  kind: z.literal('openLoan'),
  ...header,
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
  ...header,
  itemId: ItemIdSchema,
  patronId: PatronIdSchema,
  dueAt: InstantSchema,
  policyHash: PolicyHashSchema,
  rulesVersion: RuleSetVersionSchema,
  /** What lending it costs, as it was told; absent = nothing. */
  charges: LoanChargesSchema.optional(),
  /** Reason codes that staff overrode. LOANED_TO_ANOTHER contains a check-in. */
  overrides: z.array(z.string()),
});

export const CheckinActSchema = z.object({
  kind: z.literal('checkin'),
  ...header,
  itemId: ItemIdSchema,
  /** Counts lateness only, never orders. */
  returnedAt: InstantSchema.nullable(),
  hold: HoldIdSchema.nullable(),
  transitTo: BranchIdSchema.nullable(),
  /** Until when the copy waits on the shelf for its hold, as it was told; none = for ever. */
  holdUntil: InstantSchema.nullish(),
  /** When the slip of the hold was made, as it was told. */
  slipAt: InstantSchema.optional(),
});

export const RenewActSchema = z.object({
  kind: z.literal('renew'),
  ...header,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  dueAt: InstantSchema,
  /** The rental that is charged once more, as it was told; absent = nothing. */
  rentalMinor: MinorUnitsSchema.min(0).optional(),
});

export const UndoActSchema = z.object({
  kind: z.literal('undo'),
  ...header,
  target: ActIdSchema,
  /** The item of the target, or null when the target has none. */
  itemId: ItemIdSchema.nullable(),
  patronId: PatronIdSchema.nullable(),
  /** The title of a hold act that is undone. */
  titleId: TitleIdSchema.nullable(),
});

export const ResolveItemActSchema = z.object({
  kind: z.literal('resolveItem'),
  ...header,
  itemId: ItemIdSchema,
  /** Null: nobody has it, it is here. */
  holder: PatronIdSchema.nullable(),
});

export const SetMarkActSchema = z.object({
  kind: z.literal('setMark'),
  ...header,
  itemId: ItemIdSchema,
  mark: ItemMarkSchema,
});

export const ClearMarkActSchema = z.object({
  kind: z.literal('clearMark'),
  ...header,
  itemId: ItemIdSchema,
  mark: ItemMarkSchema,
});

/** It was looked for on its shelf, and was not there. */
export const NotOnShelfActSchema = z.object({ kind: z.literal('notOnShelf'), ...header, itemId: ItemIdSchema });

export const RecallActSchema = z.object({
  kind: z.literal('recall'),
  ...header,
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
  ...header,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  dueAt: InstantSchema,
});

export const AgeToLostActSchema = z.object({
  kind: z.literal('ageToLost'),
  ...header,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
});

/** Lost by the word of a person. */
export const DeclareLostActSchema = z.object({
  kind: z.literal('declareLost'),
  ...header,
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
});

export const OpenHoldSchema = z.object({
  kind: z.literal('openHold'),
  ...header,
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
  ...header,
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
  ...header,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  trap: ActIdSchema.nullable(),
});

export const CancelHoldActSchema = z.object({
  kind: z.literal('cancelHold'),
  ...header,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
});

/** It keeps its place and takes no copy until then; null = until it is resumed. */
export const SuspendHoldActSchema = z.object({
  kind: z.literal('suspendHold'),
  ...header,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  until: InstantSchema.nullable(),
});

export const ResumeHoldActSchema = z.object({
  kind: z.literal('resumeHold'),
  ...header,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
});

/** Picked up elsewhere. A copy that stands for it stays where it is until it is moved. */
export const ChangePickupActSchema = z.object({
  kind: z.literal('changePickup'),
  ...header,
  hold: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  pickup: BranchIdSchema,
});

export const PayActSchema = z.object({
  kind: z.literal('pay'),
  ...header,
  patronId: PatronIdSchema,
  amountMinor: MinorUnitsSchema.min(0),
  lines: z.array(z.object({ fee: FeeRefSchema, amountMinor: MinorUnitsSchema.min(0), settles: z.boolean() })),
});

export const WaiveActSchema = z.object({
  kind: z.literal('waive'),
  ...header,
  patronId: PatronIdSchema,
  fee: FeeRefSchema,
  /** Null: in full, whatever it becomes. */
  amountMinor: MinorUnitsSchema.min(0).nullable(),
});

export const AddFeeActSchema = z.object({
  kind: z.literal('addFee'),
  ...header,
  feeId: FeeIdSchema,
  patronId: PatronIdSchema,
  /** What it is about; the act is not on the timeline of the item. */
  itemId: ItemIdSchema.nullable(),
  charge: z.string(),
  amountMinor: MinorUnitsSchema.min(0),
});

export const RefundActSchema = z.object({
  kind: z.literal('refund'),
  ...header,
  patronId: PatronIdSchema,
  /** What of which payment was given back. */
  lines: z.array(z.object({ payment: ActIdSchema, amountMinor: MinorUnitsSchema.min(0) })),
});

export const UseCreditActSchema = z.object({
  kind: z.literal('useCredit'),
  ...header,
  patronId: PatronIdSchema,
  /** How much of the credit of which payment covers which fee. */
  lines: z.array(
    z.object({
      payment: ActIdSchema,
      fee: FeeRefSchema,
      amountMinor: MinorUnitsSchema.min(0),
      settles: z.boolean(),
    }),
  ),
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
  RecallActSchema,
  ChangeDueDateActSchema,
  AgeToLostActSchema,
  DeclareLostActSchema,
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
  RefundActSchema,
  UseCreditActSchema,
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
  | ActOf<'declareLost' | 'setMark' | 'clearMark' | 'notOnShelf'>
  | ItemUndo;
/** Acts that place and cancel holds of a title. */
export type HoldAct =
  | ActOf<'openHold' | 'placeHold' | 'cancelHold' | 'expireHold' | 'suspendHold' | 'resumeHold' | 'changePickup'>
  | HoldUndo;
/** Acts that move money, or make fees that no rule computes. */
export type MoneyAct = ActOf<'pay' | 'waive' | 'addFee' | 'refund' | 'useCredit'> | MoneyUndo;
