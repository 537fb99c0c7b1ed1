// Inventories of a time: those that went on in it, with the findings of those that ended.

import { isOfKind, type LogEntry, type LogEntryOf } from '../../circ/model/log-entry.ts';
import { countsAtEnd } from '../../acts/log/inventories.ts';
import type { Row, Section } from '../document.ts';
import type { LoggedInShifts } from '../logged.ts';
import { countColumn, instantColumn, section, textColumn } from '../section.ts';

/** The oldest first. */
export function inventorySection({
  entries,
  branchName,
  from,
  to,
}: Pick<LoggedInShifts, 'entries' | 'branchName' | 'from' | 'to'>): Section {
  const columns = [
    textColumn('name', 'Inventory', 'Inventario'),
    textColumn('branch', 'Branch', 'Sede'),
    instantColumn('began', 'Started', 'Iniciado'),
    instantColumn('ended', 'Finished', 'Terminado'),
    countColumn('expected', 'Expected', 'Esperados'),
    countColumn('seen', 'Seen', 'Vistos'),
    countColumn('not_seen', 'Not seen', 'No vistos'),
    countColumn('misplaced', 'Misplaced', 'Fuera de lugar'),
    countColumn('not_here', 'Should not be here', 'No deberían estar'),
  ];
  const rows = entries
    .filter((entry: LogEntry): entry is LogEntryOf<'inventory'> => isOfKind(entry, 'inventory'))
    .filter(({ at, ended }) => at < to && (ended === null || ended.at >= from))
    .toSorted((a, b) => a.at - b.at)
    .map(({ what, branch, at, ended }): Row => {
      const began = [what.name, branchName(branch), at];
      if (ended === null) return [...began, { words: GOES_ON }, null, null, null, null, null];
      const { expected, seen, misplaced, notHere } = countsAtEnd(ended);
      return [...began, ended.at, expected, seen, Math.max(expected - seen, 0), misplaced, notHere];
    });
  return section('inventories', { en: 'Inventories', es: 'Inventarios' }, columns, rows);
}

const GOES_ON = { en: 'goes on', es: 'en curso' };
