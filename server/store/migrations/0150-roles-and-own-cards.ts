// What each role may do where the library has it otherwise than Holdfast comes, from when on; and which card is a member of staff's own.
// Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const rolesAndOwnCards: Migration = {
  version: 150,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('role_rights')
      .addColumn('role', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('rights', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('role_rights_key', ['role', 'at'])
      .execute();
    await schema.alterTable('staff').addColumn('own_card', 'text').execute();
  },
};
