// Servers that are killed at each step of making and sending notices: no patron gets a message twice, and a patron without one is on a worklist of
// staff.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEASE_MS } from '../../../server/notices/outbox.ts';
import { placeOf, type Place } from '../../../server/store/open-store.ts';
import { HOUR_MS } from '../../../shared/core/instant.ts';
import { openMailServer, type MailServer } from '../../support/mail-server.ts';
import { openTestDatabase, postgres } from '../../support/postgres.ts';
import { testIf } from '../../support/skip.ts';
import { expectEachOnce, NOTICES_DUE, openNoticeLibrary, startNoticeServer } from './support/notice-library.ts';

const PATRONS = 300;
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function openMail(): Promise<MailServer> {
  const mail = await openMailServer();
  ends.push(() => mail.close());
  return mail;
}

function newFolder(): string {
  const data = mkdtempSync(join(tmpdir(), 'holdfast-notices-'));
  ends.push(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

type Kill = { readonly at: 'address' | 'text' | 'answer'; readonly nth: number };

/** Lets a server run, and kills it at a step of the nth message that the mail server sees. */
async function runUntil(
  place: Place,
  mail: MailServer,
  kill: Kill | { readonly afterMs: number } | null,
  now: number,
): Promise<void> {
  const child = startNoticeServer(place, now);
  const ended = once(child, 'close');
  let seen = 0;
  const strike = (step: Kill['at']) => {
    if (kill === null || 'afterMs' in kill || kill.at !== step) return false;
    seen += 1;
    if (seen === kill.nth) child.kill('SIGKILL');
    return seen === kill.nth;
  };
  if (kill !== null) {
    mail.codeFor = () => (strike('address') ? 451 : 0);
    mail.breaksAfter = () => (strike('text') ? 'lost' : strike('answer') ? 'taken' : null);
  }
  if (kill !== null && 'afterMs' in kill) setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
  await ended;
}

test('a server killed before, while and after it hands a message over tells nobody twice [I2]', async () => {
  const mail = await openMail();
  const place = placeOf('embedded', newFolder());
  await openNoticeLibrary(place, { port: mail.port, patrons: PATRONS });
  const kills: (Kill | { readonly afterMs: number })[] = [
    { at: 'address', nth: 5 },
    { at: 'text', nth: 9 },
    { at: 'answer', nth: 17 },
    { at: 'answer', nth: 1 },
    { afterMs: 350 },
  ];
  let now = NOTICES_DUE;
  for (const kill of kills) await runUntil(place, mail, kill, (now += 1_000));
  await runUntil(place, mail, null, (now += 1_000));
  const doubtful = await expectEachOnce(place, mail, PATRONS);
  // No more than three groups at each kill: that which was handed over last, that which is, and that which is marked.
  expect(doubtful).toBeGreaterThan(0);
  expect(doubtful).toBeLessThanOrEqual(kills.length * 18);
}, 120_000);

testIf(
  postgres.isAvailable,
  'two servers on one database, one of them killed, tell nobody twice [I2]',
  postgres.reason,
  async () => {
    const mail = await openMail();
    const database = await openTestDatabase();
    ends.push(() => database.close());
    const place = placeOf(database.url, '');
    await openNoticeLibrary(place, { port: mail.port, patrons: PATRONS });
    const both = [
      runUntil(place, mail, { at: 'answer', nth: 20 }, NOTICES_DUE),
      runUntil(place, mail, null, NOTICES_DUE),
    ];
    await Promise.all(both);
    // Claims of the dead server are free when their time has run out.
    await runUntil(place, mail, null, NOTICES_DUE + LEASE_MS + HOUR_MS / 60);
    expect(await expectEachOnce(place, mail, PATRONS)).toBeLessThanOrEqual(18);
    expect(mail.taken.length).toBeGreaterThan(PATRONS - 19);
  },
);
