// Patrons by the name of their group: the accounts of other libraries are few among many, and a list asks for what they have.

import type { Migration } from '../../open/migrate.ts';

export const patronGroups: Migration = {
  version: 270,
  up: (db) => {
    db.exec(`CREATE INDEX patron_group ON patron (json_extract(row, '$.groupName'))`);
  },
};
