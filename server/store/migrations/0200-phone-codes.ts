// Acts on a code by phone are found by its challenge, which is good once for each desk. Never edited once released: a test pins the hash of
// this file.

import type { Migration } from '../migration.ts';

export const phoneCodes: Migration = {
  version: 200,
  up: async ({ schema }) => {
    await schema.alterTable('envelope').addColumn('phone_challenge', 'text').execute();
    await schema
      .createIndex('envelope_by_phone_challenge')
      .on('envelope')
      .columns(['phone_challenge', 'desk_id'])
      .where('phone_challenge', 'is not', null)
      .execute();
  },
};
