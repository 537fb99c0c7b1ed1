// Other library systems that the server tells of acts: the connectors, and every act that each was told or is to be told. Never edited once released: a
// test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const connectors: Migration = {
  version: 760,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('connector')
      .addColumn('name', id, (c) => c.primaryKey().notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('epoch', 'text', (c) => c.notNull())
      .addColumn('paused', 'bigint', (c) => c.notNull())
      .addColumn('claimed_by', 'text')
      .addColumn('claimed_until', 'bigint', (c) => c.notNull())
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .addColumn('failures', 'bigint', (c) => c.notNull())
      .addColumn('state_since', 'bigint', (c) => c.notNull())
      .addColumn('failed_why', 'text')
      .addColumn('pulled', 'text')
      .execute();
    await schema
      .createTable('connector_act')
      .addColumn('connector', id, (c) => c.notNull())
      .addColumn('act_id', id, (c) => c.notNull())
      .addColumn('part', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('item_id', id)
      .addColumn('patron_id', id)
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('tries', 'bigint', (c) => c.notNull())
      .addColumn('told_at', 'bigint')
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('connector_act_pk', ['connector', 'act_id', 'part'])
      .execute();
    await schema
      .createIndex('connector_act_by_state')
      .on('connector_act')
      .columns(['connector', 'state', 'at', 'position'])
      .execute();
    await schema.createIndex('connector_act_by_item').on('connector_act').columns(['item_id', 'connector']).execute();
  },
};
