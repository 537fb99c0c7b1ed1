// A library of patrons with a loan each, all due in two days, and servers that tell of it as processes of their own.

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { keepMailSettings, MailSettingsSchema } from '../../../../server/notices/mail-settings.ts';
import { openLibraryWriter } from '../../../../server/library/library-writer.ts';
import { openStore, type Place } from '../../../../server/store/open-store.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { ActSchema, type Act } from '../../../../shared/circ/acts.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { at, fillTestLibrary, testPatron, testPolicyHash } from '../../../contract/server/support/test-library.ts';
import { testClock, testRandom } from '../../../contract/server/support/stores.ts';
import type { MailServer } from '../../../support/mail-server.ts';

const program = join(import.meta.dirname, 'send-until-killed.ts');
const DUE = at(23, 59) + 14 * DAY_MS;
/** When their notices are due. */
export const NOTICES_DUE = at(8, 1) + 12 * DAY_MS;

/** A library of as many patrons with a loan each, all due in two days. */
export async function openNoticeLibrary(
  place: Place,
  { port, patrons }: { readonly port: number; readonly patrons: number },
): Promise<void> {
  const clock = testClock(at(9));
  const store = await openStore({ place, clock, random: testRandom, keyStore: null });
  const writer = openLibraryWriter(store, clock);
  await fillTestLibrary(store, writer, { items: patrons, patrons });
  const ids = Array.from({ length: patrons }, (_, n) => n);
  await writer.putRows(
    'patron',
    ids.map((n) => testPatron(`P${n}`, { email: `p${n}@example.edu` })),
  );
  const settings = MailSettingsSchema.parse({
    from: { name: 'Library', address: 'library@example.edu' },
    smtp: { host: '127.0.0.1', port: port, security: 'none', connections: 3 },
    gatherMinutes: 0,
  });
  await store.write((tx) => keepMailSettings(tx, settings, at(9)));
  await writer.putActs(ids.map(openLoan));
  await store.close();
}

function openLoan(n: number): Act {
  const header = {
    desk: '',
    stream: '',
    seq: n + 1,
    at: at(10),
    uncertaintyMs: 0,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: 'main',
  };
  const loan = {
    itemId: `X${n}`,
    patronId: `P${n}`,
    loanId: `loan-${n}`,
    lostAt: null,
    dueAt: DUE,
    renewals: 0,
    policyHash: testPolicyHash,
  };
  return ActSchema.parse({ kind: 'openLoan', id: `open-${n}`, ...header, ...loan });
}

/** A server as a process of its own, from this moment on. */
export function startNoticeServer(place: Place, now: number): ChildProcess {
  const words = place.kind === 'postgres' ? [place.url, ''] : ['embedded', place.data];
  return spawn(process.execPath, ['--no-warnings', program, ...words, String(now)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

/** No patron gets a message twice; notices marked as sent arrived; all others wait for a person. Returns the number of these. */
export async function expectEachOnce(place: Place, mail: MailServer, patrons: number): Promise<number> {
  const store = await openStore({ place, clock: testClock(at(9)), random: testRandom, keyStore: null });
  const rows = await store.read((tx) => readAllRows(tx, 'notice'));
  await store.close();
  const told = mail.taken.map(({ to }) => to.split('@')[0] ?? '');
  const known = new Set(told);
  expect(told.length).toBe(known.size);
  expect(rows.length).toBe(patrons);
  const wrong = rows.filter(({ patronId, state }) =>
    state === 'sent' ? !known.has(patronId.toLowerCase()) : state !== 'doubtful',
  );
  expect(wrong.map(({ patronId, state }) => `${patronId} ${state}`)).toEqual([]);
  return rows.filter(({ state }) => state === 'doubtful').length;
}
