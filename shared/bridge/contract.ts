// The one typed contract between renderer and desk. Preload, registration, client, loopback routes and `GET /api/contract` are derived from it.
// Names are noun.verb. Inputs are parsed where they arrive; expected refusals are values. No method takes SQL, paths or URLs.

import { z } from 'zod';
import { CodeSchema, codeText } from '../core/code-text.ts';
import { LanguageSchema } from '../core/language.ts';
import { ActIdSchema, ExceptionIdSchema, FeeIdSchema, HoldIdSchema } from '../core/ids.ts';
import { ContactSchema, ExceptionActionSchema } from '../circ/model/exception.ts';
import { CarriedViewSchema, HandedInSchema, MOST_CARRIED_CHARS } from './views/carry.ts';
import { CirculationAnswerSchema, ExplanationSchema, OverrideInputSchema } from './views/circulation.ts';
import {
  AccountViewSchema,
  AddFeeInputSchema,
  MoneyAnswerSchema,
  RefundInputSchema,
  TakePaymentInputSchema,
  WaiveFeeInputSchema,
} from './views/fee.ts';
import { DeviceSettingsSchema, ScannerProfileSchema, SoundSettingsSchema } from './views/devices.ts';
import { HeldActViewSchema, KeptHeldSchema } from './views/held.ts';
import { HoldListKindSchema, HoldListRowSchema } from './views/hold.ts';
import { ItemSummarySchema, ItemViewSchema, ScanResolutionSchema } from './views/item.ts';
import { OutageViewSchema } from './views/outage.ts';
import {
  EditPatronInputSchema,
  PatronDetailsSchema,
  PatronSummarySchema,
  PatronViewSchema,
  PatronWrittenSchema,
  RegisterPatronInputSchema,
} from './views/patron.ts';
import {
  ReportAskSchema,
  ReportChoiceSchema,
  ReportFileSchema,
  ReportFormatSchema,
  ReportViewSchema,
} from './views/report.ts';
import { RoleChangeInputSchema, RolesViewSchema } from './views/role.ts';
import { PhoneAskInputSchema, PhoneChallengeSchema, PhoneGiveInputSchema, PhoneGivenSchema } from './views/phone.ts';
import { DeskViewSchema, IsoInstantSchema, SessionViewSchema } from './views/session.ts';
import {
  PrintedSlipSchema,
  PrinterSettingsSchema,
  PrinterViewSchema,
  SlipOfSchema,
  SlipViewSchema,
} from './views/slip.ts';
import {
  CloseShiftInputSchema,
  CorrectStartingCashInputSchema,
  HandOverShiftInputSchema,
  OpenShiftInputSchema,
  ShiftViewSchema,
} from './views/shift.ts';
import {
  ClosedExceptionSchema,
  DeskActSchema,
  ExceptionKindChoiceSchema,
  ExceptionKindSchema,
  ExceptionPageSchema,
  ExceptionViewSchema,
  SyncStatusSchema,
} from './views/sync.ts';

const nothing = z.object({});
const code = CodeSchema;
const query = z.string().overwrite(codeText).max(128);
const staffName = z.string().trim().min(1).max(128);
const carried = z.object({ text: z.string().max(MOST_CARRIED_CHARS) });
const limit = z.int().min(1).max(100).default(20);

/** One method: schemas of what goes in and comes out. */
export type Method = { readonly input: z.ZodType; readonly output: z.ZodType };

