// A library moves: its files are loaded, a day is worked with an hour without the server, everything leaves, comes back elsewhere to the same rows, and a
// desk there goes on. The shapes of other systems are read back as they are read from these systems.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';
import { ManifestSchema, type ExportShape, type Manifest } from '../../../server/export/export-folder.ts';
import { deskApi, type DeskApi, type DeskReady } from './desk-api.ts';
import { jsonLines, runHoldfast, startPart, type Env, type Part } from './program.ts';
import { expectThat, type Teller } from './tell.ts';
import { waitUntil } from './wait-until.ts';

/** The library that moves. */
export type Source = {
  readonly from: 'csv' | 'koha' | 'folio';
  readonly folder: string;
  readonly zone: string;
};

const STAFF = { staff: 'mina', pin: '424242' };
const PATIENCE_MS = 60_000;
/** Transactions of each kind that a day has, where the library has so many copies. */
const MOST = 5;

type Serving = Part<{ readonly url: string }>;
type Place = readonly string[];

/** Tells it of one library. */
export async function tellMigrate(story: Teller, { from, folder, zone }: Source): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-migrate-'));
  const env = { HOLDFAST_STATE_DIR: join(dir, 'state') };
  const path = (name: string) => join(dir, name);
  const placeOf = (name: string): Place => ['--database', 'embedded', '--data', path(name)];
  const running: Part<unknown>[] = [];
  const started = <P extends Part<unknown>>(part: P): P => {
    running.push(part);
    return part;
  };
  const day: Day = { lent: [], returned: [], held: 0, owed: 0 };
  try {
    await story.step(`${from}: its files are loaded`, async () => {
      const [result] = await jsonLines<{ written: number; rejected: readonly unknown[] }>(
        ['import', '--from', from, '--into', path('old'), '--zone', zone, folder],
        env,
      );
      expectThat((result?.written ?? 0) > 0, 'rows were written');
      await run(['staff', 'add', STAFF.staff, '--role', 'supervisor', '--pin', STAFF.pin, ...placeOf('old')], env);
      return { written: result?.written, rejected: result?.rejected.length };
    });
    const before = await exported(env, placeOf('old'), { dir: path('morning'), shape: 'holdfast' });
    const stock = stockOf(path('morning'));
    let server = started(await serve(env, placeOf('old'), '127.0.0.1:0'));
    const desk = started(
      await joinDesk(env, placeOf('old'), { url: server.ready.url, branch: stock.branch, data: path('desk') }),
    );
    const api = deskApi(desk.ready);
    await story.step(`${from}: a day is worked`, async () => {
      await signIn(api, stock);
      await work(api, stock, day, MOST);
      expectThat(day.lent.length > 0, 'something was lent', stock.free.length);
      return said(day);
    });
    await story.step(`${from}: an hour without the server`, async () => {
      const address = new URL(server.ready.url).host;
      await server.end();
      const lentBefore = day.lent.length;
      await work(api, stock, day, 2);
      server = started(await serve(env, placeOf('old'), address));
      await waitUntil('all is sent', PATIENCE_MS, async () => (await api.get('sync.status', {})).pending === 0);
      return { lentOffline: day.lent.length - lentBefore };
    });
    await desk.end();
    await server.end();
    const evening = await exported(env, placeOf('old'), { dir: path('evening'), shape: 'holdfast' });
    await story.step(`${from}: everything leaves and comes back to the same rows`, async () => {
      await jsonLines(['import', '--from', 'holdfast', '--into', path('new'), path('evening')], env);
      const again = await exported(env, placeOf('new'), { dir: path('again'), shape: 'holdfast' });
      const different = differing(evening, again);
      expectThat(different.length === 0, 'every file is the same', different);
      expectThat(differing(before, evening).length > 0, 'the day changed something');
      return { files: again.files.length, rows: again.files.reduce((sum, { rows }) => sum + rows, 0) };
    });
    await story.step(`${from}: a desk of the new place goes on`, async () => {
      await run(['staff', 'pin', STAFF.staff, '--pin', STAFF.pin, ...placeOf('new')], env);
      const there = started(await serve(env, placeOf('new'), '127.0.0.1:0'));
      const joined = { url: there.ready.url, branch: stock.branch, data: path('new-desk') };
      const front = started(await joinDesk(env, placeOf('new'), joined));
      const asked = deskApi(front.ready);
      await signIn(asked, stock);
      const item = day.lent.at(-1) ?? '';
      const taken = await asked.get('circ.checkin', { item });
      expectThat(taken.decision === 'done', 'a copy that was lent at the old place is taken back', taken.decision);
      await waitUntil('it is sent', PATIENCE_MS, async () => (await asked.get('sync.status', {})).pending === 0);
      const out = await exported(env, placeOf('new'), { dir: path('after'), shape: 'holdfast' });
      const loans = (manifest: Manifest) => manifest.files.find(({ name }) => name === 'csv/loans.csv')?.rows ?? 0;
      expectThat(loans(out) === loans(evening) - 1, 'one loan less is out', [loans(evening), loans(out)]);
      await front.end();
      await there.end();
      return { out: loans(out) };
    });
    await story.step(`${from}: the shapes of other systems are read back`, async () => {
      const koha = await exported(env, placeOf('old'), { dir: path('koha'), shape: 'koha' });
      await exported(env, placeOf('old'), { dir: path('evergreen'), shape: 'evergreen' });
      const [read] = await jsonLines<{
        rejected: readonly { reason: string }[];
        kinds: Record<string, { taken: number }>;
      }>(['import', '--from', 'koha', '--into', path('back'), '--zone', zone, path('koha')], env);
      const [titles] = await jsonLines<{ rejected: readonly { reason: string }[] }>(
        [
          'import',
          '--from',
          'marc',
          '--items',
          'evergreen',
          '--dry-run',
          '--into',
          path('none'),
          join(path('evergreen'), 'bibs.marcxml'),
        ],
        env,
      );
      expectThat(read?.rejected.length === 0, 'every row of the Koha shape is taken', read?.rejected.slice(0, 3));
      expectThat(
        titles?.rejected.length === 0,
        'every record of the Evergreen shape is taken',
        titles?.rejected.slice(0, 3),
      );
      return {
        taken: Object.values(read?.kinds ?? {}).reduce((sum, { taken }) => sum + taken, 0),
        lost: koha.lost.length,
      };
    });
  } finally {
    for (const part of running.toReversed()) await part.kill();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function run(args: readonly string[], env: Env): Promise<void> {
  const { code, stderr } = await runHoldfast(args, env);
  expectThat(code === 0, `holdfast ${args.slice(0, 2).join(' ')} ends well`, stderr);
}

function serve(env: Env, place: Place, listen: string): Promise<Serving> {
  return startPart(['serve', '--listen', listen, ...place], env);
}

/** Joins a desk with a code of its own. */
async function joinDesk(
  env: Env,
  place: Place,
  { url, branch, data }: { readonly url: string; readonly branch: string; readonly data: string },
): Promise<Part<DeskReady>> {
  const [made] = await jsonLines<{ code: string }>(
    ['desk', 'enrol-code', '--branch', branch, '--name', 'Front', ...place],
    env,
  );
  mkdirSync(data);
  return startPart(['desk', '--central', url, '--code', made?.code ?? '', '--shell', 'none', '--data', data], env);
}

async function signIn(api: DeskApi, { cards }: Stock): Promise<void> {
  await waitUntil('somebody signs in', PATIENCE_MS, async () => (await api.call('session.signIn', STAFF)).ok);
  await waitUntil('the desk has its copy', PATIENCE_MS, async () => {
    const { loading } = await api.get('sync.status', {});
    const found = await api.call('patron.find', { query: cards[0] ?? '', limit: 1 });
    return loading === null && found.ok && found.value.patrons.length > 0;
  });
}

async function exported(
  env: Env,
  place: Place,
  { dir, shape }: { readonly dir: string; readonly shape: ExportShape },
): Promise<Manifest> {
  const [manifest] = await jsonLines(['export', '--to', dir, '--format', shape, ...place], env);
  return ManifestSchema.parse(manifest);
}

/** Files of the state that are not the same. People who sign in and desks differ: they do not come along as they were. */
function differing(one: Manifest, other: Manifest): string[] {
  const hashes = new Map(other.files.map(({ name, sha256 }) => [name, sha256]));
  return one.files
    .filter(({ name, sha256 }) => !/^data\/(staff|desk)/.test(name) && hashes.get(name) !== sha256)
    .map(({ name }) => name);
}

/** Cards and copies for the day. */
type Stock = {
  readonly branch: string;
  readonly cards: readonly string[];
  readonly free: string[];
  readonly out: string[];
};

const rowsSchema = z.array(z.record(z.string(), z.string()));

function stockOf(folder: string): Stock {
  const read = (name: string) =>
    rowsSchema.parse(
      Papa.parse(readFileSync(join(folder, 'csv', `${name}.csv`), 'utf8'), { header: true, skipEmptyLines: true }).data,
    );
  const items = read('items');
  const out = new Set(read('loans').map((loan) => loan['item']));
  const homes = [...Map.groupBy(items, ({ home = '' }) => home)].toSorted((a, b) => b[1].length - a[1].length);
  const branch = homes[0]?.[0] ?? '';
  const isFree = (item: Record<string, string>) =>
    item['status'] === 'available' && item['circulates'] === 'yes' && !out.has(item['id'] ?? '');
  const barcodes = (some: readonly Record<string, string>[]) => some.flatMap(({ barcode }) => barcode ?? []);
  return {
    branch,
    cards: read('patrons')
      .filter(({ active, card, expires = '' }) => active === 'yes' && card !== '' && !isOver(expires))
      .flatMap(({ card }) => card ?? [])
      .slice(0, 40),
    free: barcodes(items.filter(isFree)).slice(0, 60),
    out: barcodes(items.filter(({ id }) => out.has(id ?? ''))),
  };
}

/** Of a date as the export writes it. */
const isOver = (expires: string): boolean => expires !== '' && Date.parse(`${expires.replace(' ', 'T')}Z`) < Date.now();

type Day = { readonly lent: string[]; readonly returned: string[]; held: number; owed: number };

const said = ({ lent, returned, held, owed }: Day) => ({ lent: lent.length, returned: returned.length, held, owed });

/** Lends, takes back, places a hold and adds a fee. After a refusal by the rules another card or copy is tried. */
async function work(api: DeskApi, { cards, free, out, branch }: Stock, day: Day, most: number): Promise<void> {
  let lent = 0;
  for (let n = 0; lent < most && n < 30 && free.length > 0; n += 1) {
    const [item, patron] = [free.shift() ?? '', cards[n % cards.length] ?? ''];
    const asked = await api.call('circ.checkout', { item, patron });
    if (!asked.ok || asked.value.decision !== 'done') continue;
    day.lent.push(item);
    lent += 1;
  }
  for (const item of out.splice(0, most)) {
    const taken = await api.get('circ.checkin', { item });
    if (taken.decision === 'done') day.returned.push(item);
  }
  const [patron = '', target = ''] = [cards.at(-1), day.lent[0]];
  const placed = await api.call('hold.place', { patron, target, pickup: branch });
  if (placed.ok && placed.value.decision === 'done') day.held += 1;
  const fee = await api.call('fee.add', { patron: cards[0] ?? '', charge: 'copies', amountMinor: 300 });
  if (fee.ok) day.owed += 1;
}
