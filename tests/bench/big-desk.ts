// A desk with half a million patrons and two million items: its first copy while staff check items in, then checkouts and searches through the
// contract, then scans in a real browser. Floors: rows of the same length poured into a bare encrypted file; the same program with an empty question.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForBulkLoad } from '../../db/open/open-file.ts';
import { deskApi, type DeskApi, type DeskReady } from '../e2e/story/desk-api.ts';
import { startPart } from '../e2e/story/program.ts';
import { percentile } from '../e2e/story/wait-until.ts';
import { deskPage } from '../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../support/screens/open-page.ts';
import type { Bench, Figure } from './bench.ts';
import { itemBarcode, makeBigLibrary, patronCard, type BigLibrary } from './big-library.ts';
import { figureOf, lendAll, paintFloor, scanAll } from './scan-to-answer.ts';

const size = { titles: 500_000, items: 2_000_000, patrons: 500_000 };
const rows = size.titles + size.items + size.patrons;
/** 75 s for two and a half million rows. */
const copyBarMs = (rows / 2_500_000) * 75_000;
const answerBarMs = 50;
const betweenScansMs = 100;
const firstCheckouts = 25;
const warmCheckouts = 400;
/** Items and patrons far apart, so that each is read from its own page of the file. */
const [itemStride, patronStride] = [4_801, 1_201];

const memory = '/dev/shm';
/** The server's database, and as much again for the rest of the machine. */
const roomNeeded = 10 * 1024 ** 3;

