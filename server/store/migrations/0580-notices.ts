// Notices to patrons, the messages that carry them, and how the library sends them. Never edited once released: a test pins the hash of this file.

import { sql, type SqlBool } from 'kysely';
import type { Migration } from '../migration.ts';

export const notices: Migration = {
  version: 580,
  up: async ({ schema, run }, { idType, numberIn }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('notice')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('version', 'bigint', (c) => c.notNull())
      .addColumn('patron_id', id, (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('branch', id, (c) => c.notNull())
      .addColumn('made_at', 'bigint', (c) => c.notNull())
      .addColumn('send_at', 'bigint', (c) => c.notNull())
      .execute();
    await schema.createIndex('notice_by_patron').on('notice').column('patron_id').execute();
    await schema.createIndex('notice_by_state').on('notice').columns(['state', 'send_at', 'id']).execute();
    await schema
      .createTable('notice_message')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('patron_id', id, (c) => c.notNull())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .addColumn('tries', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('code', 'text')
      .execute();
    await schema
      .createIndex('notice_message_by_state')
      .on('notice_message')
      .columns(['state', 'until', 'id'])
      .execute();
    await schema
      .createTable('notice_part')
      .addColumn('notice_id', id, (c) => c.primaryKey().notNull())
      .addColumn('message_id', id, (c) => c.notNull())
      .execute();
    await schema.createIndex('notice_part_by_message').on('notice_part').column('message_id').execute();
    await schema
      .createTable('notice_settings')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('since', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
    await schema
      .createTable('notice_mark')
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('value', 'bigint', (c) => c.notNull())
      .execute();
    await schema.alterTable('patron').addColumn('expires_at', 'bigint').execute();
    await run(sql.raw(`update patron set expires_at = ${numberIn('body', 'expiresAt')}`));
    await schema
      .createIndex('patron_by_end')
      .on('patron')
      .columns(['expires_at', 'id'])
      .where(sql<SqlBool>`expires_at is not null`)
      .execute();
  },
};
