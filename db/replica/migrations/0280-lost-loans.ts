// Lost loans: few among many, and the review of replacements asks for all of them.

import type { Migration } from '../../open/migrate.ts';

export const lostLoans: Migration = {
  version: 280,
  up: (db) => {
    db.exec(`CREATE INDEX loan_lost ON loan (key) WHERE state = 'lost'`);
  },
};
