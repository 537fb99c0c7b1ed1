// Every command by name and version. The server keeps every version that may still sit in a ledger (at least 400 days).

import type { z } from 'zod';
import { err, ok, type Result } from '../../core/result.ts';
import { AddFeeArgsSchema, AddFeeToldSchema, recordAddFee } from './add-fee.ts';
import { AgeToLostArgsSchema, AgeToLostToldSchema, recordAgeToLost } from './age-to-lost.ts';
import { CancelHoldArgsSchema, CancelHoldToldSchema, recordCancelHold } from './cancel-hold.ts';
import { ChangeDueDateArgsSchema, ChangeDueDateToldSchema, recordChangeDueDate } from './change-due-date.ts';
import { CheckinArgsSchema, CheckinToldSchema, recordCheckin } from './checkin.ts';
import { CheckoutArgsSchema, CheckoutToldSchema, recordCheckout } from './checkout.ts';
import {
  CorrectStartingCashArgsSchema,
  CorrectStartingCashToldSchema,
  recordCorrectStartingCash,
} from './correct-starting-cash.ts';
import { EditPatronArgsSchema, EditPatronToldSchema, recordEditPatron } from './edit-patron.ts';
import { CloseShiftArgsSchema, CloseShiftToldSchema, recordCloseShift } from './close-shift.ts';
import { ExpireHoldArgsSchema, ExpireHoldToldSchema, recordExpireHold } from './expire-hold.ts';
import { HandOverShiftArgsSchema, HandOverShiftToldSchema, recordHandOverShift } from './hand-over-shift.ts';
import { LiftBlocksArgsSchema, LiftBlocksToldSchema, recordLiftBlocks } from './lift-blocks.ts';
import { MergePatronsArgsSchema, MergePatronsToldSchema, recordMergePatrons } from './merge-patrons.ts';
import { OpenShiftArgsSchema, OpenShiftToldSchema, recordOpenShift } from './open-shift.ts';
import { PayArgsSchema, PayToldSchema, recordPay } from './pay.ts';
import { PlaceHoldArgsSchema, PlaceHoldToldSchema, recordPlaceHold } from './place-hold.ts';
import { recordRecall, RecallArgsSchema, RecallToldSchema } from './recall.ts';
import { PurgeArgsSchema, PurgeToldSchema, recordPurge } from './purge.ts';
import { recordRecordUse, RecordUseArgsSchema, RecordUseToldSchema } from './record-use.ts';
import type { Recorded, RecordHeader } from '../recorded.ts';
import { recordRefund, RefundArgsSchema, RefundToldSchema } from './refund.ts';
import { recordRegisterPatron, RegisterPatronArgsSchema, RegisterPatronToldSchema } from './register-patron.ts';
import { recordReleaseHeld, ReleaseHeldArgsSchema, ReleaseHeldToldSchema } from './release-held.ts';
import { recordReleaseQuiet, ReleaseQuietArgsSchema, ReleaseQuietToldSchema } from './release-quiet.ts';
import { recordRenew, RenewArgsSchema, RenewToldSchema } from './renew.ts';
import {
  recordResolveExceptions,
  ResolveExceptionsArgsSchema,
  ResolveExceptionsToldSchema,
} from './resolve-exceptions.ts';
import { recordResolveItem, ResolveItemArgsSchema, ResolveItemToldSchema } from './resolve-item.ts';
import { recordSignOutage, SignOutageArgsSchema, SignOutageToldSchema } from './sign-outage.ts';
import { recordUndo, UndoArgsSchema, UndoToldSchema } from './undo.ts';
import { recordWorkExceptions, WorkExceptionsArgsSchema, WorkExceptionsToldSchema } from './work-exceptions.ts';
import { recordWaive, WaiveArgsSchema, WaiveToldSchema } from './waive.ts';

/** What recording is given. */
export type RecordInput = {
  readonly header: RecordHeader;
  readonly args: unknown;
  readonly told: unknown;
  readonly overrides: readonly string[];
};

/** Why a command could not be recorded; nothing physical happened, or this version does not know it. */
export type RecordFailure = { readonly reason: 'unknown-command' | 'malformed' };

type Definition = {
  readonly args: z.ZodType;
  readonly told: z.ZodType;
  /** Whether it stands for something that happened or was told, so that it is held rather than rejected when it cannot be taken in. */
  readonly physical: boolean;
  /** Only the server's own desk may send it. */
  readonly own?: boolean;
  readonly record: (input: RecordInput) => Result<Recorded[], RecordFailure>;
};

function define<A, T>(
  schemas: {
    readonly args: z.ZodType<A>;
    readonly told: z.ZodType<T>;
    readonly physical: boolean;
    readonly own?: boolean;
  },
  record: (header: RecordHeader, args: A, told: T, overrides: readonly string[]) => Recorded[],
): Definition {
  return {
    ...schemas,
    record: ({ header, args, told, overrides }) => {
      const parsedArgs = schemas.args.safeParse(args);
      const parsedTold = schemas.told.safeParse(told);
      if (!parsedArgs.success || !parsedTold.success) return err({ reason: 'malformed' });
      return ok(record(header, parsedArgs.data, parsedTold.data, overrides));
    },
  };
}

