// Night grants: what somebody may set aside for a while without the right to. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const nightGrants: Migration = {
  version: 190,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('night_grant')
      .addColumn('id', id, (c) => c.primaryKey())
      .addColumn('made_at', 'bigint', (c) => c.notNull())
      .addColumn('role', 'text')
      .addColumn('staff_id', id)
      .addColumn('codes', 'text', (c) => c.notNull())
      .addColumn('act_count', 'integer', (c) => c.notNull())
      .addColumn('limit_minor', 'bigint')
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('to_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
