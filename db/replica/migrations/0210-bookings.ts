// Bookings of equipment, by kind and by patron, and items by their type: the units of a kind.

import type { Migration } from '../../open/migrate.ts';

const statements = [
  `CREATE TABLE booking (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  row TEXT NOT NULL,
  patron_id TEXT,
  kind TEXT,
  to_at INTEGER
) STRICT`,
  'CREATE UNIQUE INDEX booking_key ON booking (key)',
  'CREATE INDEX booking_patron ON booking (patron_id)',
  'CREATE INDEX booking_kind ON booking (kind, to_at)',
  'ALTER TABLE item ADD COLUMN item_type TEXT',
  `UPDATE item SET item_type = json_extract(row, '$.kind')`,
  'CREATE INDEX item_type ON item (item_type)',
];

export const bookings: Migration = {
  version: 210,
  up: (db) => {
    for (const statement of statements) db.exec(statement);
  },
};