export const COMMANDS = {
  checkout: { 1: define({ args: CheckoutArgsSchema, told: CheckoutToldSchema, physical: true }, recordCheckout) },
  checkin: { 1: define({ args: CheckinArgsSchema, told: CheckinToldSchema, physical: true }, recordCheckin) },
  renew: { 1: define({ args: RenewArgsSchema, told: RenewToldSchema, physical: true }, recordRenew) },
  undo: { 1: define({ args: UndoArgsSchema, told: UndoToldSchema, physical: true }, recordUndo) },
  placeHold: { 1: define({ args: PlaceHoldArgsSchema, told: PlaceHoldToldSchema, physical: true }, recordPlaceHold) },
  cancelHold: {
    1: define({ args: CancelHoldArgsSchema, told: CancelHoldToldSchema, physical: true }, recordCancelHold),
  },
  recall: { 1: define({ args: RecallArgsSchema, told: RecallToldSchema, physical: true }, recordRecall) },
  changeDueDate: {
    1: define({ args: ChangeDueDateArgsSchema, told: ChangeDueDateToldSchema, physical: true }, recordChangeDueDate),
  },
  pay: { 1: define({ args: PayArgsSchema, told: PayToldSchema, physical: true }, recordPay) },
  waive: { 1: define({ args: WaiveArgsSchema, told: WaiveToldSchema, physical: true }, recordWaive) },
  addFee: { 1: define({ args: AddFeeArgsSchema, told: AddFeeToldSchema, physical: true }, recordAddFee) },
  refund: { 1: define({ args: RefundArgsSchema, told: RefundToldSchema, physical: true }, recordRefund) },
  registerPatron: {
    1: define({ args: RegisterPatronArgsSchema, told: RegisterPatronToldSchema, physical: true }, recordRegisterPatron),
  },
  editPatron: {
    1: define({ args: EditPatronArgsSchema, told: EditPatronToldSchema, physical: true }, recordEditPatron),
  },
  mergePatrons: {
    1: define({ args: MergePatronsArgsSchema, told: MergePatronsToldSchema, physical: false }, recordMergePatrons),
  },
  resolveItem: {
    1: define({ args: ResolveItemArgsSchema, told: ResolveItemToldSchema, physical: true }, recordResolveItem),
  },
  recordUse: { 1: define({ args: RecordUseArgsSchema, told: RecordUseToldSchema, physical: true }, recordRecordUse) },
  openShift: { 1: define({ args: OpenShiftArgsSchema, told: OpenShiftToldSchema, physical: true }, recordOpenShift) },
  correctStartingCash: {
    1: define(
      { args: CorrectStartingCashArgsSchema, told: CorrectStartingCashToldSchema, physical: true },
      recordCorrectStartingCash,
    ),
  },
  handOverShift: {
    1: define({ args: HandOverShiftArgsSchema, told: HandOverShiftToldSchema, physical: true }, recordHandOverShift),
  },
  closeShift: {
    1: define({ args: CloseShiftArgsSchema, told: CloseShiftToldSchema, physical: true }, recordCloseShift),
  },
  ageToLost: {
    1: define({ args: AgeToLostArgsSchema, told: AgeToLostToldSchema, physical: true, own: true }, recordAgeToLost),
  },
  expireHold: {
    1: define({ args: ExpireHoldArgsSchema, told: ExpireHoldToldSchema, physical: true, own: true }, recordExpireHold),
  },
  liftBlocks: {
    1: define({ args: LiftBlocksArgsSchema, told: LiftBlocksToldSchema, physical: true, own: true }, recordLiftBlocks),
  },
  purge: { 1: define({ args: PurgeArgsSchema, told: PurgeToldSchema, physical: true, own: true }, recordPurge) },
  releaseHeld: {
    1: define({ args: ReleaseHeldArgsSchema, told: ReleaseHeldToldSchema, physical: false }, recordReleaseHeld),
  },
  releaseQuiet: {
    1: define({ args: ReleaseQuietArgsSchema, told: ReleaseQuietToldSchema, physical: false }, recordReleaseQuiet),
  },
  signOutage: {
    1: define({ args: SignOutageArgsSchema, told: SignOutageToldSchema, physical: false }, recordSignOutage),
  },
  resolveExceptions: {
    1: define(
      { args: ResolveExceptionsArgsSchema, told: ResolveExceptionsToldSchema, physical: false },
      recordResolveExceptions,
    ),
  },
  workExceptions: {
    1: define(
      { args: WorkExceptionsArgsSchema, told: WorkExceptionsToldSchema, physical: false },
      recordWorkExceptions,
    ),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<number, Definition>>>>;

export type CommandName = keyof typeof COMMANDS;

/** Whether a command stands for something that happened to an object; an unknown one is taken to. */
export function isPhysical(name: string, version: number): boolean {
  return definition(name, version)?.physical ?? true;
}

/** Whether only the server's own desk may send it. */
export function isServersOwn(name: string, version: number): boolean {
  return definition(name, version)?.own ?? false;
}

/** Records a command of any name and version. Total. */
export function recordCommand(name: string, version: number, input: RecordInput): Result<Recorded[], RecordFailure> {
  return definition(name, version)?.record(input) ?? err({ reason: 'unknown-command' });
}

function definition(name: string, version: number): Definition | null {
  if (!isCommandName(name)) return null;
  const versions: Readonly<Record<number, Definition>> = COMMANDS[name];
  return versions[version] ?? null;
}

function isCommandName(text: string): text is CommandName {
  return Object.hasOwn(COMMANDS, text);
}
