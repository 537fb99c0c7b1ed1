// Wrong PINs that were tried at the server. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const pinTries: Migration = {
  version: 300,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('pin_tries')
      .addColumn('staff_id', id, (c) => c.primaryKey())
      .addColumn('failed_at', 'text', (c) => c.notNull())
      .execute();
  },
};
