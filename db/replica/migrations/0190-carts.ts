// Copies that wait on a cart for their shelves: few among many, and the lists of carts ask for all of them.

import type { Migration } from '../../open/migrate.ts';

export const carts: Migration = {
  version: 190,
  up: (db) => {
    db.exec('ALTER TABLE item ADD COLUMN cart TEXT');
    db.exec('CREATE INDEX item_cart ON item (cart) WHERE cart IS NOT NULL');
  },
};
