// The tables of data that leaves the library: bills, notices, reports, web hooks, acts told to other systems. Portable types, as in tables.ts.

import type { Flag, StateTable, Text } from './table-types.ts';

/** Every one of them by name. */
export type OutwardTables = {
  /** Notices to patrons, as Notice. */
  notice: StateTable & {
    patron_id: Text;
    kind: Text;
    state: Text;
    branch: Text;
    made_at: number;
    send_at: number;
  };
  /**
   * Messages that carry notices, under an id made of these: `claimed` by a process until a moment, `sending` from just before it is handed over,
   * `sent`, `again` when it is tried once more at that moment, `doubtful`, `refused` or `void`.
   */
  notice_message: {
    id: Text;
    patron_id: Text;
    channel: Text;
    state: Text;
    owner: Text;
    until: number;
    tries: number;
    at: number;
    code: Text | null;
    /** Hashes of the e-mail addresses that it went to, and of the reports that it came back; apart by spaces, the newest last. */
    sent_to: Text | null;
    reports: Text | null;
  };
  /** The message of a notice. */
  notice_part: { notice_id: Text; message_id: Text };
  /** One row: how the library sends, as MailSettings, and since when it does. */
  notice_settings: { id: Text; since: number; body: Text };
  /** `feed`: notices of changes up to this position are made. `time`: those of moments up to this one. */
  notice_mark: { id: Text; value: number };
  /** Readers of public data, by the digest of their token. */
  reader_token: { hash: Text; name: Text; created_at: number };
  /**
   * Receivers of acts. `acts`: names as JSON, null = all. `position`: sent up to there; `trying`: where the message ends that was not taken.
   * Not before `next_at`: while one server sends to it, or until a failed message is tried again.
   */
  webhook: {
    name: Text;
    url: Text;
    secret: Text;
    acts: Text | null;
    created_at: number;
    position: number;
    trying: number | null;
    failures: number;
    failed_since: number | null;
    failed_why: Text | null;
    next_at: number;
  };
  /**
   * The rehearsal of backup and restore, in one row: counted from `since`, tried and passed at these moments. While one is made no other process makes
   * it, until `claimed_until`.
   */
  rehearsal: {
    id: number;
    since: number;
    claimed_until: number;
    tried_at: number | null;
    passed_at: number | null;
    row_count: number | null;
    took_ms: number | null;
    failed_code: Text | null;
    failed_why: Text | null;
  };
  /**
   * Other library systems that get messages of acts. `position`: acts up to there are in `connector_act`. `claimed_by`: the server that works on it
   * now.
   * Not before `next_at` after a failure; `failures` 0 = it is reached, since `state_since`. `pulled`: how far each of its lists was read, as JSON.
   */
  connector: {
    name: Text;
    kind: Text;
    settings: Text;
    created_at: number;
    position: number;
    epoch: Text;
    paused: Flag;
    claimed_by: Text | null;
    claimed_until: number;
    next_at: number;
    failures: number;
    state_since: number;
    failed_why: Text | null;
    pulled: Text | null;
  };
  /** Messages to each connector, as ToldBody in `body`. `part` 0: the check-in that a checkout to another patron contains; 1: the act itself. */
  connector_act: {
    connector: Text;
    act_id: Text;
    part: number;
    kind: Text;
    position: number;
    at: number;
    item_id: Text | null;
    patron_id: Text | null;
    state: Text;
    tries: number;
    told_at: number | null;
    body: Text;
  };
  /** Loans there as they were last looked at, as LoanBody in `body`. `state`: open, in, or unknown where its card or barcode is not known here. */
  connector_loan: {
    connector: Text;
    loan: Text;
    item_id: Text | null;
    patron_id: Text | null;
    state: Text;
    seen_at: number;
    body: Text;
  };
  /** How files to other offices look, as BillLayout, by name. */
  bill_layout: { name: Text; set_at: number; body: Text };
  /** Files of fees to other offices, as BillBatch; numbered without gaps. */
  bill_batch: { id: Text; number: number; layout: Text; state: Text; made_at: number; body: Text };
  /** Their lines, as BillLine. */
  bill_line: {
    batch: Text;
    n: number;
    patron_id: Text;
    fee_id: Text;
    amount_minor: number;
    state: Text;
    body: Text;
  };
  /**
   * Reports that are made by themselves: `forms` as JSON, `at_minute` of the day after the period, `done_to` the end of the newest period that
   * was made. While one is being made no other process makes it, until `claimed_until`.
   */
  report_schedule: {
    id: Text;
    made_at: number;
    kind: Text;
    period: Text;
    at_minute: number;
    forms: Text;
    folder: Text;
    audience: Text;
    language: Text;
    done_to: number;
    claimed_until: number;
    failed_at: number | null;
    failed_code: Text | null;
  };
  /** Reports of the library that were taken out as files: from a desk, at the command line or by a schedule. */
  report_export: {
    id: Text;
    at: number;
    way: Text;
    desk_id: Text | null;
    staff_id: Text | null;
    kind: Text;
    from_at: number;
    to_at: number;
    form: Text;
    audience: Text;
  };
};
