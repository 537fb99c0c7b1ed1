// One act may write in two accounts that are not there yet, as a link between them does: each of the two is kept. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const earlyWritesByAccount: Migration = {
  version: 820,
  up: async ({ schema, run }, { idType }) => {
    const id = sql.raw(idType);
    await schema.alterTable('early_account_write').renameTo('early_account_write_before').execute();
    await schema
      .createTable('early_account_write')
      .addColumn('act_id', id, (c) => c.notNull())
      .addColumn('patron_id', id, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('early_account_write_of_account', ['act_id', 'patron_id'])
      .execute();
    await run(
      sql`insert into early_account_write (act_id, patron_id, at, body)
          select act_id, patron_id, at, body from early_account_write_before`,
    );
    await schema.dropTable('early_account_write_before').execute();
    await schema.createIndex('early_account_write_by_patron').on('early_account_write').column('patron_id').execute();
  },
};
