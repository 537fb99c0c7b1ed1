// Copies by the shelf where they were last seen: an inventory asks for those that belong elsewhere.

import type { Migration } from '../../open/migrate.ts';

export const seenOnShelves: Migration = {
  version: 290,
  up: (db) => {
    db.exec(`CREATE INDEX item_seen_shelf
      ON item (json_extract(row, '$.state.seen.location'), json_extract(row, '$.state.seen.at'))
      WHERE json_extract(row, '$.state.seen.location') IS NOT NULL`);
  },
};
