PRAGMA application_id = 1212568144;

PRAGMA user_version = 330;

CREATE TABLE booking (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  patron_id TEXT,
  kind TEXT,
  to_at INTEGER
) STRICT;

CREATE TABLE branch (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE course (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  words TEXT
) STRICT;

CREATE VIRTUAL TABLE course_words USING fts5 (words, content='course', content_rowid='n', prefix='2 3 4',
  detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0');

CREATE TABLE credit (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE event (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  act_kind TEXT,
  item_id TEXT,
  title_id TEXT,
  patron_id TEXT
) STRICT;

CREATE TABLE event_loan (
  n INTEGER PRIMARY KEY,
  loan_id TEXT NOT NULL,
  event TEXT NOT NULL
) STRICT;

CREATE TABLE exception (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  state TEXT,
  weight TEXT,
  item_id TEXT,
  patron_id TEXT
) STRICT;

CREATE TABLE fee (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  patron_id TEXT,
  loan_id TEXT,
  outstanding INTEGER
) STRICT;

CREATE TABLE hold (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  title_id TEXT,
  patron_id TEXT,
  pickup TEXT,
  state TEXT
) STRICT;

CREATE TABLE item (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  barcode TEXT COLLATE NOCASE,
  barcode_end TEXT COLLATE NOCASE,
  title_id TEXT,
  call_number TEXT
, away TEXT, provisional INTEGER, cart TEXT, item_type TEXT, borrowed INTEGER) STRICT;

CREATE TABLE item_former (
  n INTEGER PRIMARY KEY,
  barcode TEXT NOT NULL COLLATE NOCASE,
  item TEXT NOT NULL
) STRICT;

CREATE TABLE library (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE loan (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  item_id TEXT,
  patron_id TEXT,
  state TEXT
) STRICT;

CREATE TABLE location (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE log_entry (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  branch TEXT,
  log_kind TEXT,
  at INTEGER,
  ended INTEGER
) STRICT;

CREATE TABLE neighbor_act (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  args TEXT NOT NULL,
  salt TEXT NOT NULL,
  before_at INTEGER,
  PRIMARY KEY (stream, seq)
) STRICT;

CREATE TABLE neighbor_policy (hash TEXT PRIMARY KEY, policy TEXT NOT NULL) STRICT;

CREATE TABLE notice (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  patron_id TEXT
, to_work TEXT, waiting TEXT) STRICT;

CREATE TABLE patron (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  family TEXT,
  given TEXT,
  words TEXT
) STRICT;

CREATE TABLE patron_handle (
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  form TEXT NOT NULL COLLATE NOCASE,
  patron TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE patron_words USING fts5 (words, content='patron', content_rowid='n', prefix='2 3 4',
  detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0');

CREATE TABLE policy (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE reading (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  course_id TEXT,
  title_id TEXT
) STRICT;

CREATE TABLE replica_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch TEXT NOT NULL,
  pos INTEGER NOT NULL,
  last_seq TEXT NOT NULL,
  schema INTEGER NOT NULL,
  as_of INTEGER NOT NULL
, partial INTEGER NOT NULL DEFAULT 0, neighbors TEXT) STRICT;

CREATE TABLE reserve (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  course_id TEXT,
  item_id TEXT
) STRICT;

CREATE TABLE rule_activation (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  at INTEGER
) STRICT;

CREATE TABLE rule_set (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE staff_mark (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE term (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE title (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  words TEXT
) STRICT;

CREATE VIRTUAL TABLE title_words USING fts5 (words, content='title', content_rowid='n', prefix='2 3 4',
  detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0');

CREATE UNIQUE INDEX booking_key ON booking (key);

CREATE INDEX booking_kind ON booking (kind, to_at);

CREATE INDEX booking_patron ON booking (patron_id);

CREATE UNIQUE INDEX branch_key ON branch (key);

CREATE UNIQUE INDEX course_key ON course (key);

CREATE UNIQUE INDEX credit_key ON credit (key);

CREATE INDEX event_item ON event (item_id) WHERE item_id IS NOT NULL;

CREATE UNIQUE INDEX event_key ON event (key);

CREATE INDEX event_loan_event ON event_loan (event);

CREATE INDEX event_loan_loan ON event_loan (loan_id);

CREATE INDEX event_payer ON event (patron_id) WHERE item_id IS NULL AND title_id IS NULL;

CREATE INDEX event_title ON event (title_id) WHERE title_id IS NOT NULL;

CREATE INDEX exception_item ON exception (item_id) WHERE state = 'open';

CREATE UNIQUE INDEX exception_key ON exception (key);

CREATE INDEX exception_open ON exception (weight) WHERE state = 'open';

CREATE INDEX exception_patron ON exception (patron_id) WHERE state = 'open';

CREATE INDEX exception_silent ON exception (key) WHERE json_extract(row, '$.code') = 'desk-silent';

CREATE INDEX fee_bill ON fee (patron_id) WHERE outstanding <> 0 AND json_extract(row, '$.kind') = 'lost';

CREATE UNIQUE INDEX fee_key ON fee (key);

CREATE INDEX fee_loan ON fee (loan_id) WHERE loan_id IS NOT NULL;

CREATE INDEX fee_patron ON fee (patron_id) WHERE outstanding <> 0;

CREATE UNIQUE INDEX hold_key ON hold (key);

CREATE INDEX hold_patron ON hold (patron_id) WHERE state IN ('waiting', 'captured');

CREATE INDEX hold_pickup ON hold (pickup) WHERE state IN ('waiting', 'captured');

CREATE INDEX hold_title ON hold (title_id) WHERE state IN ('waiting', 'captured');

CREATE INDEX item_away ON item (away) WHERE away IS NOT NULL;

CREATE INDEX item_barcode ON item (barcode);

CREATE INDEX item_barcode_end ON item (barcode_end);

CREATE INDEX item_borrowed ON item (key) WHERE borrowed = 1;

CREATE INDEX item_call_number ON item (call_number) WHERE call_number <> '';

CREATE INDEX item_cart ON item (cart) WHERE cart IS NOT NULL;

CREATE INDEX item_former_barcode ON item_former (barcode);

CREATE INDEX item_former_item ON item_former (item);

CREATE UNIQUE INDEX item_key ON item (key);

CREATE INDEX item_provisional ON item (key) WHERE provisional = 1;

CREATE INDEX item_seen_shelf
      ON item (json_extract(row, '$.state.seen.location'), json_extract(row, '$.state.seen.at'))
      WHERE json_extract(row, '$.state.seen.location') IS NOT NULL;

CREATE INDEX item_title ON item (title_id);

CREATE INDEX item_type ON item (item_type);

CREATE UNIQUE INDEX library_key ON library (key);

CREATE INDEX loan_claimed ON loan (key) WHERE state <> 'closed' AND json_extract(row, '$.claim') IS NOT NULL;

CREATE INDEX loan_due ON loan (json_extract(row, '$.dueAt'), item_id) WHERE state <> 'closed';

CREATE INDEX loan_item ON loan (item_id);

CREATE UNIQUE INDEX loan_key ON loan (key);

CREATE INDEX loan_lost ON loan (key) WHERE state = 'lost';

CREATE INDEX loan_moved ON loan (item_id) WHERE state <> 'closed' AND json_extract(row, '$.movedFrom') IS NOT NULL;

CREATE INDEX loan_patron ON loan (patron_id) WHERE state <> 'closed';

CREATE INDEX loan_returned ON loan (patron_id, json_extract(row, '$.inAt')) WHERE state = 'closed';

CREATE UNIQUE INDEX location_key ON location (key);

CREATE UNIQUE INDEX log_entry_key ON log_entry (key);

CREATE INDEX log_entry_of ON log_entry (branch, log_kind, at);

CREATE UNIQUE INDEX notice_key ON notice (key);

CREATE INDEX notice_of ON notice (patron_id);

CREATE INDEX notice_to_work ON notice (to_work) WHERE to_work IS NOT NULL;

CREATE INDEX notice_waiting ON notice (waiting) WHERE waiting IS NOT NULL;

CREATE INDEX patron_born ON patron (family || char(31) || given || char(31) || json_extract(row, '$.birthDate'))
      WHERE json_extract(row, '$.birthDate') IS NOT NULL;

CREATE INDEX patron_group ON patron (json_extract(row, '$.groupName'));

CREATE INDEX patron_handle_form ON patron_handle (kind, form);

CREATE INDEX patron_handle_patron ON patron_handle (patron);

CREATE INDEX patron_joined ON patron (key) WHERE json_extract(row, '$.joined') IS NOT NULL;

CREATE UNIQUE INDEX patron_key ON patron (key);

CREATE INDEX patron_living ON patron (family || char(31) || given || char(31) || lower(json_extract(row, '$.address')))
      WHERE json_extract(row, '$.address[0]') IS NOT NULL;

CREATE INDEX patron_name ON patron (family, given);

CREATE INDEX patron_provisional ON patron (key) WHERE json_extract(row, '$.provisional') = 1;

CREATE UNIQUE INDEX policy_key ON policy (key);

CREATE INDEX reading_course ON reading (course_id);

CREATE UNIQUE INDEX reading_key ON reading (key);

CREATE INDEX reading_title ON reading (title_id) WHERE title_id IS NOT NULL;

CREATE INDEX reserve_course ON reserve (course_id);

CREATE INDEX reserve_item ON reserve (item_id);

CREATE UNIQUE INDEX reserve_key ON reserve (key);

CREATE UNIQUE INDEX rule_activation_key ON rule_activation (key);

CREATE UNIQUE INDEX rule_set_key ON rule_set (key);

CREATE UNIQUE INDEX staff_mark_key ON staff_mark (key);

CREATE UNIQUE INDEX term_key ON term (key);

CREATE UNIQUE INDEX title_key ON title (key);

