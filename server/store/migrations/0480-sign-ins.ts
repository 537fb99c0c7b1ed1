// When each member of staff last signed in at any desk, as desks tell. Never edited once released: a test pins the hash of this file.

import type { Migration } from '../migration.ts';

export const signIns: Migration = {
  version: 480,
  up: async ({ schema }) => {
    await schema.alterTable('staff').addColumn('signed_in_at', 'bigint').execute();
  },
};
