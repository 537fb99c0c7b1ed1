// Names with addresses: accounts that may be one person's are found along them.

import type { Migration } from '../../open/migrate.ts';

export const livingAlike: Migration = {
  version: 140,
  up: (db) => {
    db.exec(`CREATE INDEX patron_living ON patron (family || char(31) || given || char(31) || lower(json_extract(row, '$.address')))
      WHERE json_extract(row, '$.address[0]') IS NOT NULL`);
  },
};
