// `holdfast gate import FILE`: takes in the file that the counter of a gate wrote.

import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { gateEntryId, type LogEntry } from '../../../shared/circ/model/log-entry.ts';
import { actId, type BranchId } from '../../../shared/core/ids.ts';
import { readGateCounts, type GateCount } from '../../core/facade/gate-rows.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, requiredText, UsageError, type Command } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';

export const gateCommand: Command = {
  usage: `import FILE --branch BRANCH [--dry-run] --database URL|embedded [--data DIR] [--json]

FILE is CSV with the columns time, gate and count: how many came through the gate in the time that ends then. A time is on the clock of the
branch (2026-01-05 14:00) or an instant (2026-01-05T22:00:00Z). A file that is taken in again counts once: a gate has one count for a
moment. Each line that is not taken is named with its reason. --dry-run only says what would be taken.`,
  options: {
    branch: { type: 'string' },
    'dry-run': { type: 'boolean' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 2,
  run: async (run) => {
    const { positionals, values, io } = run;
    const [action, path] = positionals;
    if (action !== 'import' || path === undefined) throw new UsageError('write: holdfast gate import FILE');
    const named = requiredText(values, 'branch');
    const isDry = hasFlag(values, 'dry-run');
    const { counts, wrong, written } = await withStore(run, async ({ store, clock }) => {
      const branches = await store.read((tx) => readAllRows(tx, 'branch'));
      const branch = branches.find(({ id }) => id === named) ?? branches.find(({ name }) => name === named);
      if (branch === undefined) throw new UsageError(`--branch: there is no branch "${named}"`);
      const file = readGateCounts(readTextFile(path), { name: path, zone: branch.zone, now: clock.now() });
      const entries = file.counts.map((one) => entryOf(branch.id, one));
      const put = isDry ? null : await openLibraryWriter(store, clock).putRows('logEntry', entries);
      return { ...file, written: put?.written ?? null };
    });
    for (const { line, why } of wrong) io.err(`line ${line}: ${why}`);
    const count = { read: counts.length, written, wrong: wrong.length };
    if (hasFlag(values, 'json')) io.out(JSON.stringify(count));
    else
      io.out(
        isDry
          ? `${count.read} counts would be taken, ${count.wrong} lines not`
          : `${count.written} new counts of ${count.read} taken, ${count.wrong} lines not`,
      );
    return wrong.length === 0 ? 0 : 1;
  },
};

function entryOf(branch: BranchId, { gate, readAt, count }: GateCount): LogEntry {
  const id = gateEntryId(branch, gate, readAt);
  const what = { kind: 'gate', gate, readAt, reading: null, count, isReset: false } as const;
  return { id, branch, at: readAt, by: null, act: actId(id), what, seen: [], ended: null };
}
