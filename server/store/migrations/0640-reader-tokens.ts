// Who may read what the public may know: discovery layers and pages of hours. Never edited once released: a test pins the hash of this file.

import type { Migration } from '../migration.ts';

export const readerTokens: Migration = {
  version: 640,
  up: async ({ schema }) => {
    await schema
      .createTable('reader_token')
      .addColumn('hash', 'text', (c) => c.primaryKey().notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
