// Notices that wait to be sent: few among all that were, and staff ask why.

import type { Migration } from '../../open/migrate.ts';

export const noticesWaiting: Migration = {
  version: 320,
  up: (db) => {
    db.exec('ALTER TABLE notice ADD COLUMN waiting TEXT');
    db.exec('CREATE INDEX notice_waiting ON notice (waiting) WHERE waiting IS NOT NULL');
    db.exec(`UPDATE notice SET waiting = json_extract(row, '$.branch') WHERE json_extract(row, '$.state') = 'waiting'`);
  },
};
