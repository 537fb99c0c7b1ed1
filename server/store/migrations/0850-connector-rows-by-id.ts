// Rows of connectors by the copy and the account that they name: these are looked for when two are merged. Never edited once released: a test pins the hash
// of this file.

import type { Migration } from '../migration.ts';

export const connectorRowsById: Migration = {
  version: 850,
  up: async ({ schema }) => {
    await schema.createIndex('connector_act_by_patron').on('connector_act').column('patron_id').execute();
    await schema.createIndex('connector_loan_by_item').on('connector_loan').column('item_id').execute();
    await schema.createIndex('connector_loan_by_patron').on('connector_loan').column('patron_id').execute();
  },
};