const method = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const METHODS = {
  'desk.view': method(nothing, DeskViewSchema),
  // A computer that is no desk yet. The one address that comes from the page: it is taken only before the desk is in a library, and the code
  // says which server must answer there.
  'setup.view': method(nothing, z.object({ isJoined: z.boolean(), central: z.string().nullable() })),
  'setup.join': method(
    z.object({ central: z.string().trim().min(1).max(2_000), code: z.string().max(64), language: LanguageSchema }),
    z.object({ isJoined: z.literal(true) }),
  ),
  // Practice: this desk with its real rules among invented patrons. Whoever is signed in leaves the real desk; every window changes over.
  'practice.begin': method(nothing, nothing),
  'practice.end': method(nothing, nothing),
  'desk.setLanguage': method(z.object({ language: LanguageSchema }), DeskViewSchema),
  // The scanner and the sounds of the desk; its language, too, is set whoever is signed in.
  'device.settings': method(nothing, DeviceSettingsSchema),
  'device.setScanner': method(z.object({ scanner: ScannerProfileSchema.nullable() }), DeviceSettingsSchema),
  'device.setSound': method(SoundSettingsSchema, DeviceSettingsSchema),
  'session.signIn': method(z.object({ staff: staffName, pin: z.string().min(1).max(64) }), SessionViewSchema),
  'session.signOut': method(nothing, nothing),
  'session.current': method(nothing, SessionViewSchema.nullable()),
  // `scanned`: a scanner typed it. What a person types is more likely a name or a number to search for.
  'scan.resolve': method(z.object({ text: code, scanned: z.boolean().default(false) }), ScanResolutionSchema),
  'rules.explain': method(
    // Said in `language` where one is given, else in the desk's.
    z.object({ patron: code, item: code, at: IsoInstantSchema.optional(), language: LanguageSchema.optional() }),
    ExplanationSchema,
  ),
  'patron.find': method(z.object({ query, limit }), z.object({ patrons: z.array(PatronSummarySchema) })),
  'patron.view': method(z.object({ card: code }), PatronViewSchema),
  'patron.details': method(z.object({ card: code }), PatronDetailsSchema),
  'patron.register': method(RegisterPatronInputSchema, PatronWrittenSchema),
  'patron.edit': method(EditPatronInputSchema, PatronWrittenSchema),
  // Two accounts are one person: that of `card` goes, that of `into` stays. Seen here once the server has done it.
  'patron.merge': method(
    z.object({ card: code, into: code, reason: z.string().trim().min(1).max(500) }),
    z.object({ commandId: ActIdSchema }),
  ),
  'item.find': method(z.object({ query, limit }), z.object({ items: z.array(ItemSummarySchema) })),
  'item.view': method(z.object({ barcode: code }), ItemViewSchema),
  // Used in the house, so many times, and lent to nobody.
  'item.recordUse': method(z.object({ barcode: code, count: z.int().min(1).max(100) }), CirculationAnswerSchema),
  'item.resolve': method(z.object({ barcode: code, holder: code.optional() }), CirculationAnswerSchema),
  'circ.checkout': method(
    z.object({
      patron: code,
      item: code,
      dueAt: IsoInstantSchema.optional(),
      override: OverrideInputSchema.optional(),
    }),
    CirculationAnswerSchema,
  ),
  'circ.checkin': method(
    z.object({
      item: code,
      /** When it came back, where that was earlier: a book drop. */
      returnedAt: IsoInstantSchema.optional(),
      /** The same for what is lent by the hour: when the drop was last emptied. */
      hourlyReturnedAt: IsoInstantSchema.optional(),
    }),
    CirculationAnswerSchema,
  ),
  'circ.renew': method(
    z.object({
      item: code,
      /** Whose loan it is as the screen shows it: that of nobody else is renewed. Absent: of whoever has it. */
      patron: code.optional(),
      override: OverrideInputSchema.optional(),
    }),
    CirculationAnswerSchema,
  ),
  'circ.renewAll': method(z.object({ patron: code }), z.object({ results: z.array(CirculationAnswerSchema) })),
  // Moves the date of the loan that is out; a loan in days is due at the end of the day of `dueAt`.
  'circ.changeDueDate': method(
    z.object({
      item: code,
      dueAt: IsoInstantSchema,
      reason: z.string().trim().min(1).max(500),
      override: OverrideInputSchema.optional(),
    }),
    CirculationAnswerSchema,
  ),
  'circ.undo': method(
    z.object({ commandId: ActIdSchema, reason: z.string().trim().min(1).max(500).optional() }),
    CirculationAnswerSchema,
  ),
  // The number to read out to somebody on the phone who may do what whoever is signed in may not.
  'phone.ask': method(PhoneAskInputSchema, PhoneChallengeSchema),
  // The other end of the line: what another desk asks for, and the code that allows it. Needs the server.
  'phone.give': method(PhoneGiveInputSchema, PhoneGivenSchema),
  // What each role may do. Both need the server, and an administrator.
  'role.list': method(nothing, RolesViewSchema),
  'role.change': method(RoleChangeInputSchema, RolesViewSchema),
  'hold.place': method(
    z.object({
      patron: code,
      /** The barcode of the one copy that is wanted, or the id of a title, of which any copy will do. */
      target: code,
      /** The branch where it is picked up, by its id or its name. */
      pickup: code,
      override: OverrideInputSchema.optional(),
    }),
    CirculationAnswerSchema.extend({ holdId: HoldIdSchema.optional() }),
  ),
  // Calls one copy back for a patron: it is held for them, unless it is already, and whoever has it is to bring it back by `dueAt`.
  'hold.recall': method(
    z.object({
      patron: code,
      item: code,
      /** Without one: the branch of the desk. */
      pickup: code.optional(),
      override: OverrideInputSchema.optional(),
    }),
    CirculationAnswerSchema.extend({ holdId: HoldIdSchema.optional() }),
  ),
  'hold.cancel': method(
    z.object({ holdId: HoldIdSchema, reason: z.string().trim().max(500) }),
    CirculationAnswerSchema,
  ),
  'hold.list': method(
    // Without a branch: that of the desk.
    z.object({ branch: code.optional(), kind: HoldListKindSchema }),
    z.object({ holds: z.array(HoldListRowSchema) }),
  ),
  'fee.list': method(z.object({ patron: code }), AccountViewSchema),
  'fee.add': method(AddFeeInputSchema, MoneyAnswerSchema.extend({ feeId: FeeIdSchema })),
  'fee.waive': method(WaiveFeeInputSchema, MoneyAnswerSchema),
  'payment.take': method(TakePaymentInputSchema, MoneyAnswerSchema),
  'payment.refund': method(RefundInputSchema, MoneyAnswerSchema),
  // Without starting cash a shift has no drawer, until cash is taken in it.
  'shift.open': method(OpenShiftInputSchema, ShiftViewSchema),
  // The drawer began with another amount than was said.
  'shift.correct': method(CorrectStartingCashInputSchema, ShiftViewSchema),
  // Whoever takes it over gives their PIN, and is signed in then.
  'shift.handOver': method(HandOverShiftInputSchema, ShiftViewSchema),
  'shift.close': method(CloseShiftInputSchema, ShiftViewSchema),
  'shift.current': method(nothing, ShiftViewSchema.nullable()),
  // The newest first, the open one among them.
  'shift.list': method(z.object({ limit }), z.object({ shifts: z.array(ShiftViewSchema) })),
  // A slip as it is printed; printing it, or one that was printed before once more; printing what waits; letting one of them go.
  'slip.preview': method(z.object({ of: SlipOfSchema }), SlipViewSchema),
  'slip.print': method(z.object({ of: SlipOfSchema }), PrintedSlipSchema),
  'slip.printWaiting': method(nothing, PrinterViewSchema),
  'slip.drop': method(z.object({ number: z.int().min(1) }), PrinterViewSchema),
  'printer.view': method(nothing, PrinterViewSchema),
  'printer.set': method(PrinterSettingsSchema, PrinterViewSchema),
  'sync.status': method(nothing, SyncStatusSchema),
  'sync.now': method(nothing, SyncStatusSchema),
  'sync.pause': method(z.object({ on: z.boolean() }), SyncStatusSchema),
  'sync.acts': method(
    z.object({ limit }),
    z.object({ waiting: z.array(DeskActSchema), answered: z.array(DeskActSchema) }),
  ),
  // What waits, as a file for somebody to carry. The server alone can read it.
  'ledger.export': method(nothing, z.object({ name: z.string(), text: z.string(), acts: z.int() })),
  // What a file that another desk saved holds, and then its way to the server over the line of this one.
  'ledger.look': method(carried, CarriedViewSchema),
  'ledger.import': method(carried, HandedInSchema),
  // Without a page: all of them. `kinds` counts them all whatever the page; `upTo` marks what was there; `closed`: the newest that ended lately.
  'exception.list': method(
    z.object({ page: ExceptionPageSchema.optional() }),
    z.object({
      exceptions: z.array(ExceptionViewSchema),
      kinds: z.array(ExceptionKindSchema),
      upTo: z.int(),
      /** Open work that this listing leaves out. */
      leftOut: z.int(),
      closed: z.array(ClosedExceptionSchema),
    }),
  ),
  // These, or all of a kind that were listed: what has come since stays.
  'exception.resolve': method(
    z
      .object({
        exceptionIds: z.array(ExceptionIdSchema).min(1).optional(),
        kind: ExceptionKindChoiceSchema.optional(),
        action: ExceptionActionSchema,
        note: z.string().max(500),
      })
      .refine(({ exceptionIds, kind }) => (exceptionIds === undefined) !== (kind === undefined), 'name ids or a kind'),
    z.object({ resolved: z.int() }),
  ),
  // What was done about them without ending them: who sees to them (null: nobody), whether the patron was reached, a note.
  'exception.work': method(
    z
      .object({
        exceptionIds: z.array(ExceptionIdSchema).min(1).optional(),
        kind: ExceptionKindChoiceSchema.optional(),
        to: z.string().min(1).max(128).nullable().optional(),
        contact: ContactSchema.optional(),
        note: z.string().trim().max(500).default(''),
      })
      .refine(({ exceptionIds, kind }) => (exceptionIds === undefined) !== (kind === undefined), 'name ids or a kind')
      .refine(({ to, contact, note }) => to !== undefined || contact !== undefined || note !== '', 'says nothing'),
    z.object({ worked: z.int() }),
  ),
  'exception.assignees': method(
    nothing,
    z.object({ staff: z.array(z.object({ staff: z.string(), isMe: z.boolean() })) }),
  ),
  'exception.release': method(
    z.object({ exceptionIds: z.array(ExceptionIdSchema).min(1) }),
    z.object({
      released: z.int(),
      /** Acts that stay held, and why; absent where nothing is known of them, or none does. */
      kept: KeptHeldSchema.optional(),
    }),
  ),
  'exception.held': method(
    z.object({ exceptionIds: z.array(ExceptionIdSchema).min(1).max(100) }),
    z.object({ acts: z.array(HeldActViewSchema), count: z.int() }),
  ),
  'outage.list': method(nothing, z.object({ outages: z.array(OutageViewSchema) })),
  'outage.sign': method(
    z.object({ outageId: z.string().min(1).max(128), note: z.string().trim().max(500).default('') }),
    z.object({ outage: OutageViewSchema }),
  ),
  // What whoever is signed in may ask for.
  'report.kinds': method(nothing, z.object({ reports: z.array(ReportChoiceSchema), fiscalYearStarts: z.string() })),
  'report.run': method(ReportAskSchema, ReportViewSchema),
  'report.export': method(ReportAskSchema.extend({ format: ReportFormatSchema }), ReportFileSchema),
} as const satisfies Readonly<Record<string, Method>>;

