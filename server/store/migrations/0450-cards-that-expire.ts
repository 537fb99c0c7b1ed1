// Until when a card lends: of two accounts with one number, the one counts whose card is in use. Those of before had one barcode each, or cards
// without an end. Never edited once released: a test pins the hash of this file.

import type { Migration } from '../migration.ts';

export const cardsThatExpire: Migration = {
  version: 450,
  up: async ({ schema }) => {
    await schema.alterTable('patron_card').addColumn('expires_at', 'bigint').execute();
  },
};
