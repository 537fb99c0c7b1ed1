// Loans whose dates a closing moved: few among many, and a closing that is taken back asks for all of them.

import type { Migration } from '../../open/migrate.ts';

export const movedLoans: Migration = {
  version: 150,
  up: (db) => {
    db.exec(
      `CREATE INDEX loan_moved ON loan (item_id) WHERE state <> 'closed' AND json_extract(row, '$.movedFrom') IS NOT NULL`,
    );
  },
};
