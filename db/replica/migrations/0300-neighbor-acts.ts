// Acts that desks of the branch passed on and the feed has not brought yet, and how far the feed has their streams; null = it was not asked for.

import type { Migration } from '../../open/migrate.ts';

export const neighborActs: Migration = {
  version: 300,
  up: (db) => {
    db.exec('ALTER TABLE replica_state ADD COLUMN neighbors TEXT');
    db.exec(`CREATE TABLE neighbor_act (
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  args TEXT NOT NULL,
  salt TEXT NOT NULL,
  before_at INTEGER,
  PRIMARY KEY (stream, seq)
) STRICT`);
    db.exec('CREATE TABLE neighbor_policy (hash TEXT PRIMARY KEY, policy TEXT NOT NULL) STRICT');
  },
};
