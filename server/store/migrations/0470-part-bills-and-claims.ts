// Copies of which a missing part is to be billed, by when, and loans that are claimed. Never edited once released: a test pins the hash of this file.

import { sql, type SqlBool } from 'kysely';
import type { Migration } from '../migration.ts';

export const partBillsAndClaims: Migration = {
  version: 470,
  up: async ({ schema }) => {
    await schema.alterTable('item').addColumn('part_bill_at', 'bigint').execute();
    await schema
      .createIndex('item_by_part_bill')
      .on('item')
      .columns(['part_bill_at', 'id'])
      .where(sql<SqlBool>`part_bill_at is not null`)
      .execute();
    await schema.alterTable('loan').addColumn('claimed_at', 'bigint').execute();
    await schema
      .createIndex('loan_by_claim')
      .on('loan')
      .columns(['claimed_at', 'id'])
      .where(sql<SqlBool>`claimed_at is not null`)
      .execute();
  },
};
