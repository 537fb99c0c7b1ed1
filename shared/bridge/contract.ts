// The one typed contract between renderer and desk. Preload, registration, client, loopback routes and `GET /api/contract` are derived from it.
// Names are noun.verb. Inputs are parsed where they arrive; expected refusals are values. No method takes SQL, paths or URLs.

import { z } from 'zod';
import { CodeSchema, codeText } from '../core/code-text.ts';
import type { ActName, Acts } from '../acts/all.ts';
import { EVERY_ACT } from '../acts/commands.ts';
import type { ActMethod } from '../acts/define-act.ts';
import { LanguageSchema } from '../core/language.ts';
import { BatchIdSchema, CourseIdSchema, ExceptionIdSchema, ReadingIdSchema } from '../core/ids.ts';
import { CallOutcomeInputSchema, CallOutcomeSchema, type BridgeErrorSchema } from '../views/call-outcome.ts';
import { CarriedViewSchema, HandedInSchema, MOST_CARRIED_CHARS } from '../views/carry.ts';
import type { EventName, EventPayload } from './events.ts';
import { asking, changing, changingElsewhere, type Method } from './method.ts';
import { CirculationAnswerSchema, ExplanationSchema, MayRecallSchema } from '../views/circulation.ts';
import { AccountViewSchema } from '../views/fee.ts';
import {
  DueAskSchema,
  DueChangedSchema,
  DueChoicesSchema,
  DuePreviewSchema,
  DueUndoneSchema,
} from '../views/due-dates.ts';
import { LocalDateSchema } from '../rules/model/calendar.ts';
import { EquipmentDaySchema, EquipmentKindsSchema } from '../views/equipment.ts';
import { LessonsViewSchema } from '../views/lessons.ts';
import { DeviceSettingsSchema, ScannerProfileSchema, SoundSettingsSchema } from '../views/devices.ts';
import { HeldActViewSchema } from '../views/held.ts';
import { ListViewSchema, WorkListSchema } from '../views/list.ts';
import { FolderIdSchema, FolderViewSchema, ListFilesInputSchema, ListFilesViewSchema } from '../views/list-files.ts';
import { ListNameSchema } from '../lists/all.ts';
import {
  ItemRecordSchema,
  ItemSummarySchema,
  ItemViewSchema,
  ScanActSchema,
  ScanResolutionSchema,
} from '../views/item.ts';
import { ItemChoicesSchema, ItemMoneySchema } from '../views/item-form.ts';
import { OutageViewSchema } from '../views/outage.ts';
import { PatronChoicesSchema } from '../views/patron-form.ts';
import { PatronDetailsSchema, PatronSummarySchema, PatronViewSchema } from '../views/patron.ts';
import {
  ReportAskSchema,
  ReportChoiceSchema,
  ReportFileSchema,
  ListFormatSchema,
  ReportFormatSchema,
  ReportViewSchema,
} from '../views/report.ts';
import { RoleChangeInputSchema, RolesViewSchema } from '../views/role.ts';
import { TermDoneSchema, TermListInputSchema, TermListTakeSchema, TermPlanViewSchema } from '../views/term-list.ts';
import { ClosingLookInputSchema, ClosingLookSchema, LiftClosingInputSchema, LiftLookSchema } from '../views/closing.ts';
import { NoticeTextChangeSchema, NoticeTextsResponseSchema, NoticeTextTrySchema } from '../wire/notice-texts.ts';
import { BillShowInputSchema, BillsViewSchema, BillWorkInputSchema } from '../views/bill.ts';
import { HabitsInputSchema, HabitsViewSchema } from '../views/habits.ts';
import { DataFeedsViewSchema, FeedShowInputSchema, FeedWorkInputSchema } from '../views/data-feed.ts';
import { PartTermsInputSchema, PartTermsViewSchema } from '../views/part-terms.ts';
import { RulesChangeInputSchema, RulesCheckInputSchema, RulesCheckSchema, RulesViewSchema } from '../views/rules.ts';
import { BadgeSchema, OwnPinInputSchema, PeopleChangeInputSchema, PeopleViewSchema } from '../views/people.ts';
import { PhoneAskInputSchema, PhoneChallengeSchema, PhoneGiveInputSchema, PhoneGivenSchema } from '../views/phone.ts';
import { TraceViewSchema } from '../views/trace.ts';
import * as uncataloged from '../views/uncataloged.ts';
import { ShelfAskedSchema, ShelfViewSchema } from '../views/shelf.ts';
import { DeskViewSchema, IsoInstantSchema, SessionViewSchema } from '../views/session.ts';
import {
  PrintedSlipSchema,
  PrinterSettingsSchema,
  PrinterViewSchema,
  SlipOfSchema,
  SlipViewSchema,
} from '../views/slip.ts';
import { CourseChoicesSchema, CourseWantedSchema, FoundCoursesSchema, CourseViewSchema } from '../views/course.ts';
import { TitleSummarySchema, TitleViewSchema } from '../views/title.ts';
import { GateFileInputSchema, GateFileTakenSchema, LogViewSchema } from '../views/desk-log.ts';
import { OfflineFileInputSchema, PaperInputSchema, PaperStartSchema, PaperViewSchema } from '../views/paper.ts';
import { TalliesViewSchema } from '../views/tally.ts';
import { ShiftViewSchema, TodayViewSchema } from '../views/shift.ts';
import {
  ClosedExceptionSchema,
  DeskActSchema,
  ExceptionKindSchema,
  ExceptionPageSchema,
  ExceptionViewSchema,
  SyncStatusSchema,
} from '../views/sync.ts';

