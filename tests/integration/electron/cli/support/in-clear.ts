// A sealed file as the server reads it, in the clear form that desks of earlier versions wrote.

import { systemKeyStore } from '../../../../../db/keys/system-key-store.ts';
import { openCarried } from '../../../../../server/desks/open-carried.ts';
import { openStore } from '../../../../../server/store/open-store.ts';
import { writeCarried } from '../../../../../shared/wire/carried-file.ts';
import { readSealed } from '../../../../../shared/wire/sealed-file.ts';
import { testClock, testRandom } from '../../../../contract/server/support/stores.ts';
import type { Program } from './program.ts';

/** Opens it with the key of the library in `central`. */
export async function inClear(program: Program, sealed: string): Promise<string> {
  const read = readSealed(sealed);
  if (!read.ok) throw new Error(read.error.why);
  const { head, text, parts } = read.value;
  const data = program.path('central');
  const before = process.env['HOLDFAST_STATE_DIR'];
  process.env['HOLDFAST_STATE_DIR'] = program.path('state');
  const store = await openStore({
    place: { kind: 'embedded', data },
    clock: testClock(Date.now()),
    random: testRandom,
    keyStore: systemKeyStore(data),
  });
  try {
    const requests = await Promise.all(
      parts.map((part, index) => openCarried({ store, random: testRandom }, { head: text, index, part })),
    );
    return writeCarried({
      head: { library: head.library, desk: head.desk, exportedAt: head.exportedAt },
      policies: requests.flatMap(({ policies }) => policies),
      envelopes: requests.flatMap(({ envelopes }) => envelopes),
    });
  } finally {
    await store.close();
    if (before === undefined) delete process.env['HOLDFAST_STATE_DIR'];
    else process.env['HOLDFAST_STATE_DIR'] = before;
  }
}
