// Imports by a command: how far each came, and what it changed or would change. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const importRuns: Migration = {
  version: 860,
  up: async ({ schema }, { idType }) => {
    await schema
      .createTable('import_run')
      .addColumn('id', sql.raw(idType), (c) => c.primaryKey().notNull())
      .addColumn('begun_at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema.createIndex('import_run_by_time').on('import_run').columns(['begun_at', 'id']).execute();
  },
};
