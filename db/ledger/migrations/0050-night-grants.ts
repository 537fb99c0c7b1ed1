// What a desk has used of a night grant is read off its own acts, at every scan that needs one: found by this index.

import type { Migration } from '../../open/migrate.ts';

export const nightGrants: Migration = {
  version: 50,
  up: (db) => {
    db.exec(
      `CREATE INDEX envelope_with_grant ON envelope (json_extract(body, '$.override.grantId')) WHERE json_extract(body, '$.override.grantId') IS NOT NULL`,
    );
  },
};
