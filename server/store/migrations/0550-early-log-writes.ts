// What is said of entries of the log before they were put. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const earlyLogWrites: Migration = {
  version: 550,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('early_log_write')
      .addColumn('act_id', id, (c) => c.primaryKey().notNull())
      .addColumn('entry_id', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('staff_id', id)
      .addColumn('note', 'text')
      .execute();
    await schema.createIndex('early_log_write_by_entry').on('early_log_write').column('entry_id').execute();
  },
};
