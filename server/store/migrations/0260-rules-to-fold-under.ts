// Rules that came after loans under them, until all of these loans are folded again. Never edited once released: a test pins the hash of this
// file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const rulesToFoldUnder: Migration = {
  version: 260,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('rules_to_fold_under')
      .addColumn('version', id, (c) => c.primaryKey())
      .addColumn('after_item', id, (c) => c.notNull())
      .execute();
  },
};
