// What was written of an item, field by field, each with its time, and the barcodes that items had before. Never edited once released: a test pins
// the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const itemFields: Migration = {
  version: 420,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('item_field')
      .addColumn('item_id', id, (c) => c.notNull())
      .addColumn('field', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('stream', id, (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('item_field_pk', ['item_id', 'field', 'at', 'desk_id', 'stream', 'seq'])
      .execute();
    await schema
      .createTable('item_former')
      .addColumn('barcode', id, (c) => c.notNull())
      .addColumn('item_id', id, (c) => c.notNull())
      .addPrimaryKeyConstraint('item_former_pk', ['barcode', 'item_id'])
      .execute();
    await schema.createIndex('item_former_by_item').on('item_former').columns(['item_id']).execute();
  },
};
