// Copies of other libraries: few among many, and a list of the desk asks for all of them.

import type { Migration } from '../../open/migrate.ts';

export const borrowedItems: Migration = {
  version: 230,
  up: (db) => {
    db.exec('ALTER TABLE item ADD COLUMN borrowed INTEGER');
    db.exec('CREATE INDEX item_borrowed ON item (key) WHERE borrowed = 1');
  },
};
