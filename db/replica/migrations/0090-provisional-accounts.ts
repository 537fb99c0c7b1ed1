// Accounts that desks made for cards nobody knew, and bills that are owed: few among many, and lists of the desk ask for all of them.

import type { Migration } from '../../open/migrate.ts';

export const provisionalAccounts: Migration = {
  version: 90,
  up: (db) => {
    db.exec(`CREATE INDEX patron_provisional ON patron (key) WHERE json_extract(row, '$.provisional') = 1`);
    db.exec(`CREATE INDEX fee_bill ON fee (patron_id) WHERE outstanding <> 0 AND json_extract(row, '$.kind') = 'lost'`);
  },
};
