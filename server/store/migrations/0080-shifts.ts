// What happened in shifts of desks, act by act: a shift is folded from its entries, so that they may arrive in any order and more than once.
// Nothing here names a patron. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const shifts: Migration = {
  version: 80,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('shift_entry')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('shift_id', id, (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('branch', id)
      .addColumn('stream', id, (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema.createIndex('shift_entry_by_shift_id').on('shift_entry').columns(['shift_id']).execute();
  },
};
