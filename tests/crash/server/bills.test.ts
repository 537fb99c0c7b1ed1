// Programs that are killed while they work a bill batch, at each step: one file, one act for each account, and the same end. [I2]

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setLayout } from '../../../server/bills/bill-batches.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { openStore, placeOf, type Place } from '../../../server/store/open-store.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { ActSchema } from '../../../shared/circ/acts.ts';
import { BillLayoutSchema } from '../../../shared/formats/bill-layout.ts';
import { at, fillTestLibrary } from '../../contract/server/support/test-library.ts';
import { testClock, testRandom } from '../../contract/server/support/stores.ts';
import { openTestDatabase, postgres } from '../../support/postgres.ts';
import { testIf } from '../../support/skip.ts';

const PATRONS = 40;
const program = join(import.meta.dirname, 'support', 'bill-until-killed.ts');
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const layout = BillLayoutSchema.parse({
  form: 1,
  name: 'bursar',
  office: 'the student account',
  purpose: 'student-account',
  who: { account: 'source-id' },
  fees: { kinds: ['damage'] },
  file: { name: 'bills-{batch}.csv', format: 'csv', newline: 'lf' },
  detail: [
    { name: 'id', field: 'account' },
    { name: 'amount', field: 'amount' },
    { name: 'reference', field: 'reference' },
  ],
});

const open = (place: Place) => openStore({ place, clock: testClock(at(9)), random: testRandom, keyStore: null });

/** Patrons with a fee of 100 each, and a layout that takes it. */
async function fill(place: Place, folder: string): Promise<void> {
  const clock = testClock(at(9));
  const store = await open(place);
  const writer = openLibraryWriter(store, clock);
  await fillTestLibrary(store, writer, { items: 1, patrons: PATRONS });
  const header = { desk: '', stream: '', at: at(8), uncertaintyMs: 0, stated: true, clockSuspect: false, saw: null };
  const fees = Array.from({ length: PATRONS }, (_, n) =>
    ActSchema.parse({
      ...header,
      kind: 'addFee',
      id: `fee-act-${n}`,
      seq: n + 1,
      branch: null,
      feeId: `fee-${n}`,
      patronId: `P${n}`,
      itemId: null,
      charge: 'damage',
      amountMinor: 100,
    }),
  );
  await writer.putActs(fees);
  await setLayout({ store, clock }, { layout, folder });
  await store.close();
}

type Kill = { readonly step: string; readonly afterMs: number };
type End = 'acknowledge' | 'take-back';

/** Lets a program work, and kills it so long after it began a step. Says whether it was killed. */
async function runUntil(place: Place, kill: Kill | null, end: End = 'acknowledge'): Promise<boolean> {
  const words = place.kind === 'postgres' ? [place.url, ''] : ['embedded', place.data];
  const child = spawn(process.execPath, ['--no-warnings', program, ...words, String(at(10)), end], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.stdout.on('data', (data: Buffer) => {
    if (kill !== null && String(data).includes(kill.step)) setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
  });
  await once(child, 'close');
  return child.signalCode === 'SIGKILL';
}

async function expectOnce(place: Place, folder: string): Promise<void> {
  const store = await open(place);
  const fees = await store.read((tx) => readAllRows(tx, 'fee'));
  const acts = await store.read((tx) => readAllRows(tx, 'event'));
  await store.close();
  expect(readdirSync(folder)).toEqual(['bills-00001.csv']);
  expect(readFileSync(join(folder, 'bills-00001.csv'), 'utf8').trim().split('\n')).toHaveLength(PATRONS);
  expect(acts.filter(({ kind }) => kind === 'transferFees')).toHaveLength(PATRONS);
  expect(acts.filter(({ kind }) => kind === 'takeBackFees')).toHaveLength(1);
  expect(fees.map(({ outstandingMinor, handedOn }) => outstandingMinor + (handedOn?.standsMinor ?? 0))).toEqual(
    Array.from({ length: PATRONS }, () => 100),
  );
  expect(fees.filter(({ outstandingMinor }) => outstandingMinor === 100)).toHaveLength(1);
}

const KILLS: readonly Kill[] = [
  { step: 'preview', afterMs: 5 },
  { step: 'approve', afterMs: 0 },
  { step: 'approve', afterMs: 40 },
  { step: 'write', afterMs: 0 },
  { step: 'write', afterMs: 8 },
  { step: 'acknowledge', afterMs: 3 },
];

const KILLS_OF_TAKE_BACK: readonly Kill[] = [
  { step: 'take-back', afterMs: 0 },
  { step: 'settle', afterMs: 0 },
  { step: 'settle', afterMs: 3 },
  { step: 'settle', afterMs: 12 },
];

function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-bills-killed-'));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, 'out'));
  return dir;
}

test('a program killed at any step sends a batch once', async () => {
  const dir = newFolder();
  const place = placeOf('embedded', dir);
  await fill(place, join(dir, 'out'));
  const struck: boolean[] = [];
  for (const kill of KILLS) struck.push(await runUntil(place, kill));
  // A later step may be done before its kill.
  expect(struck.slice(0, 2)).toEqual([true, true]);
  await runUntil(place, null);
  await expectOnce(place, join(dir, 'out'));
}, 120_000);

test('a program killed as it takes a batch back leaves each fee owed here once', async () => {
  const dir = newFolder();
  const place = placeOf('embedded', dir);
  await fill(place, join(dir, 'out'));
  const struck: boolean[] = [];
  for (const kill of KILLS_OF_TAKE_BACK) struck.push(await runUntil(place, kill, 'take-back'));
  expect(struck.slice(0, 2)).toEqual([true, true]);
  await runUntil(place, null, 'take-back');

  const store = await open(place);
  const fees = await store.read((tx) => readAllRows(tx, 'fee'));
  const acts = await store.read((tx) => readAllRows(tx, 'event'));
  await store.close();
  expect(fees.map(({ outstandingMinor }) => outstandingMinor)).toEqual(Array.from({ length: PATRONS }, () => 100));
  expect(acts.filter(({ kind }) => kind === 'transferFees')).toHaveLength(PATRONS);
  expect(acts.filter(({ kind }) => kind === 'takeBackFees')).toHaveLength(PATRONS);
}, 120_000);

testIf(
  postgres.isAvailable,
  'two programs on one database, one of them killed, send a batch once',
  postgres.reason,
  async () => {
    const dir = newFolder();
    const database = await openTestDatabase();
    ends.push(() => database.close());
    const place = placeOf(database.url, '');
    await fill(place, join(dir, 'out'));
    await Promise.all([runUntil(place, { step: 'approve', afterMs: 30 }), runUntil(place, null).catch(() => null)]);
    await runUntil(place, null);
    await expectOnce(place, join(dir, 'out'));
  },
);
