// Notices to patrons. A copy from before has none of them until its checksums are compared, which loads this part alone.

import type { Migration } from '../../open/migrate.ts';

export const notices: Migration = {
  version: 200,
  up: (db) => {
    const columns = ['n INTEGER PRIMARY KEY', 'key TEXT NOT NULL', 'version INTEGER NOT NULL', 'row TEXT NOT NULL'];
    db.exec(`CREATE TABLE notice (\n  ${[...columns, 'patron_id TEXT'].join(',\n  ')}\n) STRICT`);
    db.exec('CREATE UNIQUE INDEX notice_key ON notice (key)');
    db.exec('CREATE INDEX notice_of ON notice (patron_id)');
  },
};
