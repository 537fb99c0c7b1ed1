// Shifts are read off the acts themselves, so that no crash can come between an act and what is noted of it: what is found by these indexes
// is which shift is open, the acts of one, and the newest slip number. The table that stood for shifts before there were any goes.

import type { Migration } from '../../open/migrate.ts';

export const shifts: Migration = {
  version: 30,
  up: (db) => {
    db.exec('DROP TABLE shift');
    db.exec(
      `CREATE INDEX envelope_bounds_shift ON envelope (n) WHERE json_extract(body, '$.name') IN ('openShift', 'closeShift')`,
    );
    db.exec(
      `CREATE INDEX envelope_in_shift ON envelope (json_extract(body, '$.shiftId'), n) WHERE json_extract(body, '$.shiftId') IS NOT NULL`,
    );
    db.exec(
      `CREATE INDEX envelope_with_slip ON envelope (n) WHERE json_extract(body, '$.told.slipNumber') IS NOT NULL`,
    );
  },
};
