// Names with birth dates: accounts that may be one person's are found along them.

import type { Migration } from '../../open/migrate.ts';

export const bornAlike: Migration = {
  version: 130,
  up: (db) => {
    db.exec(`CREATE INDEX patron_born ON patron (family || char(31) || given || char(31) || json_extract(row, '$.birthDate'))
      WHERE json_extract(row, '$.birthDate') IS NOT NULL`);
  },
};
