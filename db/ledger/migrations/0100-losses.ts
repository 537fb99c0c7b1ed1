// What a ledger was found to have lost: acts up to a number, of which it has those up to another. `server_seq`: up to which the server turned
// out to have them. `log`: the file beside the ledger that what could not be read was set aside in.

import type { Migration } from '../../open/migrate.ts';

export const losses: Migration = {
  version: 100,
  up: (db) => {
    db.exec(`CREATE TABLE loss (
  n INTEGER PRIMARY KEY,
  found_at INTEGER NOT NULL,
  stream TEXT NOT NULL,
  ledger_seq INTEGER NOT NULL,
  up_to INTEGER NOT NULL,
  server_seq INTEGER NOT NULL DEFAULT 0,
  log TEXT
) STRICT`);
  },
};
