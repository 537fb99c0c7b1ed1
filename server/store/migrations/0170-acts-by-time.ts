// Acts by their time, for reports: which acts, of which desk, with what answer, without reading what they say. Never edited once released: a
// test pins the hash of this file.

import type { Migration } from '../migration.ts';

export const actsByTime: Migration = {
  version: 170,
  up: async ({ schema }) => {
    await schema
      .createIndex('envelope_by_time')
      .on('envelope')
      .columns(['effective_at', 'name', 'outcome', 'desk_id'])
      .execute();
  },
};
