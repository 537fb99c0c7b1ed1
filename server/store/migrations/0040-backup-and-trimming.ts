// What backups leave out and what trimming of the feed needs. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const backupAndTrimming: Migration = {
  version: 40,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('purged')
      .addColumn('kind', id, (c) => c.notNull())
      .addColumn('key', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('purged_key', ['kind', 'key'])
      .execute();
    await schema
      .createTable('feed_mark')
      .addColumn('position', 'bigint', (c) => c.primaryKey().notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
    await schema.alterTable('desk').addColumn('feed_position', 'bigint').execute();
  },
};
