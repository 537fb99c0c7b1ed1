// Writes two lists into a folder as a desk does, and is killed while it makes the second, or writes its second file, as the argument says.
// Usage: node write-lists.ts FOLDER MADE_AT [between-lists|in-a-file]

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [folder = '', madeAt = '0', when = 'never'] = process.argv.slice(2);
const die = () => process.kill(process.pid, 'SIGKILL');

if (when === 'in-a-file') {
  // Half of the content is on the disk.
  const { writeFileSync } = fs;
  let files = 0;
  fs.writeFileSync = ((file: number, content: Uint8Array) => {
    files += 1;
    if (files < 3) return writeFileSync(file, content);
    writeFileSync(file, content.subarray(0, content.length / 2));
    die();
  }) as typeof fs.writeFileSync;
  syncBuiltinESMExports();
}

const { writeListFiles } = await import('../../../../electron/core/lists/list-files.ts');
const { listDocument } = await import('../../../../shared/lists/say-list.ts');
const at = Number(madeAt);
const zone = 'UTC';
await writeListFiles({
  folder,
  desk: 'desk-1',
  lists: ['pull-list', 'hold-shelf'],
  language: 'en',
  make: async (list) => {
    if (when === 'between-lists' && list === 'hold-shelf') {
      die();
      await new Promise(() => {});
    }
    const head = {
      library: 'Honeyfield',
      branch: 'Main',
      zone,
      period: { from: at, to: at },
      madeBy: 'schedule',
      madeAt: at,
      audience: 'internal',
    } as const;
    const manner = { saying: { language: 'en', now: at }, zone, currency: 'USD' } as const;
    return listDocument(list, { rows: [] }, { head, manner, coverage: [] });
  },
});
