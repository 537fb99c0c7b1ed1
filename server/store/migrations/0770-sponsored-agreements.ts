// Accounts for which a sponsor signed an agreement are found without a look at every account. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const sponsoredAgreements: Migration = {
  version: 770,
  up: async ({ run }) => {
    // Read as text, by the words of the query that uses it.
    await run(sql`create index patron_sponsored on patron (id) where body like '%"sponsor":"%'`);
  },
};
