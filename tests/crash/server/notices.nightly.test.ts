// A run of notices over 20,000 due loans by a server that is killed five times in it: each patron gets one message, or is on the list of a person.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeOf } from '../../../server/store/open-store.ts';
import { openMailServer } from '../../support/mail-server.ts';
import { expectEachOnce, NOTICES_DUE, openNoticeLibrary, startNoticeServer } from './support/notice-library.ts';

const PATRONS = 20_000;
const KILLS = 5;

test('20,000 notices by a server that is killed five times go out once each [I2]', async () => {
  const mail = await openMailServer();
  const data = mkdtempSync(join(tmpdir(), 'holdfast-notices-'));
  try {
    const place = placeOf('embedded', data);
    await openNoticeLibrary(place, { port: mail.port, patrons: PATRONS });
    for (let turn = 0; turn <= KILLS; turn += 1) {
      const child = startNoticeServer(place, NOTICES_DUE + turn * 60_000);
      const ended = once(child, 'close');
      const until = ((turn + 1) * PATRONS) / (KILLS + 1);
      const watch = setInterval(() => {
        if (turn < KILLS && mail.taken.length >= until) child.kill('SIGKILL');
      }, 5);
      await ended;
      clearInterval(watch);
    }
    // No more than three groups at each kill: that which was handed over last, that which is, and that which is marked.
    expect(await expectEachOnce(place, mail, PATRONS)).toBeLessThanOrEqual(KILLS * 18);
  } finally {
    await mail.close();
    rmSync(data, { recursive: true, force: true });
  }
}, 900_000);
