// Reports of the library over real HTTP: made in a thread of their own, so that desks are answered meanwhile.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { serve, type Serving } from '../../../server/serve.ts';
import { staffId } from '../../../shared/core/ids.ts';
import { describeIf } from '../../support/skip.ts';
import { postgres, openTestDatabase } from '../../support/postgres.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { addTestStaff, fillTestLibrary } from '../../contract/server/support/test-library.ts';
import { clock, enrol, postSigned, reportWorker, startServed, type OnlineDesk } from './support/served.ts';

const DAY = 86_400_000;
const told = join(import.meta.dirname, 'support/told-report-worker.ts');

const asked = (kind: string) => ({
  kind,
  from: clock.now() - DAY,
  to: clock.now() + DAY,
  audience: 'internal',
  staffId: 'staff-lead',
});
async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const ask = (serving: Serving, desk: OnlineDesk, kind = 'service') =>
  postSigned(serving.url, '/v1/reports', asked(kind), desk);

async function expectRealReport(serving: Serving): Promise<void> {
  const desk = await enrol(serving, 'A');
  desk.checkout('X0', 'P0', { at: clock.now() });
  await desk.push(desk.request());
  for (const kind of ['shift', 'use', 'service', 'money', 'audit', 'outage'] as const) {
    const response = await ask(serving, desk, kind);
    expect(response.status).toBe(200);
    const { document } = (await response.json()) as { document: { sections: unknown; coverage: unknown[] } };
    const madeBy = { staffId: staffId('staff-lead'), name: 'staff-lead' };
    const { from, to } = asked(kind);
    const own = await libraryReport(serving.store, kind, { from, to, now: clock.now(), madeBy, audience: 'internal' });
    expect(document.sections).toEqual(JSON.parse(JSON.stringify(own.sections)));
  }
}

describe('the thread for reports', () => {
  const running: (() => Promise<void>)[] = [];
  const start = async (worker: string) => {
    const served = await startServed({ reportWorker: worker });
    running.push(served.end);
    await addTestStaff(served.store, 'staff-lead', 'supervisor');
    return served;
  };
  afterEach(async () => {
    for (const end of running.splice(0)) await end();
  });

  test('makes them of an embedded library', async () => {
    await expectRealReport(await start(reportWorker));
  });

  test('keeps figures of days that are over for the next one, which tells the same', async () => {
    const served = await start(reportWorker);
    const desk = await enrol(served, 'A');
    for (const [n, item] of ['X0', 'X1', 'X2'].entries()) desk.checkin(item, { at: clock.now() - (3 - n) * DAY });
    await desk.push(desk.request());
    const longer = { ...asked('service'), from: clock.now() - 5 * DAY };
    const tell = async () => {
      const response = await postSigned(served.url, '/v1/reports', longer, desk);
      return ((await response.json()) as { document: { sections: unknown } }).document.sections;
    };
    const keptDays = () => served.store.read(({ db }) => db.selectFrom('kept_figures').selectAll().execute());
    const first = await tell();
    await waitUntil(async () => (await keptDays()).length > 0);
    expect(await tell()).toEqual(first);
    await served.store.write(({ db }) => db.updateTable('kept_figures').set({ body: '[]' }).execute());
    expect(await tell()).not.toEqual(first);
  });

  test('keeps no desk from acting while one is made, and the next report waits for it', async () => {
    const served = await start(told);
    const [a, b] = [await enrol(served, 'A'), await enrol(served, 'B')];
    let made = 0;
    const making = [a, b].map((desk) => ask(served, desk).finally(() => (made += 1)));
    for (const item of ['X0', 'X1', 'X2']) {
      const before = a.ledger.length;
      a.checkout(item, 'P0', { at: clock.now() });
      const { receipts } = await a.push(a.request(before));
      expect(receipts.map((text) => JSON.parse(text) as unknown)).toMatchObject([{ outcome: 'applied' }]);
    }
    expect(made).toBe(0);
    writeFileSync(join(served.data, 'go'), '');
    for (const response of await Promise.all(making)) expect(response.status).toBe(200);
  });

  test('that breaks answers with a failure, and is another for the next', async () => {
    const served = await start(told);
    const desk = await enrol(served, 'A');
    writeFileSync(join(served.data, 'die'), '');
    writeFileSync(join(served.data, 'go'), '');
    expect((await ask(served, desk)).status).toBe(500);
    expect((await ask(served, desk)).status).toBe(200);
  });

  test('ends with its server, also in the middle of one', async () => {
    const served = await start(told);
    const desk = await enrol(served, 'A');
    const making = ask(served, desk).catch(() => null);
    desk.checkout('X0', 'P0', { at: clock.now() });
    await desk.push(desk.request());
    await served.close();
    expect(await making).toBeNull();
  });
});

describeIf(postgres.isAvailable, 'the thread for reports on PostgreSQL', postgres.reason, () => {
  test('makes them', async () => {
    const database = await openTestDatabase();
    const options = { listen: '127.0.0.1:0', database: database.url, data: '', clock, random: testRandom };
    const serving = await serve({ ...options, keyStore: null, reportWorker });
    await fillTestLibrary(serving.store, openLibraryWriter(serving.store, clock));
    await addTestStaff(serving.store, 'staff-lead', 'supervisor');
    await expectRealReport(serving);
    await serving.close();
    await database.close();
  }, 60_000);
});
