// Loans in other library systems as they were last looked at, so that what happens to them there is learned once. Never edited once released: a test pins
// the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const loansThere: Migration = {
  version: 830,
  up: async ({ schema }, { idType }) => {
    const id = sql.raw(idType);
    await schema
      .createTable('connector_loan')
      .addColumn('connector', id, (c) => c.notNull())
      .addColumn('loan', id, (c) => c.notNull())
      .addColumn('item_id', id)
      .addColumn('patron_id', id)
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('connector_loan_pk', ['connector', 'loan'])
      .execute();
    await schema.createIndex('connector_loan_by_state').on('connector_loan').columns(['connector', 'state']).execute();
  },
};
