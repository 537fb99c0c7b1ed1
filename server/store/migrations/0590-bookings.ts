// Bookings of equipment, the acts that each is made of, and items by their type: the units of a kind. Never edited once released: a test pins the hash
// of this file.

import { sql, type SqlBool } from 'kysely';
import type { Migration } from '../migration.ts';

export const bookings: Migration = {
  version: 590,
  up: async ({ schema, run }, { idType, textIn }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('booking')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('version', 'bigint', (c) => c.notNull())
      .addColumn('patron_id', id, (c) => c.notNull())
      .addColumn('kind', id, (c) => c.notNull())
      .addColumn('to_at', 'bigint', (c) => c.notNull())
      .addColumn('no_show_at', 'bigint')
      .execute();
    await schema.createIndex('booking_patron').on('booking').column('patron_id').execute();
    await schema.createIndex('booking_kind').on('booking').columns(['kind', 'to_at']).execute();
    await schema
      .createIndex('booking_no_show')
      .on('booking')
      .columns(['no_show_at', 'id'])
      .where(sql<SqlBool>`no_show_at is not null`)
      .execute();
    await schema
      .createTable('booking_act')
      .addColumn('act_id', id, (c) => c.primaryKey().notNull())
      .addColumn('booking_id', id, (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema.createIndex('booking_act_booking').on('booking_act').column('booking_id').execute();
    await schema.alterTable('item').addColumn('item_type', id).execute();
    await run(sql`update item set item_type = ${sql.raw(textIn('body', ['kind']))}`);
    await schema.createIndex('item_by_type').on('item').column('item_type').execute();
  },
};
