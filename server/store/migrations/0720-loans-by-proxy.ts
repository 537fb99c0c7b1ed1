// Whether a proxy carried a loan stands beside its checkout, since an audit asks for it after the arguments are purged. Who it was does not. Never edited
// once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const loansByProxy: Migration = {
  version: 720,
  up: async ({ schema, run }) => {
    await schema.alterTable('envelope').addColumn('by_proxy', 'integer').execute();
    // Read as text: a database may refuse to read the JSON of signs that it cannot keep. Within a text the marks would stand behind a backslash.
    await run(sql`update envelope set by_proxy = 1 where name = 'checkout' and args like '%"carriedBy":%'`);
    await run(sql`create index envelope_by_proxy on envelope (effective_at) where by_proxy is not null`);
  },
};
