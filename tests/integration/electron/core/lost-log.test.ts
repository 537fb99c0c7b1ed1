// A disk spoils one byte in the log of a desk that was killed, or the log is gone. Acknowledged acts are there, or the loss is counted, the log is
// kept as it was, the checks fail, and the library is told: nothing is lost in silence. [I1] [I23]

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isError } from '../../../../db/open/sqlite-error.ts';
import { losses, lostActs } from '../../../../db/ledger/losses.ts';
import { ledgerPath } from '../../../../db/ledger/open-ledger.ts';
import { verifyLedger } from '../../../../db/ledger/verify-ledger.ts';
import { sealedKeyStore } from '../../../../db/keys/sealed-key-store.ts';
import { unsealed } from '../../../../db/keys/unsealed.ts';
import { checkDesk } from '../../../../electron/core/look/check-desk.ts';
import { openDeskQuietly } from '../../../../electron/core/open-desk-quietly.ts';
import { systemRandom } from '../../../../electron/core/system-random.ts';
import { ledgerActs, serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { deskPlace, removePlace, type DeskPlace, type RunningDesk } from './support/running-desk.ts';
import { flipByte } from './support/spoil.ts';
import { until } from './support/until.ts';

const ACTS = 10;
const world = sharedWorld({ items: 40, patrons: 5 });
const desk = sharedDesk(world);
const places: DeskPlace[] = [];
afterAll(() => places.forEach(removePlace));

/** Files of a desk that is killed after ten acts, the moment that the last is answered; and its key store's mark before that act. */
const killed = deskPlace();
places.push(killed);
const before = { mark: '' };
beforeAll(async () => {
  world().line.cut();
  await desk.now.ask('circ.checkin', { item: 'barcode-X20' });
  desk.now.core.flush();
  for (let n = 1; n < ACTS; n += 1) {
    before.mark = readFileSync(markOf(desk.now.place), 'utf8');
    await desk.now.ask('circ.checkin', { item: `barcode-X${n}` });
  }
  copyInto(killed, desk.now.place);
});

function copyOf(from: DeskPlace): DeskPlace {
  const place = deskPlace();
  places.push(place);
  copyInto(place, from);
  return place;
}

function copyInto(place: DeskPlace, from: DeskPlace): void {
  mkdirSync(place.data, { recursive: true });
  for (const name of readdirSync(from.data).filter((one) => !/-shm$|^owner/.test(one)))
    cpSync(join(from.data, name), join(place.data, name), { recursive: true });
  cpSync(from.keys, place.keys, { recursive: true });
}

const markOf = ({ keys }: DeskPlace): string => join(keys, 'mark.json');
const logOf = ({ data }: DeskPlace): string => `${ledgerPath(data)}-wal`;
const keptLogs = ({ data }: DeskPlace): string[] => readdirSync(data).filter((name) => name.endsWith('.log'));
const quietly = ({ data, keys }: DeskPlace) =>
  openDeskQuietly(data, world().clock, systemRandom, sealedKeyStore(join(keys, 'keys.json'), unsealed));

/** Starts a desk on spoiled files; returns it, or the code of its error. */
async function startOn(place: DeskPlace): Promise<RunningDesk | string> {
  try {
    return await world().desk({ place });
  } catch (error) {
    if (isError(error, 'HF-DB-001', 'HF-DB-002', 'HF-DB-060', 'HF-DB-061')) return error.code;
    throw error;
  }
}

/** Everything is there, or the loss is reported. */
async function expectNoSilence(place: DeskPlace, before: Buffer): Promise<'whole' | 'said' | 'refused'> {
  const checked = await problemsOf(place);
  const started = await startOn(place);
  if (typeof started === 'string') {
    expect(readFileSync(logOf(place)).equals(before)).toBe(true);
    return 'refused';
  }
  const { ledger, signer } = started.core.files;
  const found = ledgerActs(started).length;
  const report = verifyLedger(ledger, signer.publicKey);
  const lost = losses(ledger).reduce((sum, loss) => sum + lostActs(loss), 0);
  await started.stop();
  if (found === ACTS && lost === 0) {
    expect({ checked, kept: keptLogs(place) }).toEqual({ checked: [], kept: [] });
    return 'whole';
  }
  expect(lost).toBe(ACTS - found);
  expect(checked).toContain('lost');
  expect(report.problems.map(({ kind }) => kind)).toContain('lost');
  expect(keptLogs(place).map((name) => readFileSync(join(place.data, name)).equals(before))).toEqual([true]);
  return 'said';
}

/** Problems that `ledger verify` reports before a desk has started on it. */
async function problemsOf(place: DeskPlace): Promise<string[]> {
  try {
    const quiet = await quietly(place);
    try {
      return verifyLedger(quiet.ledger, quiet.signer.publicKey, quiet.loss).problems.map(({ kind }) => kind);
    } finally {
      quiet.close();
    }
  } catch (error) {
    if (isError(error, 'HF-DB-001', 'HF-DB-002', 'HF-DB-061')) return [error.code];
    throw error;
  }
}

test('a clean stop and a quiet moment leave everything in the file and nothing in the log', async () => {
  const place = copyOf(killed);
  expect(statSync(logOf(place)).size).toBeGreaterThan(20_000);
  const running = await world().desk({ place });
  await until('the log is empty', () => statSync(logOf(place)).size === 0);
  await signIn(running, 'desk');
  await running.ask('circ.checkin', { item: 'barcode-X30' });
  await running.stop();
  expect(existsSync(logOf(place))).toBe(false);
  const quiet = await quietly(place);
  expect(verifyLedger(quiet.ledger, quiet.signer.publicKey, quiet.loss)).toMatchObject({ envelopes: 11, problems: [] });
  quiet.close();
});

test('one byte anywhere in the log: no act is lost that is not counted, and the log is kept', async () => {
  const { size } = statSync(logOf(killed));
  const frame = 4_096 + 24;
  const regions = [0, 5, 9, 13, 17, 25, 32, 37, 41, 49, 57, 32 + 24 + 4_090];
  const spread = Array.from({ length: 24 }, (_, n) => Math.floor(((n + 0.5) * size) / 24));
  const lastHeader = 32 + (Math.floor((size - 32) / frame) - 1) * frame;
  const seen = new Map<string, number>();
  for (const at of [...regions, ...spread, lastHeader, lastHeader + 5, lastHeader + 17, size - 1]) {
    const place = copyOf(killed);
    flipByte(logOf(place), at);
    const how = await expectNoSilence(place, readFileSync(logOf(place)));
    seen.set(how, (seen.get(how) ?? 0) + 1);
  }
  expect(seen.get('said')).toBeGreaterThan(20);
});

test('one byte anywhere in the last transaction: the act was answered, and is counted', async () => {
  const { size } = statSync(logOf(killed));
  const frame = 4_096 + 24;
  const frames = Math.floor((size - 32) / frame);
  const log = readFileSync(logOf(killed));
  const isCommit = (n: number) => log.readUInt32BE(32 + n * frame + 4) !== 0;
  expect(isCommit(frames - 1)).toBe(true);
  let first = frames - 1;
  while (first > 0 && !isCommit(first - 1)) first -= 1;
  for (let n = first; n < frames; n += 1)
    for (const at of [0, 5, 9, 17, 24, 600, 4_119]) {
      const place = copyOf(killed);
      flipByte(logOf(place), 32 + n * frame + at);
      expect([n, at, await expectNoSilence(place, readFileSync(logOf(place)))]).toEqual([n, at, 'said']);
    }
});

test('a last transaction that was torn before its act was answered is no loss', async () => {
  const place = copyOf(killed);
  writeFileSync(markOf(place), before.mark);
  flipByte(logOf(place), statSync(logOf(place)).size - 1);
  expect(await problemsOf(place)).toEqual([]);
  const running = await world().desk({ place });
  expect([ledgerActs(running).length, losses(running.core.files.ledger)]).toEqual([ACTS - 1, []]);
  await running.stop();
});

test('one byte of the mark: every act is there, no loss is reported, and the desk works on', async () => {
  const slots = [0, 4_096].flatMap((slot) => [1, 5, 12, 60, 90, 110, 130, 2_000].map((at) => slot + at));
  for (const at of slots) {
    const place = copyOf(killed);
    flipByte(markOf(place), at);
    expect(await expectNoSilence(place, readFileSync(logOf(place)))).toBe('whole');
  }
});

test('the log is gone: the acts in it are counted, and staff of the library are told how many', async () => {
  const place = copyOf(killed);
  rmSync(logOf(place));
  const quiet = await quietly(place);
  const findings = await checkDesk(quiet, place.data, world().clock);
  expect(findings.filter(({ state }) => state === 'bad').map(({ what }) => what)).toContain('lost acts');
  quiet.close();
  const running = await world().desk({ place });
  const [loss, ...more] = losses(running.core.files.ledger);
  expect(more).toEqual([]);
  expect(loss).toMatchObject({ upTo: ACTS, log: null });
  await signIn(running, 'desk');
  await running.ask('circ.checkin', { item: 'barcode-X31' });
  expect(ledgerActs(running).at(-1)).toMatchObject({ seq: 1 });
  // The desk that was not killed would hand in the acts lost here.
  await desk.now.stop();
  world().line.mend();
  await running.settled();
  const told = (await serverRows(world(), 'exception')).filter(({ code }) => code === 'acts-lost');
  expect(told).toMatchObject([{ state: 'open', params: { count: ACTS - (loss?.ledgerSeq ?? 0) } }]);
  // Where the acts turn out to be at the server, nothing is lost.
  const whole = await world().desk({ place: desk.now.place });
  await whole.settled();
  await until('the ledger knows it', () => losses(running.core.files.ledger).every((one) => lostActs(one) === 0));
  expect(verifyLedger(running.core.files.ledger, running.core.files.signer.publicKey).problems).toEqual([]);
  await running.stop();
  await whole.stop();
});

test('a desk whose whole ledger was in a log that is gone says so, and not to move its folder away', async () => {
  const place = copyOf(killed);
  rmSync(logOf(place));
  const empty = deskPlace();
  places.push(empty);
  const { openWriter } = await import('../../../../db/open/open-file.ts');
  const { ledgerKey } = desk.now.core.files.secrets;
  rmSync(ledgerPath(place.data));
  const settings = { durability: 'full', cacheMib: 2, busyMs: 0 } as const;
  const bare = openWriter({ file: 'ledger', path: ledgerPath(place.data), key: ledgerKey, settings });
  bare.raw.pragma('application_id = 1');
  bare.close();
  expect(await startOn(place)).toBe('HF-DB-060');
  expect(await startOn(place)).toBe('HF-DB-060');
});
