// The log of branches. A copy from before has none of it until its checksums are compared, which loads this part alone.

import type { Migration } from '../../open/migrate.ts';

export const logEntries: Migration = {
  version: 170,
  up: (db) => {
    const columns = ['n INTEGER PRIMARY KEY', 'key TEXT NOT NULL', 'version INTEGER NOT NULL', 'row TEXT NOT NULL'];
    const searched = ['branch TEXT', 'log_kind TEXT', 'at INTEGER', 'ended INTEGER'];
    db.exec(`CREATE TABLE log_entry (\n  ${[...columns, ...searched].join(',\n  ')}\n) STRICT`);
    db.exec('CREATE UNIQUE INDEX log_entry_key ON log_entry (key)');
    db.exec('CREATE INDEX log_entry_of ON log_entry (branch, log_kind, at)');
  },
};