const nothing = z.object({});
/** Acts of one call; each is on the disk before the next. */
const mostActs = z.int().min(1).max(200).default(200);
const code = CodeSchema;
/** A code, or a range between two call numbers. */
const listSubject = z.string().overwrite(codeText).min(1).max(500);
const query = z.string().overwrite(codeText).max(128);
const staffName = z.string().trim().min(1).max(128);
const carried = z.object({ text: z.string().max(MOST_CARRIED_CHARS) });
const limit = z.int().min(1).max(100).default(20);

const OWN_METHODS = {
  // The fate of a call whose answer was lost on its way.
  'call.outcome': asking(CallOutcomeInputSchema, CallOutcomeSchema),
  'desk.view': asking(nothing, DeskViewSchema),
  // A computer that is no desk yet. The one address that comes from the page: it is taken only before the desk is in a library, and the code
  // names the server that must answer there.
  'setup.view': asking(nothing, z.object({ isJoined: z.boolean(), central: z.string().nullable() })),
  'setup.join': changingElsewhere(
    z.object({ central: z.string().trim().min(1).max(2_000), code: z.string().max(64), language: LanguageSchema }),
    z.object({ isJoined: z.literal(true) }),
  ),
  // Practice: this desk with its real rules among invented patrons. The person signed in leaves the real desk; every window changes over.
  'practice.begin': changingElsewhere(nothing, nothing),
  'practice.end': changingElsewhere(nothing, nothing),
  'lesson.view': asking(nothing, LessonsViewSchema),
  'desk.setLanguage': asking(z.object({ language: LanguageSchema }), DeskViewSchema),
  // The scanner and the sounds of the desk; its language, too, is set no matter who is signed in.
  'device.settings': asking(nothing, DeviceSettingsSchema),
  'device.setScanner': asking(z.object({ scanner: ScannerProfileSchema.nullable() }), DeviceSettingsSchema),
  'device.setSound': asking(SoundSettingsSchema, DeviceSettingsSchema),
  'session.signIn': changingElsewhere(
    z.object({ staff: staffName, pin: z.string().min(1).max(64) }),
    SessionViewSchema,
  ),
  'session.signInByBadge': changingElsewhere(z.object({ badge: BadgeSchema }), SessionViewSchema),
  'session.signOut': asking(nothing, nothing),
  'session.current': asking(nothing, SessionViewSchema.nullable()),
  // `scanned`: a scanner typed it. A text that a person types is more likely a name or a number to search for.
  'scan.resolve': asking(z.object({ text: code, scanned: z.boolean().default(false) }), ScanResolutionSchema),
  // The same, and in the one call the act that the place does with a copy. `answer`: null where the text is no barcode of a copy: nothing was done.
  'scan.take': changing(
    z.object({ text: code, scanned: z.boolean().default(false), act: ScanActSchema }),
    z.object({ found: ScanResolutionSchema, answer: CirculationAnswerSchema.nullable() }),
  ),
  // How an answer came about, by the key in it, in the desk's language.
  'circ.why': asking(z.object({ why: z.string().max(64) }), TraceViewSchema),
  'rules.explain': asking(
    // In `language` where one is given, else in the desk's.
    z.object({ patron: code, item: code, at: IsoInstantSchema.optional(), language: LanguageSchema.optional() }),
    ExplanationSchema,
  ),
  'patron.find': asking(z.object({ query, limit }), z.object({ patrons: z.array(PatronSummarySchema) })),
  'patron.view': asking(z.object({ card: code }), PatronViewSchema),
  // For the form of an account; `card`: the account that is edited, null = a new one.
  'patron.choices': asking(z.object({ card: code.nullable() }), PatronChoicesSchema),
  'patron.details': asking(z.object({ card: code }), PatronDetailsSchema),
  'item.find': asking(z.object({ query, limit }), z.object({ items: z.array(ItemSummarySchema) })),
  'item.view': asking(z.object({ barcode: code }), ItemViewSchema),
  'item.record': asking(z.object({ barcode: code }), ItemRecordSchema),
  // Effect on the borrower's account if the copy is lost, or found. Nothing is recorded.
  'item.money': asking(z.object({ barcode: code, what: z.enum(['lost', 'found']) }), ItemMoneySchema),
  // For the form of a copy.
  'item.choices': asking(z.object({ barcode: code.nullable() }), ItemChoicesSchema),
  'title.find': asking(z.object({ query, limit }), z.object({ titles: z.array(TitleSummarySchema) })),
  'title.view': asking(z.object({ titleId: code }), TitleViewSchema),
  // Courses by number, name, instructor, or a title on their list; without words, those of the terms that run.
  'course.find': asking(z.object({ query: z.string().overwrite(codeText).max(128), limit }), FoundCoursesSchema),
  'course.view': asking(z.object({ courseId: CourseIdSchema }), CourseViewSchema),
  // A person asks for a reading of which no copy is in: noted for the reports, not recorded.
  'course.wanted': changing(z.object({ readingId: ReadingIdSchema, patron: code.optional() }), CourseWantedSchema),
  'course.choices': asking(nothing, CourseChoicesSchema),
  'uncataloged.kinds': asking(nothing, uncataloged.UncatalogedKindsSchema),
  'uncataloged.lend': changing(uncataloged.LendKindInputSchema, uncataloged.KindAnswerSchema),
  'uncataloged.takeBack': changing(uncataloged.TakeBackKindInputSchema, uncataloged.KindAnswerSchema),
  'equipment.kinds': asking(z.object({ query: query.optional() }), EquipmentKindsSchema),
  // `day`: as `2026-09-01`; absent = today.
  'equipment.day': asking(z.object({ kind: z.string().max(40), day: LocalDateSchema.optional() }), EquipmentDaySchema),
  'circ.renewAll': changing(z.object({ patron: code }), z.object({ results: z.array(CirculationAnswerSchema) })),
  // Whether a copy may be called back for a patron, why not, and the message for its borrower.
  'hold.canRecall': asking(z.object({ patron: code, item: code }), MayRecallSchema),
  // Due dates of many loans at once. Both that change do a part for each call, so that no scan waits: until nothing is left.
  'due.choices': asking(nothing, DueChoicesSchema),
  'due.preview': asking(
    DueAskSchema.extend({
      limit: z.int().min(1).max(2_000).default(200),
      batch: BatchIdSchema.nullable().default(null),
    }),
    DuePreviewSchema,
  ),
  // `batch`: the change that was previewed, or that goes on; null = a new one. `most`: acts of one call.
  'due.change': changing(
    DueAskSchema.extend({
      batch: BatchIdSchema.nullable(),
      reason: z.string().trim().min(1).max(500),
      most: mostActs,
    }),
    DueChangedSchema,
  ),
  'due.undo': changing(
    z.object({ batch: BatchIdSchema, reason: z.string().trim().min(1).max(500).optional(), most: mostActs }),
    DueUndoneSchema,
  ),
  // A downtime sheet: the expected record of each line, and recording it. A line that is recorded already is not recorded again.
  'paper.start': asking(nothing, PaperStartSchema),
  // An empty downtime sheet, to be printed.
  'paper.sheet': asking(nothing, ReportViewSchema),
  'paper.check': asking(PaperInputSchema, PaperViewSchema),
  'paper.record': changing(PaperInputSchema, PaperViewSchema),
  // The same of the file of another system's offline client.
  'offline.check': asking(OfflineFileInputSchema, PaperViewSchema),
  'offline.take': changing(OfflineFileInputSchema, PaperViewSchema),
  // The number to read out on the phone to a person who has the rights that the person signed in lacks.
  'phone.ask': asking(PhoneAskInputSchema, PhoneChallengeSchema),
  // The other end of the line: the request of another desk, and the code that allows it. Needs the server.
  'phone.give': changingElsewhere(PhoneGiveInputSchema, PhoneGivenSchema),
  // The staff who may sign in. Both need the server, and the right to manage staff.
  'people.list': asking(nothing, PeopleViewSchema),
  'session.changePin': changingElsewhere(OwnPinInputSchema, nothing),
  'people.change': changingElsewhere(PeopleChangeInputSchema, PeopleViewSchema),
  // A term's list of staff as CSV: its expected changes, and making them.
  'people.lookAtList': asking(TermListInputSchema, TermPlanViewSchema),
  'people.takeList': changingElsewhere(TermListTakeSchema, TermDoneSchema),
  // Rights of each role. Both need the server, and an administrator.
  'role.list': asking(nothing, RolesViewSchema),
  'role.change': changingElsewhere(RoleChangeInputSchema, RolesViewSchema),
  // Hours, closings and groups' requirements for new accounts: seen here, also without a line; checked and put in force by the server.
  'rules.view': asking(nothing, RulesViewSchema),
  // How missing parts are settled: seen here, also without a line; set by the server.
  'rules.parts': asking(nothing, PartTermsViewSchema),
  'rules.changeParts': changingElsewhere(PartTermsInputSchema, PartTermsViewSchema),
  // Fees that go to another office in a file; the server has them.
  'bill.list': asking(nothing, BillsViewSchema),
  'bill.show': asking(BillShowInputSchema, BillsViewSchema),
  'bill.work': changingElsewhere(BillWorkInputSchema, BillsViewSchema),
  'log.takeGateFile': changing(GateFileInputSchema, GateFileTakenSchema),
  // Keys of the library's own, and rights that come with the lessons: seen here, also without a line; set by the server.
  'library.habits': asking(nothing, HabitsViewSchema),
  'library.changeHabits': changingElsewhere(HabitsInputSchema, HabitsViewSchema),
  // Files of other offices that the server takes in.
  'feed.list': asking(nothing, DataFeedsViewSchema),
  'feed.show': asking(FeedShowInputSchema, DataFeedsViewSchema),
  'feed.work': changingElsewhere(FeedWorkInputSchema, DataFeedsViewSchema),
  // Effects of an emergency closing.
  'branch.lookAtClosing': asking(ClosingLookInputSchema, ClosingLookSchema),
  'branch.lookAtLift': asking(LiftClosingInputSchema, LiftLookSchema),
  'rules.check': asking(RulesCheckInputSchema, RulesCheckSchema),
  'rules.change': changingElsewhere(RulesChangeInputSchema, RulesCheckSchema),
  // A list that people work down, or one of a record. `of`: the card of its patron, the id of its title, or another branch than the desk's.
  'list.view': asking(
    z.object({
      list: ListNameSchema,
      of: listSubject.optional(),
      limit: z.int().min(1).max(2_000).default(200),
      /** With the columns that stand on paper. */
      isForPaper: z.boolean().default(false),
    }),
    ListViewSchema,
  ),
  // The lists of the place for work, with how much is on each.
  'list.counts': asking(nothing, z.object({ lists: z.array(WorkListSchema.extend({ list: ListNameSchema })) })),
  'list.export': changingElsewhere(
    z.object({ list: ListNameSchema, of: listSubject.optional(), format: ListFormatSchema }),
    ReportFileSchema,
  ),
  // Lists that this desk keeps as files in a folder of its computer. Folders are named by ids of `listFiles.look`, never by a path.
  'listFiles.view': asking(nothing, ListFilesViewSchema),
  'listFiles.look': asking(z.object({ at: FolderIdSchema.nullable() }), FolderViewSchema),
  'listFiles.set': asking(ListFilesInputSchema, ListFilesViewSchema),
  'listFiles.write': asking(nothing, ListFilesViewSchema),
  // A range of a shelf that is to be read.
  'shelf.view': asking(ShelfAskedSchema, ShelfViewSchema),
  'fee.list': asking(z.object({ patron: code }), AccountViewSchema),
  'shift.current': asking(nothing, ShiftViewSchema.nullable()),
  // Figures of this desk's service day so far.
  'shift.today': asking(nothing, TodayViewSchema),
  // Questions that this desk counted in the same day.
  'tally.list': asking(nothing, TalliesViewSchema),
  // The log of the branch: checklists of the day, gates, messages, incidents, lost property.
  'log.view': asking(nothing, LogViewSchema),
  // The newest first, the open one among them.
  'shift.list': asking(z.object({ limit }), z.object({ shifts: z.array(ShiftViewSchema) })),
  // A slip as it is printed; printing it, or one that was printed before once more; printing the waiting ones; dropping one of them.
  'slip.preview': asking(z.object({ of: SlipOfSchema }), SlipViewSchema),
  'slip.print': changingElsewhere(z.object({ of: SlipOfSchema }), PrintedSlipSchema),
  'slip.printWaiting': changingElsewhere(nothing, PrinterViewSchema),
  'slip.drop': asking(z.object({ number: z.int().min(1) }), PrinterViewSchema),
  'printer.view': asking(nothing, PrinterViewSchema),
  'printer.set': asking(PrinterSettingsSchema, PrinterViewSchema),
  'sync.status': asking(nothing, SyncStatusSchema),
  'sync.now': asking(nothing, SyncStatusSchema),
  'sync.pause': asking(z.object({ on: z.boolean() }), SyncStatusSchema),
  // A person has seen that the server was restored from a backup at this moment; a later restore is shown anew.
  'sync.seenRestore': asking(z.object({ restoredAt: z.iso.datetime({ offset: true }) }), SyncStatusSchema),
  'sync.acts': asking(
    z.object({ limit }),
    z.object({ waiting: z.array(DeskActSchema), answered: z.array(DeskActSchema) }),
  ),
  // Waiting acts, as a file for a person to carry. The server alone can read it.
  'ledger.export': asking(nothing, z.object({ name: z.string(), text: z.string(), acts: z.int() })),
  // The contents of a file that another desk saved, and then its way to the server over the line of this one.
  'ledger.look': asking(carried, CarriedViewSchema),
  'ledger.import': changingElsewhere(carried, HandedInSchema),
  // Without a page: all of them. `kinds` counts all, not only the page; `upTo` marks those that were there; `closed`: the
  // newest that ended lately.
  'exception.list': asking(
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
  'exception.assignees': asking(
    nothing,
    z.object({ staff: z.array(z.object({ staff: z.string(), isMe: z.boolean() })) }),
  ),
  'exception.held': asking(
    z.object({ exceptionIds: z.array(ExceptionIdSchema).min(1).max(100) }),
    z.object({ acts: z.array(HeldActViewSchema), count: z.int() }),
  ),
  // The words of notices: read, tried on a patron, and set by the server.
  'notice.texts': asking(nothing, NoticeTextsResponseSchema),
  'notice.tryText': asking(
    NoticeTextTrySchema.omit({ card: true }).extend({ patron: CodeSchema }),
    NoticeTextsResponseSchema,
  ),
  'notice.changeText': changingElsewhere(NoticeTextChangeSchema, NoticeTextsResponseSchema),
  'outage.list': asking(nothing, z.object({ outages: z.array(OutageViewSchema) })),
  // Reports that the person signed in may ask for.
  'report.kinds': asking(nothing, z.object({ reports: z.array(ReportChoiceSchema), fiscalYearStarts: z.string() })),
  'report.run': asking(ReportAskSchema, ReportViewSchema),
  'report.export': changingElsewhere(ReportAskSchema.extend({ format: ReportFormatSchema }), ReportFileSchema),
} as const satisfies Readonly<Record<string, Method>>;

type ActWithMethod = Extract<Acts[ActName], { readonly method: ActMethod }>;
/** Methods of acts, with the schemas of their definitions. */
type ActMethods = {
  readonly [A in ActWithMethod as A['method']['name']]: Omit<A['method'], 'name'> & { readonly changes: 'ledger' };
};
export type ActMethodName = keyof ActMethods;

const parseActMethods = (methods: unknown): ActMethods => methods as ActMethods;
const ACT_METHODS = parseActMethods(
  Object.fromEntries(
    EVERY_ACT.flatMap(({ method }) => {
      if (method === null) return [];
      const { name, input, output } = method;
      return [[name, { input, output, changes: 'ledger' }]];
    }),
  ),
);

export const METHODS = { ...OWN_METHODS, ...ACT_METHODS };

export type MethodName = keyof typeof METHODS;
/** Methods whose second call changes nothing: a call whose answer was lost may be sent again. */
export type AskingMethod = {
  [M in MethodName]: (typeof METHODS)[M]['changes'] extends 'nothing' ? M : never;
}[MethodName];
/** Methods that do something each time: a call that may have arrived is never sent again. */
export type ChangingMethod = Exclude<MethodName, AskingMethod>;
/** Input of a caller: fields with defaults may be left out. */
export type MethodInput<M extends MethodName> = z.input<(typeof METHODS)[M]['input']>;
/** Input of a handler, parsed. */
export type ParsedInput<M extends MethodName> = z.output<(typeof METHODS)[M]['input']>;
export type MethodOutput<M extends MethodName> = z.output<(typeof METHODS)[M]['output']>;

/** An error as the bridge carries it. */
export type BridgeError = z.infer<typeof BridgeErrorSchema>;

/** The answer of a call. */
export type BridgeAnswer<M extends MethodName> =
  | { readonly ok: true; readonly value: MethodOutput<M> }
  | { readonly ok: false; readonly error: BridgeError };

/** The client side of the contract, the same over Electron IPC and loopback. */
export type Bridge = {
  /** `callId` names this one call of a changing method, so that its outcome can be asked for. */
  call<M extends MethodName>(name: M, input: MethodInput<M>, callId?: string): Promise<BridgeAnswer<M>>;
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
