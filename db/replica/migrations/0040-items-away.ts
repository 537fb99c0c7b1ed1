// Copies that are missing or on their way: few among many, and lists of the desk ask for all of them.

import type { Migration } from '../../open/migrate.ts';

export const itemsAway: Migration = {
  version: 40,
  up: (db) => {
    db.exec('ALTER TABLE item ADD COLUMN away TEXT');
    db.exec(`UPDATE item SET away = json_extract(row, '$.state.status')
      WHERE json_extract(row, '$.state.status') IN ('missing', 'in-transit')`);
    db.exec('CREATE INDEX item_away ON item (away) WHERE away IS NOT NULL');
  },
};
