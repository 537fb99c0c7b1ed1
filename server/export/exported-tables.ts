// Tables that an export of the library takes along, with the contents of each.

import { BACKED_UP } from '../backup/backed-up-tables.ts';
import type { BulkTable } from '../store/table-keys.ts';

/**
 * Tables that stay: keys and tokens, and tables of work that servers do by themselves. Two servers that send the same notices, or write the same
 * reports, are worse than one that has to be set up for it.
 */
export const STAYS = {
  server_key: 'the key of the server: desks join the new one with a code',
  reader_token: 'tokens of readers: holdfast reader gives new ones',
  webhook: 'web hooks: holdfast webhook adds them again',
  connector: 'other systems that are told of acts: holdfast connector add says it again',
  connector_act: 'what each of them was told',
  connector_loan: 'loans there as they were last looked at',
  notice_settings: 'how notices are sent: holdfast library --mail says it again',
  notice_mark: 'how far notices are sent',
  report_schedule: 'reports that are made by themselves: holdfast report schedule says it again',
  data_feed: 'files of other offices that are taken in: holdfast feed add says it again',
  data_feed_run: 'what such files changed',
  import_run: 'what imports by a command changed',
  data_feed_file: 'such files that are not taken in yet',
  feed_head: 'the position is in the manifest',
} as const satisfies Partial<Record<BulkTable, string>>;

/** Columns that stay, by table: secrets of people and devices. Their replacements let no person or device in. */
export const WITHHELD = {
  staff: ['salt', 'pin_hash', 'badge_digest'],
  desk: ['pepper'],
} as const satisfies Partial<Record<BulkTable, readonly string[]>>;

export type ExportedTable = Exclude<BulkTable, keyof typeof STAYS>;

/** The contents of each table. */
const ABOUT: Readonly<Record<ExportedTable, string>> = {
  library: 'the library: name, zone, currency, settings',
  branch: 'the tree of systems and branches',
  location: 'shelving locations',
  rule_set: 'sets of loan rules with their calendars, by version',
  rule_activation: 'which rules were in force from when',
  policy: 'policies that loans were made under',
  staff_mark: 'how often the list of staff changed',
  title: 'titles',
  item: 'copies: catalogue data, where each is, and what its acts came to',
  term: 'terms of courses',
  course: 'courses',
  reading: 'readings of courses',
  reserve: 'copies on reserve',
  patron: 'patrons with their cards, blocks and messages',
  booking: 'bookings of equipment',
  loan: 'loans, open and ended',
  hold: 'holds, live and ended',
  fee: 'fees, with what was paid and waived of each',
  credit: 'money that patrons have to their credit',
  event: 'acts as the timelines keep them: what happened when, at which desk',
  exception: 'exceptions, open and settled',
  event_loan: 'the loans and fees that money acts name',
  patron_card: 'every number of a patron',
  patron_scope: 'which desks have a patron',
  patron_visit: 'systems where a card was asked for',
  patron_field: 'who wrote which field of a patron, and when',
  item_field: 'the same of copies',
  title_field: 'the same of titles',
  course_field: 'the same of courses',
  booking_act: 'acts on bookings',
  item_former: 'barcodes that copies had before',
  alias: 'rows that were merged into others',
  shift_entry: 'what was done in which shift, with its money',
  use_kind: 'kinds of patrons and copies in figures of use',
  circ_stat: 'figures of use, act by act, without names',
  refusal: 'who was turned away and why, without names',
  reference_tally: 'questions at the desk',
  log_entry: 'the log of branches: gate counts, checklists, messages, incidents',
  early_log_write: 'writes of log entries that are not there yet',
  early_tally_write: 'writes of questions that are not there yet',
  early_account_write: 'writes of accounts that are not there yet',
  bill_layout: 'how files to other offices look',
  bill_batch: 'files of bills that were made',
  bill_line: 'their lines',
  notice: 'notices to patrons',
  notice_message: 'the messages that carried them',
  notice_part: 'which message carried which notice',
  exception_resolution: 'how exceptions were settled, and by whom',
  exception_work: 'work on exceptions that did not end them',
  feed_row: 'which desks get which rows',
  envelope: 'acts as desks signed and sent them',
  receipt: 'what the server answered to each',
  quarantine: 'acts that contradict others, as they came',
  desk: 'desks, with their public keys',
  desk_stream: 'streams of acts by desk',
  held_back: 'acts of time that wait for silent desks',
  rules_to_fold_under: 'rules whose loans are still to be counted anew',
  import_row: 'rows of the last import, which the next one compares with',
  feed_mark: 'when the library was how far',
  staff: 'staff, without what they sign in with',
  staff_role: 'roles of staff, from when',
  role_rights: 'rights of roles, from when',
  night_grant: 'rights that were given for a while',
  report_export: 'reports that were taken out as files',
  kept_figures: 'figures of days that are over',
  pin_tries: 'wrong PINs',
  purged: 'what was purged',
};

/** The tables of an export, each with its contents. */
export const EXPORTED: readonly { readonly table: BulkTable; readonly about: string }[] = BACKED_UP.flatMap((table) =>
  isExported(table) ? [{ table, about: ABOUT[table] }] : [],
);

function isExported(table: BulkTable): table is ExportedTable {
  return !Object.hasOwn(STAYS, table);
}

/** The columns of a table that an export leaves out. */
export function withheldOf(table: BulkTable): readonly string[] {
  const withheld: Partial<Record<BulkTable, readonly string[]>> = WITHHELD;
  return withheld[table] ?? [];
}
