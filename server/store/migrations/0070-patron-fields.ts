// What was written of a patron, field by field, each with its time: what rules ask as it was at a moment. Never edited once released: a test
// pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const patronFields: Migration = {
  version: 70,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('patron_field')
      .addColumn('patron_id', id, (c) => c.notNull())
      .addColumn('field', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('stream', id, (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('value', 'text')
      .addPrimaryKeyConstraint('patron_field_pk', ['patron_id', 'field', 'at', 'desk_id', 'stream', 'seq'])
      .execute();
  },
};
