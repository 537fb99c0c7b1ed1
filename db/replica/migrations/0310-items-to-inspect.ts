// Copies that wait to be inspected: few among many, and a list of the desk asks for all of them.

import type { Migration } from '../../open/migrate.ts';

export const itemsToInspect: Migration = {
  version: 310,
  up: (db) => {
    db.exec(`UPDATE item SET away = 'inspect'
      WHERE (away IS NULL OR away = 'found') AND instr(json_extract(row, '$.state.marks'), '"inspect"') > 0`);
  },
};
