// Acts that state their own time, such as those entered from paper, are few: the report of a shift finds their times here and reads no envelope.

import type { Migration } from '../../open/migrate.ts';

export const statedTimes: Migration = {
  version: 180,
  up: (db) => {
    db.exec(`CREATE INDEX envelope_stated ON envelope (json_extract(body, '$.shiftId'), id, json_extract(body, '$.stated.at'))
  WHERE json_extract(body, '$.stated.at') IS NOT NULL`);
  },
};