export type MethodName = keyof typeof METHODS;
/** What a caller passes: fields with defaults may be left out. */
export type MethodInput<M extends MethodName> = z.input<(typeof METHODS)[M]['input']>;
/** What a handler is given, parsed. */
export type ParsedInput<M extends MethodName> = z.output<(typeof METHODS)[M]['input']>;
export type MethodOutput<M extends MethodName> = z.output<(typeof METHODS)[M]['output']>;

/** Events from the desk. Data changes carry keys, so that stores fetch again what they show. */
export const EVENTS = {
  'desk.changed': z.object({
    patrons: z.array(z.string()),
    items: z.array(z.string()),
    exceptions: z.boolean(),
    acts: z.boolean(),
  }),
  'link.changed': SyncStatusSchema,
  'session.changed': SessionViewSchema.nullable(),
  // The desk changed over to practice or back: whatever a page shows is of the other one.
  'practice.changed': z.object({ isOn: z.boolean() }),
  'devices.changed': DeviceSettingsSchema,
  // What waits for the printer.
  'printer.changed': PrinterViewSchema,
  // The shift that is open; null when none is.
  'shift.changed': ShiftViewSchema.nullable(),
} as const;

export type EventName = keyof typeof EVENTS;
export type EventPayload<E extends EventName> = z.output<(typeof EVENTS)[E]>;

/** An error as the bridge carries it. */
/** `waitS`: seconds after which it may be tried again, for a refusal that ends by itself. */
export const BridgeErrorSchema = z.object({ code: z.string(), message: z.string(), waitS: z.int().optional() });
export type BridgeError = z.infer<typeof BridgeErrorSchema>;

/** What a call answers. */
export type BridgeAnswer<M extends MethodName> =
  | { readonly ok: true; readonly value: MethodOutput<M> }
  | { readonly ok: false; readonly error: BridgeError };

/** The client side of the contract, the same over Electron IPC and loopback. */
export type Bridge = {
  call<M extends MethodName>(name: M, input: MethodInput<M>): Promise<BridgeAnswer<M>>;
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void;
};

/** The server side: exactly one handler for each method. */
export type Handlers = {
  readonly [M in MethodName]: (input: ParsedInput<M>) => Promise<MethodOutput<M>> | MethodOutput<M>;
};

/** Whether a text is a method of this version. */
export function isMethodName(text: string): text is MethodName {
  return Object.hasOwn(METHODS, text);
}
