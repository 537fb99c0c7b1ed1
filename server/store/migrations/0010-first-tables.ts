// The first tables. Never edited once released: a test pins the hash of this file.
// Keys and ids compare by bytes in every database, so that key order is the same everywhere.

import { sql, type CreateTableBuilder, type SqlBool } from 'kysely';
import type { Migration, MigrationDb } from '../migration.ts';

type Db = MigrationDb;
type Builder = CreateTableBuilder<string, string>;

export const firstTables: Migration = {
  version: 10,
  up: async (db, { idType, withoutRowId }) => {
    const table = (name: string): Builder => db.schema.createTable(name);
    const id = sql.raw(idType);
    const narrow = (builder: Builder) => (withoutRowId ? builder.modifyEnd(sql`without rowid`) : builder);
    await stateTables(db, id);
    await narrow(
      table('event_loan')
        .addColumn('event_id', id, (c) => c.notNull())
        .addColumn('loan_id', id, (c) => c.notNull())
        .addPrimaryKeyConstraint('event_loan_key', ['event_id', 'loan_id']),
    ).execute();
    await index(db, 'event_loan', ['loan_id']);
    await narrow(
      table('patron_card')
        .addColumn('card', id, (c) => c.notNull())
        .addColumn('patron_id', id, (c) => c.notNull())
        .addColumn('active', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('patron_card_key', ['card', 'patron_id']),
    ).execute();
    await index(db, 'patron_card', ['patron_id']);
    await narrow(
      table('patron_scope')
        .addColumn('patron_id', id, (c) => c.notNull())
        .addColumn('scope', id, (c) => c.notNull())
        .addPrimaryKeyConstraint('patron_scope_key', ['patron_id', 'scope']),
    ).execute();
    await narrow(
      table('patron_visit')
        .addColumn('patron_id', id, (c) => c.notNull())
        .addColumn('system', id, (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('patron_visit_key', ['patron_id', 'system']),
    ).execute();
    await narrow(
      table('alias')
        .addColumn('kind', id, (c) => c.notNull())
        .addColumn('from_id', id, (c) => c.notNull())
        .addColumn('to_id', id, (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('alias_key', ['kind', 'from_id']),
    ).execute();
    await table('exception_resolution')
      .addColumn('exception_id', id, (c) => c.notNull())
      .addColumn('act_id', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('stream', id, (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('note', 'text', (c) => c.notNull())
      .addColumn('staff_id', id, (c) => c.notNull())
      .addPrimaryKeyConstraint('exception_resolution_key', ['exception_id', 'act_id'])
      .execute();
    await feedTables(db, id, narrow);
    await streamTables(db, id);
    await peopleTables(db, id);
    await narrow(
      table('import_row')
        .addColumn('kind', id, (c) => c.notNull())
        .addColumn('system', id, (c) => c.notNull())
        .addColumn('source_id', id, (c) => c.notNull())
        .addColumn('key', id, (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('import_row_key', ['kind', 'system', 'source_id']),
    ).execute();
  },
};

type IdType = ReturnType<typeof sql.raw>;

async function stateTables(db: Db, id: IdType): Promise<void> {
  const state = (name: string): Builder =>
    db.schema
      .createTable(name)
      .addColumn('id', id, (c) => c.primaryKey().notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('version', 'bigint', (c) => c.notNull());
  const sourced = (builder: Builder) => builder.addColumn('source_system', id).addColumn('source_id', id);
  for (const name of ['library', 'rule_set', 'policy', 'staff_mark', 'credit']) await state(name).execute();
  await state('branch').addColumn('system', id).execute();
  await state('location')
    .addColumn('branch', id, (c) => c.notNull())
    .execute();
  await state('rule_activation')
    .addColumn('rules_version', id, (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await sourced(state('title')).execute();
  await sourced(state('item'))
    .addColumn('barcode', id, (c) => c.notNull())
    .addColumn('title_id', id, (c) => c.notNull())
    .addColumn('provisional', 'bigint', (c) => c.notNull())
    .execute();
  await sourced(state('patron'))
    .addColumn('home', id, (c) => c.notNull())
    .addColumn('provisional', 'bigint', (c) => c.notNull())
    .execute();
  await foldedTables(state, id);
  for (const name of ['title', 'item', 'patron']) await index(db, name, ['source_system', 'source_id']);
  await index(db, 'item', ['barcode']);
  await index(db, 'item', ['title_id']);
  for (const column of ['item_id', 'patron_id', 'state']) await index(db, 'loan', [column]);
  for (const column of ['title_id', 'patron_id']) await index(db, 'hold', [column]);
  for (const column of ['loan_id', 'patron_id']) await index(db, 'fee', [column]);
  const named = ['item_id', 'title_id', 'payer_id', 'loan_id', 'policy_hash', 'names_patron', 'names_item'];
  for (const column of named) await index(db, 'event', [column], `${column} is not null`);
  await index(db, 'exception', ['item_id'], 'item_id is not null');
  await index(db, 'exception', ['cause']);
  await index(db, 'exception', ['state']);
}

async function foldedTables(state: (name: string) => Builder, id: IdType): Promise<void> {
  await state('loan')
    .addColumn('item_id', id, (c) => c.notNull())
    .addColumn('patron_id', id, (c) => c.notNull())
    .addColumn('branch', id)
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('out_at', 'bigint', (c) => c.notNull())
    .addColumn('in_at', 'bigint')
    .execute();
  await state('hold')
    .addColumn('patron_id', id, (c) => c.notNull())
    .addColumn('title_id', id, (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('pickup', id, (c) => c.notNull())
    .execute();
  await state('fee')
    .addColumn('patron_id', id, (c) => c.notNull())
    .addColumn('item_id', id)
    .addColumn('loan_id', id)
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('outstanding_minor', 'bigint', (c) => c.notNull())
    .execute();
  await state('event')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('desk_id', id, (c) => c.notNull())
    .addColumn('stream', id, (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('item_id', id)
    .addColumn('title_id', id)
    .addColumn('payer_id', id)
    .addColumn('loan_id', id)
    .addColumn('policy_hash', id)
    .addColumn('names_patron', id)
    .addColumn('names_item', id)
    .execute();
  await state('exception')
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('weight', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('item_id', id)
    .addColumn('patron_id', id)
    .addColumn('cause', id, (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}

async function feedTables(db: Db, id: IdType, narrow: (builder: Builder) => Builder): Promise<void> {
  await db.schema
    .createTable('feed_head')
    .addColumn('id', 'bigint', (c) => c.primaryKey().notNull())
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('floor', 'bigint', (c) => c.notNull())
    .execute();
  await narrow(
    db.schema
      .createTable('feed_row')
      .addColumn('kind', id, (c) => c.notNull())
      .addColumn('key', id, (c) => c.notNull())
      .addColumn('scope', id, (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('deleted', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('feed_row_key', ['kind', 'key', 'scope']),
  ).execute();
  await index(db, 'feed_row', ['scope', 'position', 'kind', 'key']);
}

async function streamTables(db: Db, id: IdType): Promise<void> {
  await db.schema
    .createTable('envelope')
    .addColumn('stream', id, (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('desk_id', id, (c) => c.notNull())
    .addColumn('id', id, (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('signature', 'text', (c) => c.notNull())
    .addColumn('args', 'text')
    .addColumn('salt', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('effective_at', 'bigint', (c) => c.notNull())
    .addColumn('clamped_at', 'bigint')
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('envelope_key', ['stream', 'seq'])
    .execute();
  await index(db, 'envelope', ['id']);
  await db.schema
    .createTable('receipt')
    .addColumn('stream', id, (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('desk_id', id, (c) => c.notNull())
    .addColumn('id', id, (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('receipt_key', ['stream', 'seq'])
    .execute();
  await index(db, 'receipt', ['desk_id', 'position']);
  await db.schema
    .createTable('quarantine')
    .addColumn('stream', id, (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('hash', id, (c) => c.notNull())
    .addColumn('desk_id', id, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('signature', 'text', (c) => c.notNull())
    .addColumn('args', 'text')
    .addColumn('salt', 'text')
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('quarantine_key', ['stream', 'seq', 'hash'])
    .execute();
  await db.schema
    .createTable('desk_stream')
    .addColumn('stream', id, (c) => c.primaryKey().notNull())
    .addColumn('desk_id', id, (c) => c.notNull())
    .addColumn('last_seq', 'bigint', (c) => c.notNull())
    .addColumn('last_hash', 'text', (c) => c.notNull())
    .addColumn('last_at', 'bigint')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('contacts', 'text', (c) => c.notNull())
    .addColumn('after_stream', id)
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'desk_stream', ['desk_id']);
}

async function peopleTables(db: Db, id: IdType): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('desk')
    .addColumn('id', id, (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('branch', id, (c) => c.notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('pepper', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('enrolled_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .addColumn('last_contact_at', 'bigint')
    .addColumn('scopes', 'text')
    .execute();
  await schema
    .createTable('enrol_code')
    .addColumn('hash', id, (c) => c.primaryKey().notNull())
    .addColumn('branch', id, (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  for (const [name, key] of [
    ['desk_token', 'hash'],
    ['desk_challenge', 'challenge'],
  ] as const) {
    await schema
      .createTable(name)
      .addColumn(key, id, (c) => c.primaryKey().notNull())
      .addColumn('desk_id', id, (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await index(db, name, ['expires_at']);
  }
  await schema
    .createTable('staff')
    .addColumn('id', id, (c) => c.primaryKey().notNull())
    .addColumn('name', id, (c) => c.notNull().unique())
    .addColumn('branch', id)
    .addColumn('salt', 'text', (c) => c.notNull())
    .addColumn('pin_hash', 'text', (c) => c.notNull())
    .addColumn('badge_digest', 'text')
    .addColumn('expires_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('staff_role')
    .addColumn('staff_id', id, (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('role', 'text')
    .addPrimaryKeyConstraint('staff_role_key', ['staff_id', 'at'])
    .execute();
  await schema
    .createTable('server_key')
    .addColumn('id', 'bigint', (c) => c.primaryKey().notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('private_key', 'text', (c) => c.notNull())
    .execute();
}

async function index(db: Db, table: string, columns: readonly string[], where?: string): Promise<void> {
  const create = db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns([...columns]);
  await (where === undefined ? create : create.where(sql<SqlBool>`${sql.raw(where)}`)).execute();
}
