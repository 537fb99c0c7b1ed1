// Recurring files of other offices: the feeds, their runs, and the files of runs that are not over. Never edited once released: a test pins the hash of
// this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const dataFeeds: Migration = {
  version: 690,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('data_feed')
      .addColumn('name', id, (c) => c.primaryKey().notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('looked_at', 'bigint')
      .addColumn('seen', 'text')
      .addColumn('fault_at', 'bigint')
      .addColumn('fault', 'text')
      .addColumn('claimed_by', 'text')
      .addColumn('claimed_until', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await schema
      .createTable('data_feed_run')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('feed', id, (c) => c.notNull())
      .addColumn('number', 'bigint', (c) => c.notNull().unique())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('taken_at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema.createIndex('data_feed_run_by_feed').on('data_feed_run').columns(['feed', 'number']).execute();
    await schema
      .createTable('data_feed_file')
      .addColumn('run', id, (c) => c.notNull())
      .addColumn('n', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('data_feed_file_pk', ['run', 'n'])
      .execute();
  },
};
