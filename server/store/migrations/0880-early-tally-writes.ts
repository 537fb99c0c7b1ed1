// Undone and described questions of the tally that were not counted yet, and when a question was described. Never edited once released: a test pins
// the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const earlyTallyWrites: Migration = {
  version: 880,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('early_tally_write')
      .addColumn('act_id', id, (c) => c.primaryKey().notNull())
      .addColumn('tally_id', id, (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('undone', 'integer', (c) => c.notNull())
      .addColumn('mode', 'text')
      .addColumn('subject', 'text')
      .execute();
    await schema.createIndex('early_tally_write_by_tally').on('early_tally_write').column('tally_id').execute();
    await schema
      .alterTable('reference_tally')
      .addColumn('described_at', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
