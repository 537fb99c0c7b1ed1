// Web hooks: who is told of acts, and how far; and which act let go one that was held. Never edited once released: a test pins the hash of this file.

import type { Migration } from '../migration.ts';

export const webhooks: Migration = {
  version: 700,
  up: async ({ schema }) => {
    await schema
      .createTable('webhook')
      .addColumn('name', 'text', (c) => c.primaryKey().notNull())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('secret', 'text', (c) => c.notNull())
      .addColumn('acts', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('trying', 'bigint')
      .addColumn('failures', 'bigint', (c) => c.notNull())
      .addColumn('failed_since', 'bigint')
      .addColumn('failed_why', 'text')
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .execute();
    await schema.createIndex('receipt_position').on('receipt').columns(['position']).execute();
    // The act that let one go which was held: it is told with that one.
    await schema.alterTable('envelope').addColumn('released_by', 'text').execute();
    await schema
      .createIndex('envelope_released_by')
      .on('envelope')
      .columns(['released_by'])
      .where('released_by', 'is not', null)
      .execute();
  },
};
