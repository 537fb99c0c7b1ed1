// `holdfast calendar close|list`: an emergency closes a branch for a window. `--dry-run` only counts the dates that it would move.

import { formatInstant, parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { readLocalTime } from '../../../shared/rules/calendar/local-time.ts';
import { closingsOf } from '../../../shared/circ/model/closing.ts';
import { countClosing, type ClosingCount } from '../../../server/library/close-branch.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, refuseWords, requiredText, UsageError, type Command, type Run } from '../command.ts';

export const calendarCommand: Command = {
  usage: `close --branch BRANCH --from TIME --to TIME --reason TEXT [--dry-run] --database URL|embedded [--data DIR] [--json]
holdfast calendar list --database URL|embedded [--data DIR] [--json]

TIME is a day (2026-01-05), a day with a time (2026-01-05T12:00) as the clock of the branch shows it, or an instant (2026-01-05T12:00:00Z).
The branch and all below it are closed from --from up to --to, which is not included: dates and waits on the hold shelf that fall into it
move as the policy of each loan moves what falls on closed days, fines do not count it, and no recall is lengthened. A branch that is
open past midnight stays closed for the night of the last day too.`,
  options: {
    branch: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 1,
  run: async (run) => {
    switch (run.positionals[0]) {
      case 'close':
        return close(run);
      case 'list':
        refuseWords(run.positionals, 1);
        return list(run);
      default:
        throw new UsageError('write: holdfast calendar close|list');
    }
  },
};

async function close(run: Run): Promise<number> {
  const branch = requiredText(run.values, 'branch');
  const reason = requiredText(run.values, 'reason');
  const times = [requiredText(run.values, 'from'), requiredText(run.values, 'to')] as const;
  const isDry = hasFlag(run.values, 'dry-run');
  const count = await withStore(run, async ({ store, clock }) => {
    const zone = await zoneOf(store, branch);
    const closing = { branch, reason, from: readTime(times[0], zone), to: readTime(times[1], zone) };
    return isDry
      ? store.read((tx) => countClosing(tx, closing, clock.now()))
      : openLibraryWriter(store, clock).closeBranch(closing);
  });
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ closed: !isDry, ...count }));
  else run.io.out(said(count, isDry));
  return 0;
}

function said({ branches, due, moved, shelf }: ClosingCount, isDry: boolean): string {
  const where = `${branches.length} ${branches.length === 1 ? 'branch' : 'branches'}`;
  const what = `${due} loans are due in the window, ${shelf} waits on the hold shelf end in it`;
  return isDry ? `${where} would be closed: ${what}` : `${where} closed: ${what}; ${moved ?? 0} due dates moved`;
}

/** The zone of a branch by id or name; UTC where it is not there, which is refused later. */
async function zoneOf(store: Store, named: string): Promise<string> {
  const branches = await store.read((tx) => readAllRows(tx, 'branch'));
  return (branches.find(({ id }) => id === named) ?? branches.find(({ name }) => name === named))?.zone ?? 'UTC';
}

function readTime(text: string, zone: string): Instant {
  const local = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text;
  const clock = zoneClock(zone);
  if (clock !== null && /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(local))
    return clock.toInstant(readLocalTime(local));
  const at = parseInstant(text);
  if (at === null) throw new UsageError(`"${text}" is no day, no time and no instant`);
  return at;
}

async function list(run: Run): Promise<number> {
  const closings = await withStore(run, ({ store }) =>
    store.read(async (tx) => closingsOf(await readAllRows(tx, 'ruleActivation'))),
  );
  for (const { branches, from, to, reason, at } of closings) {
    const row = { branches, from: formatInstant(from), to: formatInstant(to), reason, at: formatInstant(at) };
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(row));
    else run.io.out(`${row.from} to ${row.to}  ${branches.join(', ')}  ${reason}`);
  }
  return 0;
}
