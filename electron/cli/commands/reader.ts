// `holdfast reader add|list|remove`: tokens of readers of the public data over HTTP.

import { addReader, listReaders, removeReader } from '../../../server/discovery/reader-tokens.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { systemRandom } from '../../core/system-random.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, UsageError, type Command } from '../command.ts';

export const readerCommand: Command = {
  usage: `add NAME | remove NAME | list --database URL|embedded [--data DIR] [--json]

Tokens for discovery layers and web pages: with one, GET /v1/availability?barcode= or ?title=, /v1/hours?branch= and /v1/hours.ics?branch= say where
copies are, when they are due, how many people wait, and when a branch is open; nothing of anybody. add shows the token this once; again for the
same name it gives another one, and the one before is good no more.`,
  options: { database: { type: 'string' }, data: { type: 'string' } },
  mostWords: 2,
  run: async (run) => {
    const { positionals, values, io } = run;
    const [action, name] = positionals;
    const isJson = hasFlag(values, 'json');
    await withStore(run, async ({ store, clock }) => {
      if (action === 'add' && name !== undefined) {
        const token = await addReader({ store, clock, random: systemRandom }, name);
        io.out(isJson ? JSON.stringify({ name, token }) : token);
      } else if (action === 'remove' && name !== undefined) {
        if (!(await removeReader(store, name))) throw new UsageError(`no reader is called "${name}"`);
        io.out(isJson ? JSON.stringify({ name, removed: true }) : `the token of ${name} is good no more`);
      } else if (action === 'list' && name === undefined) {
        for (const { name: reader, createdAt } of await listReaders(store)) {
          const since = formatInstant(createdAt);
          io.out(isJson ? JSON.stringify({ name: reader, since }) : `${reader.padEnd(24)} ${since}`);
        }
      } else throw new UsageError('write: holdfast reader add NAME, remove NAME, or list');
    });
    return 0;
  },
};
