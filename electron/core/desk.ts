// The desk as its handlers see it: visible state, session, recorder and line. Built by start-core.

import { saidRights, type AnyAct } from '../../shared/acts/define-act.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Language } from '../../shared/core/language.ts';
import type { Right } from '../../shared/circ/rights.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import type { PhoneCodeRequest, PhoneCodeResponse } from '../../shared/wire/phone-code.ts';
import type { BillsAnswer, BillsRequest } from '../../shared/wire/bills.ts';
import type { DataFeedsAnswer, DataFeedsRequest } from '../../shared/wire/data-feeds.ts';
import type { PartTermsRequest, PartTermsResponse } from '../../shared/wire/part-terms.ts';
import type { HabitsRequest, HabitsResponse } from '../../shared/wire/habits.ts';
import type { RoleRightsRequest, RoleRightsResponse } from '../../shared/wire/role-rights.ts';
import type { RulesEditRequest, RulesEditResponse } from '../../shared/wire/rules-edit.ts';
import type { StaffListRequest, StaffListResponse } from '../../shared/wire/staff-list.ts';
import type { ReportRequest } from '../../shared/wire/report.ts';
import type { LedgerWriter } from '../../db/ledger/open-ledger.ts';
import type { ActRecorder } from './act-recorder.ts';
import type { Carrying } from './carry/carrying.ts';
import type { KeptTraces } from './kept-traces.ts';
import type { DeskListFiles } from './lists/desk-list-files.ts';
import type { CoreConfig } from './messages.ts';
import type { RefusalBook } from './refusals/refusal-book.ts';
import type { ReportAsked, ReportMade } from './reports/report-job.ts';
import type { PrinterPort } from './print/printer-port.ts';
import type { SlipQueue } from './print/slip-queue.ts';
import type { PhoneCodes } from './session/phone-codes.ts';
import type { DeskSession } from './session/session.ts';
import type { NoticeTextsRequest, NoticeTextsResponse } from '../../shared/wire/notice-texts.ts';
import type { HistoryAct, HistoryRequest } from '../../shared/wire/history.ts';
import type { HeldActsRequest, HeldActsResponse } from '../../shared/wire/held-acts.ts';
import type { DeskSight } from './desk-sight.ts';
import type { SyncStatus } from '../../shared/views/sync.ts';

/** Sync engine calls that handlers may use. */
type LinkControl = {
  status(): SyncStatus;
  isOnline(): boolean;
  syncNow(): void;
  pause(on: boolean): void;
};

export type Desk = DeskSight & {
  readonly config: CoreConfig;
  readonly ledger: LedgerWriter;
  readonly session: DeskSession;
  readonly phoneCodes: PhoneCodes;
  readonly recorder: ActRecorder;
  /** Patrons who were turned away here, until they ride with an act. */
  readonly refusals: Pick<RefusalBook, 'note' | 'waiting' | 'flush'>;
  readonly link: LinkControl;
  readonly carrying: Carrying;
  readonly slips: SlipQueue;
  /** Lists kept as files. */
  readonly listFiles: DeskListFiles;
  /** Of the latest answers. */
  readonly traces: KeptTraces;
  readonly printers: PrinterPort;
  readonly keyUnprotected: boolean;
  /** Makes a report beside everything else. Rejects with a HoldfastError where it cannot. */
  makeReport(asked: ReportAsked): Promise<ReportMade>;
  /** Has the server make a report of the whole library. Rejects with HF-SYNC-003 where it does not answer, or with the code of its refusal. */
  libraryReport(asked: ReportRequest): Promise<ReportDocument>;
  /**
   * Asks the server to read the number of another desk, and with a PIN for the code; `staff`: the name of the person
   * who asks. Rejects as libraryReport does.
   */
  phoneCode(asked: PhoneCodeRequest, staff: string): Promise<PhoneCodeResponse>;
  /** The rights of each role from the server, after a change if one is asked for. Throws as askServer does. */
  roleRights(asked: RoleRightsRequest, staff: string): Promise<RoleRightsResponse>;
  /** Sets how missing parts are settled, and returns the terms in force. Throws as askServer does. */
  partTerms(asked: PartTermsRequest, staff: string): Promise<PartTermsResponse>;
  /** Hands in the file of a gate's counter. Throws as askServer does. */
  /** Sets the library's keys and lesson settings, and returns the settings in force. Throws as askServer does. */
  habits(asked: HabitsRequest, staff: string): Promise<HabitsResponse>;
  /** Reads or works fees that go to another office. Throws as askServer does. */
  bills(asked: BillsRequest, staff: string): Promise<BillsAnswer>;
  /** Reads files of other offices that are taken in, or decides about one. Throws as askServer does. */
  dataFeeds(asked: DataFeedsRequest, staff: string): Promise<DataFeedsAnswer>;
  /** Checks an edit of the rules, and with a PIN puts it in force. Throws as askServer does. */
  rulesEdit(asked: RulesEditRequest, staff: string): Promise<RulesEditResponse>;
  /** The people who may sign in, after a change if one is asked for. Throws as askServer does. */
  staffList(asked: StaffListRequest, staff: string): Promise<StaffListResponse>;
  /** The words of notices, tried on a patron or set where that is asked for. Throws as askServer does. */
  noticeTexts(asked: NoticeTextsRequest, staff: string): Promise<NoticeTextsResponse>;
  /** Acts of all desks on a course or a copy. Throws as askServer does. */
  history(asked: HistoryRequest, staff: string): Promise<readonly HistoryAct[]>;
  /** Acts that wait behind exceptions, as the server has them. Throws as askServer does. */
  heldActs(asked: HeldActsRequest, staff: string): Promise<HeldActsResponse>;
  setLanguage(language: Language): void;
  /** Lets everything else that waits have its turn: no scan waits for a long list. */
  turn(): Promise<void>;
};

/** Throws HF-AUTH-021 when no one is signed in, HF-AUTH-024 when the person signed in lacks the right. */
export function requireRight(desk: Pick<Desk, 'session'>, right: Right): void {
  const { rights, staff } = desk.session.required();
  if (!rights.includes(right)) throw new HoldfastError('HF-AUTH-024', { staff });
}

/** The same for an act, as far as its right does not depend on its arguments. */
export function requireToDo(desk: Pick<Desk, 'session'>, act: Pick<AnyAct, 'rightSaid'>): void {
  desk.session.required();
  for (const right of saidRights(act)) requireRight(desk, right);
}
