// Acts that were held for their arguments alone have the position at which these came: web hooks and connectors are told of them there. Never edited once
// released: a test pins the hash of this file.

import type { Migration } from '../migration.ts';

export const releasedPositions: Migration = {
  version: 840,
  up: async ({ schema }) => {
    await schema.alterTable('envelope').addColumn('released_position', 'bigint').execute();
    await schema
      .createIndex('envelope_released_position')
      .on('envelope')
      .columns(['released_position'])
      .where('released_position', 'is not', null)
      .execute();
  },
};
