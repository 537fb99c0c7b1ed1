// Reports that the library has made by itself, and who took which report out as a file. Never edited once released: a test pins the hash of
// this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const reportSchedules: Migration = {
  version: 240,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('report_schedule')
      .addColumn('id', id, (c) => c.primaryKey())
      .addColumn('made_at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('period', 'text', (c) => c.notNull())
      .addColumn('at_minute', 'bigint', (c) => c.notNull())
      .addColumn('forms', 'text', (c) => c.notNull())
      .addColumn('folder', 'text', (c) => c.notNull())
      .addColumn('audience', 'text', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('done_to', 'bigint', (c) => c.notNull())
      .addColumn('claimed_until', 'bigint', (c) => c.notNull())
      .addColumn('failed_at', 'bigint')
      .addColumn('failed_code', 'text')
      .execute();
    await schema
      .createTable('report_export')
      .addColumn('id', id, (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('way', 'text', (c) => c.notNull())
      .addColumn('desk_id', id)
      .addColumn('staff_id', id)
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('to_at', 'bigint', (c) => c.notNull())
      .addColumn('form', 'text', (c) => c.notNull())
      .addColumn('audience', 'text', (c) => c.notNull())
      .execute();
    await schema.createIndex('report_export_by_at').on('report_export').columns(['at']).execute();
  },
};
