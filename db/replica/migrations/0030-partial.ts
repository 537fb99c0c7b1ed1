// A copy may be there that has the library and its rules, and its items and patrons not yet.

import type { Migration } from '../../open/migrate.ts';

export const partialCopies: Migration = {
  version: 30,
  up: (db) => db.exec('ALTER TABLE replica_state ADD COLUMN partial INTEGER NOT NULL DEFAULT 0'),
};
