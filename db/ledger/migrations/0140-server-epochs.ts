// The epochs of the server that this desk has met: each after the first is a server that was put back from a backup.

import type { Migration } from '../../open/migrate.ts';

export const serverEpochs: Migration = {
  version: 140,
  up: (db) => {
    db.exec(`CREATE TABLE server_epoch (
  n INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL,
  met_at INTEGER NOT NULL,
  seen_at INTEGER,
  seen_by TEXT
) STRICT`);
  },
};
