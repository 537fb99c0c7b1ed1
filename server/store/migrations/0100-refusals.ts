// Patrons who were turned away at desks, as their acts brought it: what for and of what kind, and nobody's name. Kept for reports beyond every
// purge. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const refusals: Migration = {
  version: 100,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('refusal')
      .addColumn('act_id', id, (c) => c.notNull())
      .addColumn('n', 'bigint', (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('branch', id)
      .addColumn('shift_id', id)
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('item_type', 'text')
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('refusal_pk', ['act_id', 'n'])
      .execute();
    await schema.createIndex('refusal_by_at').on('refusal').columns(['at']).execute();
  },
};
