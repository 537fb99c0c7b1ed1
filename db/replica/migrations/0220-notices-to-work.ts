// Notices that a person has to look at, by branch: few among many.

import type { Migration } from '../../open/migrate.ts';

export const noticesToWork: Migration = {
  version: 220,
  up: (db) => {
    db.exec('ALTER TABLE notice ADD COLUMN to_work TEXT');
    db.exec('CREATE INDEX notice_to_work ON notice (to_work) WHERE to_work IS NOT NULL');
  },
};
