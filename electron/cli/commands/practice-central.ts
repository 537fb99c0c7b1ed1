// The server of practice, as a process of its own that a desk's host starts on a folder that is thrown away. It listens on this computer alone.
// Not listed: it is a part of practice, and answers on stdout with one line of JSON.

import { join, resolve } from 'node:path';
import { PracticeLibrarySchema } from '../../../shared/wire/practice-library.ts';
import { sealedKeyStore } from '../../../db/keys/sealed-key-store.ts';
import { unsealed } from '../../../db/keys/unsealed.ts';
import { DEMO_STAFF } from '../../../server/demo/demo-showcase.ts';
import { loadPractice } from '../../../server/demo/load-practice.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { serve } from '../../../server/serve.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { systemClock } from '../../core/system-clock.ts';
import { systemRandom } from '../../core/system-random.ts';
import type { PracticeReady } from '../../host/start-practice.ts';
import { starterGone } from '../../host/start-child.ts';
import { requiredText, type Command, type Run } from '../command.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { ProgramFiles } from '../shell/program-files.ts';
import { runUntilTold, type Started } from '../shell/until-told.ts';

export const practiceCentralCommand = ({ reportWorker }: ProgramFiles): Command => ({
  usage: '--data DIR --library FILE --shift-ms N',
  options: { data: { type: 'string' }, library: { type: 'string' }, 'shift-ms': { type: 'string' } },
  run: async (run) => {
    const orphaned = starterGone();
    await Promise.race([
      orphaned,
      runUntilTold(async () => ({ ...(await start(run, reportWorker)), ended: orphaned })),
    ]);
    return 0;
  },
});

async function start(run: Run, reportWorker: string): Promise<Started> {
  const clock = systemClock(Number(requiredText(run.values, 'shift-ms')));
  const data = resolve(requiredText(run.values, 'data'));
  const library = PracticeLibrarySchema.parse(readJsonFile(requiredText(run.values, 'library')));
  const serving = await serve({
    database: 'embedded',
    data,
    clock,
    random: systemRandom,
    keyStore: () => sealedKeyStore(join(data, 'keys.json'), unsealed),
    listen: '127.0.0.1:0',
    reportWorker,
  });
  const parts = { store: serving.store, clock, random: systemRandom };
  const { cards, barcodes } = await loadPractice(parts, library);
  for (const { staff, pin, role } of DEMO_STAFF) await addStaff(parts, { staff, pin, role });
  const { code } = await createEnrolCode(parts, library.desk);
  const ready: PracticeReady = { url: serving.url, code, demo: { staff: DEMO_STAFF, patrons: cards, items: barcodes } };
  run.io.out(JSON.stringify(ready));
  return { close: serving.close };
}
