// What the acts of time ask for: when loans are due, when holds and blocks end, which desks are silent, and what waits for them.

import { sql, type SqlBool } from 'kysely';
import type { Migration } from '../migration.ts';

export const actsOfTime: Migration = {
  version: 30,
  up: async ({ schema, run }, { idType, numberIn }) => {
    const id = sql.raw(idType);
    await schema.alterTable('loan').addColumn('due_at', 'bigint').execute();
    await run(sql`update loan set due_at = ${sql.raw(numberIn('body', 'dueAt'))}`);
    await schema.createIndex('loan_by_due').on('loan').columns(['state', 'due_at', 'id']).execute();
    await schema.alterTable('hold').addColumn('ends_at', 'bigint').execute();
    await schema
      .createIndex('hold_by_end')
      .on('hold')
      .columns(['ends_at', 'id'])
      .where(sql<SqlBool>`ends_at is not null`)
      .execute();
    await schema.alterTable('patron').addColumn('block_ends_at', 'bigint').execute();
    await schema
      .createIndex('patron_by_block_end')
      .on('patron')
      .columns(['block_ends_at', 'id'])

      .where(sql<SqlBool>`block_ends_at is not null`)
      .execute();
    await schema.alterTable('desk').addColumn('closed_at', 'bigint').execute();
    await schema.alterTable('desk').addColumn('silent_since', 'bigint').execute();
    await schema.alterTable('desk').addColumn('released_at', 'bigint').execute();
    await schema
      .createTable('held_back')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('branch', id, (c) => c.notNull())
      .addColumn('subject', id, (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .execute();
  },
};
