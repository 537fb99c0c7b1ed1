// Lists of the main branch of the demo library for its log: tasks of a desk as it opens and closes, its gates, and subjects of questions.

import { listEntryId } from '../../shared/circ/model/log-entry.ts';
import { actId } from '../../shared/core/ids.ts';
import { LOG_LISTS, type LogList } from '../../shared/core/log-lists.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { MAIN } from './demo-places.ts';

const LINES: Readonly<Record<LogList, readonly string[]>> = {
  opening: [
    'Lights and gates on',
    'Book drop emptied',
    'Reserve shelf counted',
    'Printers have paper',
    'Starting cash counted',
  ],
  closing: [
    'Closing announced at 11:30',
    'Overnight reserves checked out',
    'Laptops and cameras counted',
    'Book drop emptied',
    'Reading rooms walked through',
    'Gate read',
    'Cash counted by two',
    'Lights off',
    'Doors locked',
  ],
  gates: ['North entrance', 'Café entrance'],
  subjects: ['Catalog and databases', 'Citing', 'Sciences', 'Humanities', 'Social sciences', 'Printing and technology'],
};

export function demoLogLists(): Row<'logEntry'>[] {
  return LOG_LISTS.map((list) => {
    const id = listEntryId(MAIN, list);
    const what = { kind: 'list' as const, list, lines: [...LINES[list]] };
    return { id, branch: MAIN, at: 0, by: null, act: actId(id), what, seen: [], ended: null };
  });
}
