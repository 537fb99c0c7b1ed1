// Course reserves: terms, courses, readings and copies on reserve, and what was written of each, field by field, each with its time. Never edited once
// released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const courses: Migration = {
  version: 540,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    const stateTable = (name: string) =>
      schema
        .createTable(name)
        .addColumn('id', id, (c) => c.primaryKey().notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('version', 'bigint', (c) => c.notNull());
    await stateTable('term').execute();
    await stateTable('course').execute();
    await stateTable('reading')
      .addColumn('course_id', id, (c) => c.notNull())
      .addColumn('title_id', id)
      .execute();
    await stateTable('reserve')
      .addColumn('course_id', id, (c) => c.notNull())
      .addColumn('item_id', id, (c) => c.notNull())
      .execute();
    await schema.createIndex('reading_title').on('reading').column('title_id').execute();
    await schema.createIndex('reserve_item').on('reserve').column('item_id').execute();
    await schema.createIndex('reserve_course').on('reserve').column('course_id').execute();
    await schema
      .createTable('course_field')
      .addColumn('kind', id, (c) => c.notNull())
      .addColumn('row_id', id, (c) => c.notNull())
      .addColumn('field', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('stream', id, (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('course_field_pk', ['row_id', 'field', 'at', 'desk_id', 'stream', 'seq'])
      .execute();
  },
};
