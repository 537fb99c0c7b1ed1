// Copies that desks recorded because the catalog did not have them: few among many, and a list of the desk asks for all of them.

import type { Migration } from '../../open/migrate.ts';

export const provisionalItems: Migration = {
  version: 70,
  up: (db) => {
    db.exec('ALTER TABLE item ADD COLUMN provisional INTEGER');
    db.exec(`UPDATE item SET provisional = 1 WHERE json_extract(row, '$.provisional') = 1`);
    db.exec('CREATE INDEX item_provisional ON item (key) WHERE provisional = 1');
  },
};
