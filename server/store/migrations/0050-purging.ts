// What a purge looks for: the envelopes that still have their arguments, the oldest first. Never edited once released: a test pins the hash
// of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const purging: Migration = {
  version: 50,
  up: async ({ schema }) => {
    await schema
      .createIndex('envelope_not_purged')
      .on('envelope')
      .columns(['effective_at', 'id'])
      .where(sql.ref('args'), 'is not', null)
      .execute();
  },
};
