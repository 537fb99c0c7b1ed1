// Acts of one day, and what was written in one copy, are looked for while people wait; a year of acts was read through for each.

import type { Migration } from '../../open/migrate.ts';

export const lookedFor: Migration = {
  version: 150,
  up: (db) => {
    db.exec('CREATE INDEX envelope_at ON envelope (recorded_at)');
    db.exec(`CREATE INDEX envelope_writes_item ON envelope (json_extract(args, '$.command.itemId'), n)
  WHERE json_extract(args, '$.command.fields') IS NOT NULL`);
  },
};
