// Barcodes that copies had before their label was replaced: few among many, and each still finds its copy.

import type { Migration } from '../../open/migrate.ts';

export const formerBarcodes: Migration = {
  version: 60,
  up: (db) => {
    db.exec(`CREATE TABLE item_former (
  n INTEGER PRIMARY KEY,
  barcode TEXT NOT NULL COLLATE NOCASE,
  item TEXT NOT NULL
) STRICT`);
    // Rows of a newer server that this copy took in before it had the table.
    db.exec(`INSERT INTO item_former (barcode, item)
      SELECT former.value, item.key FROM item, json_each(item.row, '$.formerBarcodes') AS former
      WHERE item.row LIKE '%formerBarcodes%'`);
    db.exec('CREATE INDEX item_former_barcode ON item_former (barcode)');
    db.exec('CREATE INDEX item_former_item ON item_former (item)');
  },
};
