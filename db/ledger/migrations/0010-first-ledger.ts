// The first form of the ledger. What a desk did can be added to and never changed: triggers say so for whoever opens the file.
// Tables of shifts and slips are here before their screens, with a `detail` (JSON) for what those will add.

import type { Migration } from '../../open/migrate.ts';

export const firstLedger: Migration = {
  version: 10,
  up: (db) => {
    // "HFLG": tells the file from other databases of the same key.
    db.exec('PRAGMA application_id = 1212566599');
    for (const statement of [...tables, ...triggers]) db.exec(statement);
  },
};

const tables = [
  // Who this desk is. One row, made by enrolment.
  `CREATE TABLE identity (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  desk_id TEXT NOT NULL,
  desk_name TEXT NOT NULL,
  branch TEXT NOT NULL,
  system TEXT,
  library TEXT NOT NULL,
  server_url TEXT NOT NULL,
  server_key TEXT NOT NULL,
  epoch TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL
) STRICT`,
  // Unbroken sequences of commands; the newest is the one in use. after_…: the last act of the stream that it replaces.
  `CREATE TABLE stream (
  n INTEGER PRIMARY KEY,
  stream TEXT NOT NULL UNIQUE,
  desk_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  after_stream TEXT,
  after_seq INTEGER,
  after_hash TEXT
) STRICT`,
  // n: order of recording over all streams. body: the exact text that was hashed and signed. args and salt: NULL once purged.
  `CREATE TABLE envelope (
  n INTEGER PRIMARY KEY,
  stream TEXT NOT NULL REFERENCES stream (stream),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  id TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  hash TEXT NOT NULL,
  args TEXT,
  salt TEXT,
  recorded_at INTEGER NOT NULL,
  UNIQUE (stream, seq)
) STRICT`,
  // What a purge still has to look at.
  'CREATE INDEX envelope_not_purged ON envelope (recorded_at) WHERE args IS NOT NULL',
  // The server's answers as their exact texts. No reference to envelope: a ledger restored from a backup gets answers to acts that it lost.
  `CREATE TABLE receipt (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID`,
  `CREATE INDEX receipt_outcome ON receipt (outcome) WHERE outcome = 'held'`,
  // Held acts that were seen on the feed since: they are in the timeline now.
  `CREATE TABLE released (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  released_at INTEGER NOT NULL,
  PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID`,
  // Resolved policies under their hashes, each with the first loan that used it.
  `CREATE TABLE policy (
  hash TEXT PRIMARY KEY,
  policy TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  // Who may sign in without a network, as the server granted it.
  `CREATE TABLE staff_grant (
  staff_id TEXT PRIMARY KEY,
  staff TEXT NOT NULL,
  badge_digest TEXT,
  grant_json TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE INDEX staff_grant_staff ON staff_grant (staff)`,
  `CREATE INDEX staff_grant_badge ON staff_grant (badge_digest) WHERE badge_digest IS NOT NULL`,
  `CREATE TABLE staff_grant_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL
) STRICT`,
  `CREATE TABLE sign_in_failure (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  locked_until INTEGER
) STRICT, WITHOUT ROWID`,
  // Sign-ins and what ended them. Refused ones carry no name that is not a staff member's: somebody may have typed a PIN there.
  `CREATE TABLE session_entry (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  staff_id TEXT,
  detail TEXT NOT NULL DEFAULT '{}'
) STRICT`,
  `CREATE INDEX session_entry_at ON session_entry (at)`,
  // When the server last answered this desk.
  `CREATE TABLE contact (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  last_at INTEGER NOT NULL
) STRICT`,
  // The replica in use: replica-<generation>.db.
  `CREATE TABLE replica_generation (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL,
  activated_at INTEGER NOT NULL
) STRICT`,
  `CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE shift (
  shift_id TEXT PRIMARY KEY,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  starting_cash_minor INTEGER,
  closed_at INTEGER,
  closed_by TEXT,
  counted_minor INTEGER,
  counted_by TEXT,
  expected_minor INTEGER,
  detail TEXT NOT NULL DEFAULT '{}'
) STRICT`,
  `CREATE INDEX shift_opened ON shift (opened_at)`,
  // Numbered per desk. content: NULL once purged.
  `CREATE TABLE slip (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  act_id TEXT,
  shift_id TEXT,
  made_at INTEGER NOT NULL,
  content TEXT,
  detail TEXT NOT NULL DEFAULT '{}'
) STRICT`,
  `CREATE INDEX slip_act ON slip (act_id) WHERE act_id IS NOT NULL`,
];

/** Refuses any change and any removal of a table's rows. */
function kept(table: string): string[] {
  return [
    `CREATE TRIGGER ${table}_is_never_changed BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is never changed'); END`,
    `CREATE TRIGGER ${table}_is_never_removed BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is never removed'); END`,
  ];
}

const triggers = [
  ...kept('stream'),
  ...kept('receipt'),
  ...kept('released'),
  ...kept('policy'),
  `CREATE TRIGGER envelope_in_order BEFORE INSERT ON envelope
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM envelope WHERE stream = NEW.stream)
  OR NEW.stream IS NOT (SELECT stream FROM stream ORDER BY n DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'envelope is out of order'); END`,
  `CREATE TRIGGER envelope_is_only_purged BEFORE UPDATE ON envelope
WHEN NEW.args IS NOT NULL OR NEW.salt IS NOT NULL
  OR NEW.n IS NOT OLD.n OR NEW.stream IS NOT OLD.stream OR NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id
  OR NEW.body IS NOT OLD.body OR NEW.signature IS NOT OLD.signature OR NEW.hash IS NOT OLD.hash
  OR NEW.recorded_at IS NOT OLD.recorded_at
BEGIN SELECT RAISE(ABORT, 'envelope is only purged'); END`,
  `CREATE TRIGGER envelope_is_never_removed BEFORE DELETE ON envelope
BEGIN SELECT RAISE(ABORT, 'envelope is never removed'); END`,
];
