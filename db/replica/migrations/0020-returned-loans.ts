// What a patron brought back, by when: rules may let them wait before they have the same again. Nobody else looks closed loans up by patron,
// so that only these are kept in the index, and by a moment that the row alone holds.

import type { Migration } from '../../open/migrate.ts';

export const returnedLoans: Migration = {
  version: 20,
  up: (db) => {
    db.exec(`CREATE INDEX loan_returned ON loan (patron_id, json_extract(row, '$.inAt')) WHERE state = 'closed'`);
  },
};
