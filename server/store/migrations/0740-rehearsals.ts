// Rehearsals of backup and restore: when the last one was, and how it ended. Never edited once released: a test pins the hash of this file.

import type { Migration } from '../migration.ts';

export const rehearsals: Migration = {
  version: 740,
  up: async ({ schema }) => {
    await schema
      .createTable('rehearsal')
      .addColumn('id', 'bigint', (c) => c.primaryKey().notNull())
      .addColumn('since', 'bigint', (c) => c.notNull())
      .addColumn('claimed_until', 'bigint', (c) => c.notNull())
      .addColumn('tried_at', 'bigint')
      .addColumn('passed_at', 'bigint')
      .addColumn('row_count', 'bigint')
      .addColumn('took_ms', 'bigint')
      .addColumn('failed_code', 'text')
      .addColumn('failed_why', 'text')
      .execute();
  },
};
