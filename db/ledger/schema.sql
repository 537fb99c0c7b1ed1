PRAGMA application_id = 1212566599;

PRAGMA user_version = 180;

CREATE TABLE call_act (
  n INTEGER PRIMARY KEY,
  call_id TEXT NOT NULL,
  act_id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE contact (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  last_at INTEGER NOT NULL
) STRICT;

CREATE TABLE envelope (
  n INTEGER PRIMARY KEY,
  stream TEXT NOT NULL REFERENCES stream (stream),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  id TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  hash TEXT NOT NULL,
  args TEXT,
  salt TEXT,
  recorded_at INTEGER NOT NULL, by_proxy INTEGER,
  UNIQUE (stream, seq)
) STRICT;

CREATE TABLE identity (
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
) STRICT;

CREATE TABLE loss (
  n INTEGER PRIMARY KEY,
  found_at INTEGER NOT NULL,
  stream TEXT NOT NULL,
  ledger_seq INTEGER NOT NULL,
  up_to INTEGER NOT NULL,
  server_seq INTEGER NOT NULL DEFAULT 0,
  log TEXT
) STRICT;

CREATE TABLE outage (
  outage_id TEXT PRIMARY KEY,
  began_at INTEGER NOT NULL,
  ended_at INTEGER,
  data_as_of INTEGER,
  after_n INTEGER NOT NULL,
  to_n INTEGER,
  causes TEXT NOT NULL,
  signed_at INTEGER,
  signed_by TEXT,
  signed_act TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE policy (
  hash TEXT PRIMARY KEY,
  policy TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE released (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  released_at INTEGER NOT NULL,
  PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE replica_generation (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL,
  activated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE server_epoch (
  n INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL,
  met_at INTEGER NOT NULL,
  seen_at INTEGER,
  seen_by TEXT
) STRICT;

CREATE TABLE session_entry (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  staff_id TEXT,
  detail TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_failure (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  locked_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE slip (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  act_id TEXT,
  shift_id TEXT,
  made_at INTEGER NOT NULL,
  content TEXT,
  detail TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE staff_grant (
  staff_id TEXT PRIMARY KEY,
  staff TEXT NOT NULL,
  badge_digest TEXT,
  grant_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_grant_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL
) STRICT;

CREATE TABLE stream (
  n INTEGER PRIMARY KEY,
  stream TEXT NOT NULL UNIQUE,
  desk_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  after_stream TEXT,
  after_seq INTEGER,
  after_hash TEXT
) STRICT;

CREATE INDEX call_act_of_call ON call_act (call_id);

CREATE INDEX envelope_at ON envelope (recorded_at);

CREATE INDEX envelope_bounds_shift ON envelope (n) WHERE json_extract(body, '$.name') IN ('openShift', 'closeShift');

CREATE INDEX envelope_by_proxy ON envelope (recorded_at) WHERE by_proxy IS NOT NULL;

CREATE INDEX envelope_facts ON envelope (
  json_extract(body, '$.shiftId'),
  n,
  json_extract(body, '$.name'),
  recorded_at,
  id,
  json_extract(body, '$.staffId'),
  json_extract(body, '$.channel'),
  json_extract(body, '$.branch'),
  json_extract(body, '$.override.codes'),
  json_extract(body, '$.told.policyRef.policyHash'),
  json_extract(body, '$.told.fills'),
  json_extract(body, '$.told.holdId'),
  json_extract(body, '$.told.inHouse'),
  json_extract(body, '$.told.takenBack'),
  json_extract(args, '$.command.itemId'),
  json_extract(args, '$.command.patronId'),
  json_extract(args, '$.command.commandId'),
  json_extract(args, '$.command.reason'),
  json_extract(args, '$.command.count')
);

CREATE INDEX envelope_names_patrons ON envelope (n)
  WHERE json_extract(body, '$.name') IN ('mergePatrons', 'resolveItem');

CREATE INDEX envelope_not_purged ON envelope (recorded_at) WHERE args IS NOT NULL;

CREATE INDEX envelope_of_patron ON envelope (json_extract(args, '$.command.patronId'), n)
  WHERE json_extract(args, '$.command.patronId') IS NOT NULL;

CREATE INDEX envelope_stated ON envelope (json_extract(body, '$.shiftId'), id, json_extract(body, '$.stated.at'))
  WHERE json_extract(body, '$.stated.at') IS NOT NULL;

CREATE INDEX envelope_with_grant ON envelope (json_extract(body, '$.override.grantId')) WHERE json_extract(body, '$.override.grantId') IS NOT NULL;

CREATE INDEX envelope_with_refusals ON envelope (recorded_at) WHERE json_extract(body, '$.refused') IS NOT NULL;

CREATE INDEX envelope_with_slip ON envelope (n) WHERE json_extract(body, '$.told.slipNumber') IS NOT NULL;

CREATE INDEX envelope_writes_item ON envelope (json_extract(args, '$.command.itemId'), n)
  WHERE json_extract(args, '$.command.fields') IS NOT NULL;

CREATE INDEX outage_began ON outage (began_at);

CREATE INDEX receipt_outcome ON receipt (outcome) WHERE outcome = 'held';

CREATE INDEX session_entry_at ON session_entry (at);

CREATE INDEX slip_act ON slip (act_id) WHERE act_id IS NOT NULL;

CREATE INDEX staff_grant_badge ON staff_grant (badge_digest) WHERE badge_digest IS NOT NULL;

CREATE INDEX staff_grant_staff ON staff_grant (staff);

CREATE TRIGGER envelope_in_order BEFORE INSERT ON envelope
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM envelope WHERE stream = NEW.stream)
  OR NEW.stream IS NOT (SELECT stream FROM stream ORDER BY n DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'envelope is out of order'); END;

CREATE TRIGGER envelope_is_never_removed BEFORE DELETE ON envelope
BEGIN SELECT RAISE(ABORT, 'envelope is never removed'); END;

CREATE TRIGGER envelope_is_only_purged BEFORE UPDATE ON envelope
WHEN NEW.args IS NOT NULL OR NEW.salt IS NOT NULL
  OR NEW.n IS NOT OLD.n OR NEW.stream IS NOT OLD.stream OR NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id
  OR NEW.body IS NOT OLD.body OR NEW.signature IS NOT OLD.signature OR NEW.hash IS NOT OLD.hash
  OR NEW.recorded_at IS NOT OLD.recorded_at OR NEW.by_proxy IS NOT OLD.by_proxy
BEGIN SELECT RAISE(ABORT, 'envelope is only purged'); END;

CREATE TRIGGER policy_is_never_changed BEFORE UPDATE ON policy
BEGIN SELECT RAISE(ABORT, 'policy is never changed'); END;

CREATE TRIGGER policy_is_never_removed BEFORE DELETE ON policy
BEGIN SELECT RAISE(ABORT, 'policy is never removed'); END;

CREATE TRIGGER receipt_is_never_changed BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipt is never changed'); END;

CREATE TRIGGER receipt_is_never_removed BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipt is never removed'); END;

CREATE TRIGGER released_is_never_changed BEFORE UPDATE ON released
BEGIN SELECT RAISE(ABORT, 'released is never changed'); END;

CREATE TRIGGER released_is_never_removed BEFORE DELETE ON released
BEGIN SELECT RAISE(ABORT, 'released is never removed'); END;

CREATE TRIGGER stream_is_never_changed BEFORE UPDATE ON stream
BEGIN SELECT RAISE(ABORT, 'stream is never changed'); END;

CREATE TRIGGER stream_is_never_removed BEFORE DELETE ON stream
BEGIN SELECT RAISE(ABORT, 'stream is never removed'); END;

