// Loans that are out by when they are due: what is overdue, and what is due in a time whose dates are all moved.

import type { Migration } from '../../open/migrate.ts';

export const loansDue: Migration = {
  version: 80,
  up: (db) => {
    db.exec(`CREATE INDEX loan_due ON loan (json_extract(row, '$.dueAt'), item_id) WHERE state <> 'closed'`);
  },
};
