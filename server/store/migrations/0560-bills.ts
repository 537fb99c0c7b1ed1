// Bills to other offices: what they were told too much of a fee, the layouts of their files, batches, and the lines of these. Never edited once
// released: a test pins the hash of this file.

import { sql, type SqlBool } from 'kysely';
import type { Migration } from '../migration.ts';

export const bills: Migration = {
  version: 560,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .alterTable('fee')
      .addColumn('credit_due_minor', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await schema
      .createIndex('fee_by_credit_due')
      .on('fee')
      .column('id')
      .where(sql<SqlBool>`credit_due_minor > 0`)
      .execute();
    await schema
      .createIndex('fee_by_outstanding')
      .on('fee')
      .column('id')
      .where(sql<SqlBool>`outstanding_minor > 0`)
      .execute();
    await schema
      .createTable('bill_layout')
      .addColumn('name', id, (c) => c.primaryKey().notNull())
      .addColumn('set_at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema
      .createTable('bill_batch')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('number', 'bigint', (c) => c.notNull().unique())
      .addColumn('layout', id, (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('made_at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema
      .createTable('bill_line')
      .addColumn('batch', id, (c) => c.notNull())
      .addColumn('n', 'bigint', (c) => c.notNull())
      .addColumn('patron_id', id, (c) => c.notNull())
      .addColumn('fee_id', id, (c) => c.notNull())
      .addColumn('amount_minor', 'bigint', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('bill_line_pk', ['batch', 'n'])
      .execute();
    await schema.createIndex('bill_line_by_fee').on('bill_line').column('fee_id').execute();
  },
};
