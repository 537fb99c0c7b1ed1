// Copies that wait to be inspected, as those that are missing or on their way: few among many, and a list of the library asks for all of them. Never
// edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const itemsToInspect: Migration = {
  version: 870,
  up: async ({ run }, { textIn }) => {
    const marks = sql.raw(textIn('body', ['state', 'marks']));
    await run(
      sql`update item set away = 'inspect' where (away is null or away = 'found') and ${marks} like '%"inspect"%'`,
    );
  },
};