/** A server has a disk of its own: on the desk's, each commit of the server would hold up one of the desk. What a run that is killed leaves there, the next tests remove. */
function hasRoomInMemory(): boolean {
  if (!existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= roomNeeded;
}

export const bigDesk: Bench = {
  name: 'big-desk',
  run: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    // The keys of this process and of the programs that it starts are in one place.
    const state = join(dir, 'state');
    process.env['HOLDFAST_STATE_DIR'] = state;
    const env = { HOLDFAST_STATE_DIR: state };
    const floorMs = pourBare(join(dir, 'floor'));
    const ofServer = mkdtempSync(join(hasRoomInMemory() ? memory : dir, `holdfast-tests-${process.pid}-`));
    const library = await makeBigLibrary(ofServer, size);
    const central = ['--database', 'embedded', '--data', ofServer];
    const server = await startPart<{ url: string }>(['serve', '--listen', '127.0.0.1:0', ...central], env);
    try {
      const started = performance.now();
      const joining = ['--central', server.ready.url, '--code', library.code];
      const desk = await startPart<DeskReady>(
        ['desk', ...joining, '--shell', 'none', '--data', join(dir, 'desk')],
        env,
      );
      try {
        return [
          ...(await copyFigures(deskApi(desk.ready), library, { started, floorMs })),
          ...(await contractFigures(deskApi(desk.ready))),
          ...(await screenFigures(desk.ready, library)),
        ];
      } finally {
        await desk.end();
      }
    } finally {
      await server.end();
      for (const folder of [dir, ofServer]) rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Started = { readonly started: number; readonly floorMs: number };

async function copyFigures(api: DeskApi, { staff, pin }: BigLibrary, from: Started): Promise<Figure[]> {
  await signIn(api, staff, pin);
  const meanwhile = await checkInUntil(api, async () => {
    const { loading, replicaPos } = await api.get('sync.status', {});
    return loading === null && replicaPos > 0;
  });
  const loadedMs = performance.now() - from.started;
  let left = 100;
  const after = await checkInUntil(api, () => Promise.resolve((left -= 1) <= 0));
  return [
    {
      name: `first copy of ${rows} rows`,
      unit: 'ms',
      figure: Math.round(loadedMs),
      floor: Math.round(from.floorMs),
      bar: copyBarMs,
      side: 'most',
      note: 'from the start of the desk, enrolment included',
    },
    {
      name: 'check-in answered meanwhile, p95',
      unit: 'ms',
      figure: percentile(meanwhile, 0.95),
      floor: percentile(after, 0.95),
      bar: answerBarMs,
      side: 'most',
      note: `${meanwhile.length} check-ins, the longest ${Math.round(Math.max(...meanwhile))} ms`,
    },
  ];
}

/** Checkouts and searches as any program on this machine may ask for them. */
async function contractFigures(api: DeskApi): Promise<Figure[]> {
  const floor = await timesOf(200, () => api.call('session.current', {}));
  let lent = 0;
  const checkout = async (n: number) => {
    const answer = await api.call('circ.checkout', {
      patron: patronCard((n * patronStride) % size.patrons),
      item: itemBarcode((n * itemStride) % size.items),
    });
    if (answer.ok && answer.value.decision === 'done') lent += 1;
  };
  const first = await timesOf(firstCheckouts, checkout);
  const warm = await timesOf(warmCheckouts, (n) => checkout(firstCheckouts + n));
  // A refusal records nothing and is answered sooner.
  if (lent < (firstCheckouts + warmCheckouts) * 0.7) throw new Error(`only ${lent} checkouts lent something`);
  const words = ['the light', 'history of', 'water', 'letters from', 'new art', 'rivera', 'okaf', '400012', '50004'];
  const search = await timesOf(180, (n) => {
    const query = words[n % words.length] ?? '';
    return n % 2 === 0 ? api.call('item.find', { query, limit: 20 }) : api.call('patron.find', { query, limit: 20 });
  });
  const most = (
    name: string,
    times: readonly number[],
    { share, bar }: { share: number; bar: number | null },
  ): Figure => ({
    name: `${name}, p${share * 100}`,
    unit: 'ms',
    figure: percentile(times, share),
    floor: percentile(floor, share),
    bar,
    side: 'most',
    note: `${times.length} times, the longest ${Math.round(Math.max(...times))} ms`,
  });
  return [
    most('checkout through the contract, the first', first, { share: 0.5, bar: null }),
    most('checkout through the contract, the first', first, { share: 0.95, bar: null }),
    most('checkout through the contract, warm', warm, { share: 0.5, bar: 4 }),
    most('checkout through the contract, warm', warm, { share: 0.95, bar: 12 }),
    most('search of items and patrons', search, { share: 0.95, bar: 30 }),
  ];
}

/** Scan to painted in a real browser over loopback. */
async function screenFigures(desk: DeskReady, { staff, pin }: BigLibrary): Promise<Figure[]> {
  // The page asks who works here, as at a desk that was locked.
  await deskApi(desk).get('session.signOut', {});
  const browser = await startBrowser();
  try {
    const page = await openPage(browser, desk.url);
    const screen = deskPage(page);
    await screen.signIn(staff, pin);
    const floor = await paintFloor(page, desk);
    const barcodes = Array.from({ length: 220 }, (_, n) => itemBarcode((n * itemStride + 7) % size.items));
    const cards = Array.from({ length: 40 }, (_, n) => patronCard((n * patronStride + 3) % size.patrons));
    await screen.goTo('checkin');
    await scanAll(page, barcodes.slice(0, 20));
    const checkin = await scanAll(page, barcodes.slice(20));
    await screen.goTo('checkout');
    const checkout = await lendAll(page, cards, barcodes.slice(20));
    const bar = 40;
    return [
      ...figureOf('scan to painted, check in', checkin, { floor, bar }),
      ...figureOf('scan to painted, check out', checkout, { floor, bar }),
    ];
  } finally {
    await browser.close();
  }
}

/** Rights come when the desk has reached the server. */
async function signIn(api: DeskApi, staff: string, pin: string): Promise<void> {
  const until = performance.now() + 30_000;
  for (;;) {
    const answer = await api.call('session.signIn', { staff, pin });
    if (answer.ok) return;
    if (performance.now() > until) throw new Error(answer.error.message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Checks items in, one after another, until stopped; returns the duration of each answer. */
async function checkInUntil(api: DeskApi, isOver: () => Promise<boolean>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; !(await isOver()); n += 1) {
    const started = performance.now();
    const answer = await api.call('circ.checkin', { item: itemBarcode(n * 7) });
    // Before the rules are here nothing is decided, and the refusal comes at once.
    if (answer.ok) times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, betweenScansMs));
  }
  return times;
}

/** Milliseconds of each call, a few of them a second as at a busy counter. */
async function timesOf(count: number, ask: (n: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const started = performance.now();
    await ask(n);
    times.push(Math.round((performance.now() - started) * 10) / 10);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return times;
}

/** Milliseconds to pour as many rows of an item's length into an encrypted file, with nothing else done to them. */
function pourBare(path: string): number {
  const db = openForBulkLoad({ file: 'replica', path, key: randomBytes(32) });
  const text = 'x'.repeat(550);
  const started = performance.now();
  db.exec('CREATE TABLE item (n INTEGER PRIMARY KEY, key TEXT, version INTEGER, row TEXT)');
  db.run('BEGIN');
  for (let n = 0; n < rows; n += 1) db.run('INSERT INTO item (key, version, row) VALUES (?, 1, ?)', `key-${n}`, text);
  db.run('COMMIT');
  const tookMs = performance.now() - started;
  db.close();
  rmSync(path, { force: true });
  return tookMs;
}
