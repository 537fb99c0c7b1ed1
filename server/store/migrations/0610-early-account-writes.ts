// What is written in accounts that are not there yet. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const earlyAccountWrites: Migration = {
  version: 610,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('early_account_write')
      .addColumn('act_id', id, (c) => c.primaryKey().notNull())
      .addColumn('patron_id', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema.createIndex('early_account_write_by_patron').on('early_account_write').column('patron_id').execute();
  },
};
