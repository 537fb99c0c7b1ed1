// What a desk notes of its outages: when the line failed it and why, up to when its data was complete, which of its acts fell into them,
// and who signed the report. No act depends on it.

import type { Migration } from '../../open/migrate.ts';

export const outages: Migration = {
  version: 20,
  up: (db) => {
    // after_n, to_n: the acts of the outage are those recorded after the one and up to the other, whatever the clock said.
    // causes: JSON, [{cause, code, at}], the first at began_at.
    db.exec(`CREATE TABLE outage (
  outage_id TEXT PRIMARY KEY,
  began_at INTEGER NOT NULL,
  ended_at INTEGER,
  data_as_of INTEGER,
  after_n INTEGER NOT NULL,
  to_n INTEGER,
  causes TEXT NOT NULL,
  signed_at INTEGER,
  signed_by TEXT,
  signed_act TEXT
) STRICT, WITHOUT ROWID`);
    db.exec('CREATE INDEX outage_began ON outage (began_at)');
  },
};
