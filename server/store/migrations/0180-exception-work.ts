// What staff did about exceptions without ending them, an entry for each exception that an act names. Never edited once released: a test pins
// the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const exceptionWork: Migration = {
  version: 180,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('exception_work')
      .addColumn('exception_id', id, (c) => c.notNull())
      .addColumn('act_id', id, (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('stream', id, (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('exception_work_pk', ['exception_id', 'act_id'])
      .execute();
  },
};
