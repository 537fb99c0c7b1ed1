// Of messages to patrons: the addresses that they went to, and the reports that were read of them. Never edited once released: a test pins the hash of
// this file.

import type { Migration } from '../migration.ts';

export const noticeAddresses: Migration = {
  version: 600,
  up: async ({ schema }) => {
    await schema.alterTable('notice_message').addColumn('sent_to', 'text').execute();
    await schema.alterTable('notice_message').addColumn('reports', 'text').execute();
  },
};
