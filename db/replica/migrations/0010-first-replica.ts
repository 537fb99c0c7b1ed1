// The first form of the replica: one table for each kind of row, with the row as the server sent it (JSON) and the columns that are
// searched by. Text that people search is stored folded. Full-text indexes are kept by the program, in the order of row numbers.

import type { Migration } from '../../open/migrate.ts';

export const firstReplica: Migration = {
  version: 10,
  up: (db) => {
    // "HFRP": tells the file from other databases of the same key.
    db.exec('PRAGMA application_id = 1212568144');
    for (const statement of [state, ...tables, ...sideTables, ...indexes, ...wordIndexes]) db.exec(statement);
  },
};

// Where on the feed this copy is, the last seq of each of this desk's streams whose effects are in it, and the moment it is complete to.
const state = `CREATE TABLE replica_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch TEXT NOT NULL,
  pos INTEGER NOT NULL,
  last_seq TEXT NOT NULL,
  schema INTEGER NOT NULL,
  as_of INTEGER NOT NULL
) STRICT`;

function kindTable(table: string, ...columns: readonly string[]): string {
  return `CREATE TABLE ${table} (
  ${['n INTEGER PRIMARY KEY', 'key TEXT NOT NULL', 'version INTEGER NOT NULL', 'row TEXT NOT NULL', ...columns].join(',\n  ')}
) STRICT`;
}

const tables = [
  kindTable('library'),
  kindTable('branch'),
  kindTable('location'),
  kindTable('rule_set'),
  kindTable('rule_activation', 'at INTEGER'),
  kindTable('policy'),
  kindTable('staff_mark'),
  kindTable('title', 'words TEXT'),
  kindTable(
    'item',
    'barcode TEXT COLLATE NOCASE',
    'barcode_end TEXT COLLATE NOCASE',
    'title_id TEXT',
    'call_number TEXT',
  ),
  kindTable('patron', 'family TEXT', 'given TEXT', 'words TEXT'),
  kindTable('loan', 'item_id TEXT', 'patron_id TEXT', 'state TEXT'),
  kindTable('hold', 'title_id TEXT', 'patron_id TEXT', 'pickup TEXT', 'state TEXT'),
  kindTable('fee', 'patron_id TEXT', 'loan_id TEXT', 'outstanding INTEGER'),
  kindTable('credit'),
  kindTable('event', 'act_kind TEXT', 'item_id TEXT', 'title_id TEXT', 'patron_id TEXT'),
  kindTable('exception', 'state TEXT', 'weight TEXT', 'item_id TEXT', 'patron_id TEXT'),
];

const sideTables = [
  // Everything that names a patron exactly: cards (old ones too; also backwards, for their ends), e-mail addresses, phone numbers.
  `CREATE TABLE patron_handle (
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  form TEXT NOT NULL COLLATE NOCASE,
  patron TEXT NOT NULL
) STRICT`,
  // Loans that a money act names.
  `CREATE TABLE event_loan (
  n INTEGER PRIMARY KEY,
  loan_id TEXT NOT NULL,
  event TEXT NOT NULL
) STRICT`,
];

const keyed = [
  'library',
  'branch',
  'location',
  'rule_set',
  'rule_activation',
  'policy',
  'staff_mark',
  'title',
  'item',
  'patron',
  'loan',
  'hold',
  'fee',
  'credit',
  'event',
  'exception',
];

const indexes = [
  ...keyed.map((table) => `CREATE UNIQUE INDEX ${table}_key ON ${table} (key)`),
  'CREATE INDEX item_barcode ON item (barcode)',
  'CREATE INDEX item_barcode_end ON item (barcode_end)',
  'CREATE INDEX item_title ON item (title_id)',
  "CREATE INDEX item_call_number ON item (call_number) WHERE call_number <> ''",
  'CREATE INDEX patron_name ON patron (family, given)',
  'CREATE INDEX patron_handle_form ON patron_handle (kind, form)',
  'CREATE INDEX patron_handle_patron ON patron_handle (patron)',
  'CREATE INDEX loan_item ON loan (item_id)',
  "CREATE INDEX loan_patron ON loan (patron_id) WHERE state <> 'closed'",
  "CREATE INDEX hold_title ON hold (title_id) WHERE state IN ('waiting', 'captured')",
  "CREATE INDEX hold_patron ON hold (patron_id) WHERE state IN ('waiting', 'captured')",
  "CREATE INDEX hold_pickup ON hold (pickup) WHERE state IN ('waiting', 'captured')",
  'CREATE INDEX fee_patron ON fee (patron_id) WHERE outstanding <> 0',
  'CREATE INDEX fee_loan ON fee (loan_id) WHERE loan_id IS NOT NULL',
  'CREATE INDEX event_item ON event (item_id) WHERE item_id IS NOT NULL',
  'CREATE INDEX event_title ON event (title_id) WHERE title_id IS NOT NULL',
  'CREATE INDEX event_payer ON event (patron_id) WHERE item_id IS NULL AND title_id IS NULL',
  'CREATE INDEX event_loan_loan ON event_loan (loan_id)',
  'CREATE INDEX event_loan_event ON event_loan (event)',
  "CREATE INDEX exception_open ON exception (weight) WHERE state = 'open'",
  "CREATE INDEX exception_item ON exception (item_id) WHERE state = 'open'",
  "CREATE INDEX exception_patron ON exception (patron_id) WHERE state = 'open'",
];

/** A full-text index over a column `words`. It keeps which rows have a word and nothing else: ranks are never asked for. */
function wordIndex(table: string): string {
  return `CREATE VIRTUAL TABLE ${table}_words USING fts5 (words, content='${table}', content_rowid='n', prefix='2 3 4',
  detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')`;
}

const wordIndexes = [wordIndex('title'), wordIndex('patron')];
