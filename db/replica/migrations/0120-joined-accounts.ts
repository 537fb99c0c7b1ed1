// Accounts that others were joined into: few among many, and an act that names one of the others looks for it.

import type { Migration } from '../../open/migrate.ts';

export const joinedAccounts: Migration = {
  version: 120,
  up: (db) => {
    db.exec(`CREATE INDEX patron_joined ON patron (key) WHERE json_extract(row, '$.joined') IS NOT NULL`);
  },
};
