// Refusals ride in the bodies of acts; what is found by this index is which acts have any.

import type { Migration } from '../../open/migrate.ts';

export const refusals: Migration = {
  version: 40,
  up: (db) => {
    db.exec(
      `CREATE INDEX envelope_with_refusals ON envelope (recorded_at) WHERE json_extract(body, '$.refused') IS NOT NULL`,
    );
  },
};
