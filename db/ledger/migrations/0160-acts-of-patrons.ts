// What was done in one account is looked for while people wait; twenty thousand acts were read through for it.

import type { Migration } from '../../open/migrate.ts';

export const actsOfPatrons: Migration = {
  version: 160,
  up: (db) => {
    db.exec(`CREATE INDEX envelope_of_patron ON envelope (json_extract(args, '$.command.patronId'), n)
  WHERE json_extract(args, '$.command.patronId') IS NOT NULL`);
    db.exec(`CREATE INDEX envelope_names_patrons ON envelope (n)
  WHERE json_extract(body, '$.name') IN ('mergePatrons', 'resolveItem')`);
  },
};
