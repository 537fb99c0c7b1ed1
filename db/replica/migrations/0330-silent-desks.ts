// Exceptions about silent desks: few among all, and every list of a patron's notices asks for them.

import type { Migration } from '../../open/migrate.ts';

export const silentDesks: Migration = {
  version: 330,
  up: (db) => {
    db.exec(`CREATE INDEX exception_silent ON exception (key) WHERE json_extract(row, '$.code') = 'desk-silent'`);
  },
};
