// Questions of the reference tally, a row each. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const referenceTallies: Migration = {
  version: 520,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('reference_tally')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('branch', id)
      .addColumn('shift_id', id)
      .addColumn('tier', 'text', (c) => c.notNull())
      .addColumn('mode', 'text')
      .addColumn('subject', 'text')
      .addColumn('undone', 'integer', (c) => c.notNull())
      .execute();
    await schema.createIndex('reference_tally_by_at').on('reference_tally').column('at').execute();
  },
};
