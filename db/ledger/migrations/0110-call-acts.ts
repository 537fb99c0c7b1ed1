// The acts of a call of the page, so that a call whose answer was lost can be told from one that recorded nothing.

import type { Migration } from '../../open/migrate.ts';

export const callActs: Migration = {
  version: 110,
  up: (db) => {
    db.exec(`CREATE TABLE call_act (
  n INTEGER PRIMARY KEY,
  call_id TEXT NOT NULL,
  act_id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT`);
    db.exec('CREATE INDEX call_act_of_call ON call_act (call_id)');
  },
};
