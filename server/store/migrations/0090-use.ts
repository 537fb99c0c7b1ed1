// Acts of use as they are counted: one row an act, without whoever borrowed and what, so that it may stay when the act itself has lost its
// people. By whom it was done and for whom, and what was lent, are rows of their own that many acts share. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const use: Migration = {
  version: 90,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('use_kind')
      .addColumn('id', 'bigint', (c) => c.primaryKey().notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema
      .createTable('circ_stat')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('who', 'bigint', (c) => c.notNull())
      .addColumn('what', 'bigint', (c) => c.notNull())
      .addColumn('week_hour', 'bigint', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .execute();
    // Reports read nothing but this.
    await schema
      .createIndex('circ_stat_by_at')
      .on('circ_stat')
      .columns(['at', 'who', 'what', 'state', 'week_hour'])
      .execute();
  },
};
