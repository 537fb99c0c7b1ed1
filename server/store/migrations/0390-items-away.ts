// Copies that are missing or on their way: few among many, and lists of the library ask for all of them. Never edited once released: a test pins
// the hash of this file.

import { sql, type SqlBool } from 'kysely';
import type { Migration } from '../migration.ts';

export const itemsAway: Migration = {
  version: 390,
  up: async ({ schema, run }, { textIn }) => {
    await schema.alterTable('item').addColumn('away', 'text').execute();
    const status = sql.raw(textIn('body', ['state', 'status']));
    await run(sql`update item set away = ${status} where ${status} in ('missing', 'in-transit')`);
    await schema
      .createIndex('item_by_away')
      .on('item')
      .columns(['away', 'id'])
      .where(sql<SqlBool>`away is not null`)
      .execute();
  },
};
