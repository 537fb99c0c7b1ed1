// `holdfast inspect`: rows of the server's database, one JSON object a line.

import { INSPECTED, inspect, type Inspected } from '../../../server/query/inspect.ts';
import { hasFlag, textOf, UsageError, type Command } from '../command.ts';
import { withStore } from '../admin/with-store.ts';

export const inspectCommand: Command = {
  usage: `${INSPECTED.join('|')} --database URL|embedded [--data DIR] [--item BARCODE] [--patron CARD] [--all] --json

Prints one JSON object a line: open ones, or with --all also what is over.`,
  options: {
    database: { type: 'string' },
    data: { type: 'string' },
    item: { type: 'string' },
    patron: { type: 'string' },
    all: { type: 'boolean' },
  },
  mostWords: 1,
  run: async (run) => {
    const { values, positionals, io } = run;
    const [what] = positionals;
    if (!isInspected(what)) throw new UsageError(`name one of ${INSPECTED.join(', ')}`);
    const item = textOf(values, 'item');
    const patron = textOf(values, 'patron');
    await withStore(run, async ({ store }) => {
      const options = {
        ...(item === null ? {} : { item }),
        ...(patron === null ? {} : { patron }),
        all: hasFlag(values, 'all'),
      };
      for await (const row of inspect(store, what, options)) {
        io.out(JSON.stringify(row));
        if (!(await io.taken())) return;
      }
    });
    return 0;
  },
};

function isInspected(text: string | undefined): text is Inspected {
  return INSPECTED.some((one) => one === text);
}
