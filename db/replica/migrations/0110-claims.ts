// Loans that are claimed: few among many, and a list of the desk asks for all of them.

import type { Migration } from '../../open/migrate.ts';

export const claims: Migration = {
  version: 110,
  up: (db) => {
    db.exec(
      `CREATE INDEX loan_claimed ON loan (key) WHERE state <> 'closed' AND json_extract(row, '$.claim') IS NOT NULL`,
    );
  },
};
