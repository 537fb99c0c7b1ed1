// A run of notices over 20,000 loans of as many patrons, a message each, by a server that is killed five times meanwhile. Floor: as many messages handed
// to the same mail server with nothing kept of them.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMailLines } from '../../server/notices/mail-lines.ts';
import { openStore, placeOf } from '../../server/store/open-store.ts';
import { NOTICES_DUE, openNoticeLibrary, startNoticeServer } from '../crash/server/support/notice-library.ts';
import { testClock, testRandom } from '../contract/server/support/stores.ts';
import { openMailServer, type MailServer } from '../support/mail-server.ts';
import type { Bench, Figure } from './bench.ts';

const patrons = 20_000;
const kills = 5;
/** The floor is taken with so many, and is that much larger for all. */
const sampled = 2_000;

export const notices: Bench = {
  name: 'notices',
  run: async () => {
    const mail = await openMailServer();
    const data = mkdtempSync(join(tmpdir(), 'holdfast-notices-'));
    try {
      const place = placeOf('embedded', data);
      await openNoticeLibrary(place, { port: mail.port, patrons });
      const floor = await handOver(mail);
      mail.taken.length = 0;
      const figure = await runKilled(place, mail);
      const store = await openStore({ place, clock: testClock(NOTICES_DUE), random: testRandom, keyStore: null });
      const rows = await store.read(({ db }) => db.selectFrom('notice').select('state').execute());
      await store.close();
      const doubtful = rows.filter(({ state }) => state === 'doubtful').length;
      const left = rows.filter(({ state }) => state !== 'doubtful' && state !== 'sent').length;
      const twice = mail.taken.length - new Set(mail.taken.map(({ to }) => to)).size;
      if (rows.length !== patrons || left > 0 || twice > 0)
        throw new Error(`${rows.length} made, ${left} left, ${twice} told twice`);
      return [
        { ...figure, floor, note: `killed ${kills} times, ${mail.taken.length} told once, ${doubtful} doubtful` },
      ];
    } finally {
      await mail.close();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

async function runKilled(place: ReturnType<typeof placeOf>, mail: MailServer): Promise<Figure> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  for (let turn = 0; turn <= kills; turn += 1) {
    const child = startNoticeServer(place, NOTICES_DUE + Math.round(seconds() * 1_000));
    const ended = once(child, 'close');
    // Killed a sixth of the way each time.
    const until = ((turn + 1) * patrons) / (kills + 1);
    const watch = setInterval(() => {
      if (turn < kills && mail.taken.length >= until) child.kill('SIGKILL');
    }, 5);
    await ended;
    clearInterval(watch);
  }
  return {
    name: `${patrons} notices by mail`,
    unit: 's',
    figure: Math.round(seconds() * 10) / 10,
    floor: null,
    bar: 60,
    side: 'most',
  };
}

async function handOver({ port }: MailServer): Promise<number> {
  const lines = openMailLines({
    from: { name: 'Library', address: 'library@example.edu' },
    smtp: { host: '127.0.0.1', port, security: 'none', connections: 5 },
    password: null,
  });
  const started = performance.now();
  await lines.send(
    Array.from({ length: sampled }, (_, n) => ({
      id: `floor-${n}`,
      to: { name: '', address: `p${n}@example.edu` },
      subject: 'An item is due soon',
      text: 'A text of some length. '.repeat(15),
      html: null,
    })),
  );
  lines.close();
  return Math.round(((performance.now() - started) / 1_000) * (patrons / sampled) * 10) / 10;
}
