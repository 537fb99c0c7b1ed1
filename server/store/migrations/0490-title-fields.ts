// What was written of a title, field by field, each with its time. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const titleFields: Migration = {
  version: 490,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('title_field')
      .addColumn('title_id', id, (c) => c.notNull())
      .addColumn('field', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('stream', id, (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('title_field_pk', ['title_id', 'field', 'at', 'desk_id', 'stream', 'seq'])
      .execute();
  },
};
