// Snapshots: chunks that are named by their content, read again only where something changed, and never for a desk of another system.

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskScopes } from '../../../server/feed/desk-scopes.ts';
import { createCatalogue, type SoFar } from '../../../server/snapshot/catalogue.ts';
import { openChunkStore } from '../../../server/snapshot/chunk-store.ts';
import { createSnapshots, type Snapshots } from '../../../server/snapshot/snapshots.ts';
import type { Store } from '../../../server/store/store.ts';
import { branchId } from '../../../shared/core/ids.ts';
import { required } from '../../../shared/core/assert.ts';
import type { SnapshotManifest } from '../../../shared/wire/snapshot.ts';
import { catchUp, emptyReplica, loadAll, sortedRows } from './support/feed.ts';
import { openScene } from './support/scene.ts';
import { describeStores, testClock } from './support/stores.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

const main = { id: 'desk-A', branch: 'main', scopes: null };
const east = { id: 'desk-E', branch: 'east', scopes: null };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server process with its own chunks. */
function openSnapshots(
  store: Store,
  mono: () => number = () => 0,
): { readonly snapshots: Snapshots; readonly dir: string } {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-chunks-'));
  const bodies = openChunkStore(dir, mono);
  closing.push(() => bodies.close());
  return { snapshots: createSnapshots({ store, clock: testClock(0), bodies, chunkLength: 8_000 }), dir };
}

async function manifestOf(snapshots: Snapshots, desk: typeof main): Promise<SnapshotManifest> {
  const answer = await snapshots.manifest(desk);
  return 'building' in answer ? manifestOf(snapshots, desk) : answer;
}

const hashesOf = ({ parts }: SnapshotManifest, kind: string) =>
  parts.filter((part) => part.kind === kind).flatMap(({ chunks }) => chunks.map(({ hash }) => hash));
const checksumsOf = ({ parts }: SnapshotManifest) =>
  parts.map(({ scope, kind, rows, checksum }) => [scope, kind, rows, checksum]);

describeStores('snapshots', (use) => {
  test('one that is kept up to date equals one that is made anew, after any change, in every scope [I9]', async () => {
    const scene = await openScene(await use(), { items: 120, patrons: 30 });
    const { snapshots } = openSnapshots(scene.store);
    const expectSame = async () => {
      for (const desk of [main, east]) {
        const kept = await manifestOf(snapshots, desk);
        const fresh = await manifestOf(openSnapshots(scene.store).snapshots, desk);
        expect(checksumsOf(kept)).toEqual(checksumsOf(fresh));
        const replica = await emptyReplica(scene.store);
        await catchUp(scene.store, desk, replica);
        expect(sortedRows(await loadAll(snapshots, desk))).toEqual(sortedRows(replica));
      }
    };
    await expectSame();
    const before = hashesOf(await manifestOf(snapshots, main), 'item');
    expect(before.length).toBeGreaterThan(2);
    await scene.writer.putRows('item', [testItem('X50', { callNumber: 'QA 1' })]);
    const after = hashesOf(await manifestOf(snapshots, main), 'item');
    expect(after.filter((hash) => !before.includes(hash))).toHaveLength(1);
    await expectSame();
    await scene.writer.putRows(
      'item',
      Array.from({ length: 90 }, (_, n) => testItem(`Y${n}`)),
    );
    await scene.writer.putRows('item', [testItem('A0'), testItem('ZZ')]);
    await expectSame();
    await scene.writer.dropRows('item', ['A0', 'ZZ', 'X0']);
    await scene.writer.dropRows(
      'item',
      Array.from({ length: 90 }, (_, n) => `Y${n}`),
    );
    await expectSame();
    await scene.writer.putRows('patron', [testPatron('P0', { home: branchId('east') })]);
    const desk = await scene.desk('E', 'east');
    scene.clock.set(at(10));
    desk.checkout('X9', 'P7', { at: at(10) });
    await scene.send(desk);
    await expectSame();
    desk.checkin('X9', { at: at(10, 30) });
    await scene.send(desk, desk.request(1));
    await expectSame();
  });

  test('while the library is read for the first time it is told which chunks are cut, as the manifest will have them', async () => {
    const scene = await openScene(await use(), { items: 120, patrons: 30 });
    const { snapshots, dir } = openSnapshots(scene.store);
    const scopes = await scene.store.read((tx) => deskScopes(tx, main.branch));
    const bodies = openChunkStore(`${dir}-told`, () => 0);
    closing.push(() => bodies.close());
    const told: SoFar[] = [];
    const catalogue = createCatalogue(
      {
        ...bodies,
        put: (...body) => {
          bodies.put(...body);
          told.push(catalogue.soFar(scopes));
        },
      },
      8_000,
    );
    await scene.store.readLong((tx) => catalogue.refresh(tx, scopes, { keepBodies: true }));
    const { parts } = await manifestOf(snapshots, main);
    const all = parts.reduce((sum, { rows }) => sum + rows, 0);
    expect(told.length).toBeGreaterThan(5);
    for (const { rows, of, parts: begun } of told) {
      expect(of).toBe(all);
      expect(rows).toBe(begun.flatMap(({ chunks }) => chunks).reduce((sum, chunk) => sum + chunk.rows, 0));
      for (const { scope, kind, chunks } of begun) {
        const whole = parts.find((part) => part.scope === scope && part.kind === kind)?.chunks ?? [];
        expect(chunks.map(({ hash, to }) => ({ hash, to }))).toEqual(
          whole.slice(0, chunks.length).map(({ hash, to }) => ({ hash, to })),
        );
      }
    }
    expect(told.at(-1)?.rows).toBeGreaterThan(all / 2);
  });

  test('the stream positions of a manifest are those of its rows [I3]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const { snapshots } = openSnapshots(scene.store);
    for (let seq = 1; seq <= 3; seq += 1) {
      const id = desk.checkout(`X${seq - 1}`, 'P0', { at: at(10, seq) });
      await scene.send(desk, desk.request(seq - 1));
      const replica = await loadAll(snapshots, main);
      expect(replica.lastSeq[desk.stream]).toBe(seq);
      expect(replica.rows.has(`event/${id}`)).toBe(true);
    }
  });

  test('a chunk is served by a server that never made its manifest, until its rows change', async () => {
    const scene = await openScene(await use());
    const manifest = await manifestOf(openSnapshots(scene.store).snapshots, main);
    const another = openSnapshots(scene.store).snapshots;
    const [hash] = hashesOf(manifest, 'item');
    const chunk = () => another.chunk(main, hash ?? '', { scope: 'all', kind: 'item', after: '' });
    expect((await chunk()).body.length).toBeGreaterThan(0);
    await scene.writer.putRows('item', [testItem('X0', { callNumber: 'QA 9' })]);
    await expect(chunk()).rejects.toMatchObject({ code: 'HF-SERVER-015' });
  });

  test('a chunk that a manifest named is served as it was, though its rows changed, for two hours', async () => {
    const scene = await openScene(await use());
    let now = 0;
    const { snapshots } = openSnapshots(scene.store, () => now);
    const [hash] = hashesOf(await manifestOf(snapshots, main), 'item');
    const chunk = () => snapshots.chunk(main, hash ?? '', { scope: 'all', kind: 'item', after: '' });
    const first = await chunk();
    await scene.writer.putRows('item', [testItem('X0', { callNumber: 'QA 9' })]);
    now += 3_600_000;
    await manifestOf(snapshots, main);
    expect((await chunk()).body).toEqual(first.body);
    now += 3 * 3_600_000;
    await manifestOf(snapshots, main);
    await expect(chunk()).rejects.toMatchObject({ code: 'HF-SERVER-015' });
  });

  test('the patrons of another system are not served, by no name and no range', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('patron', [testPatron('P9', { home: branchId('east') })]);
    const { snapshots } = openSnapshots(scene.store);
    const theirs = await manifestOf(snapshots, east);
    const [hash] = hashesOf(theirs, 'patron');
    const ask = (scope: string) => snapshots.chunk(main, hash ?? '', { scope, kind: 'patron', after: '' });
    await expect(ask('system:east')).rejects.toMatchObject({ code: 'HF-SERVER-016' });
    await expect(ask('system:main')).rejects.toMatchObject({ code: 'HF-SERVER-015' });
    await expect(ask('all')).rejects.toMatchObject({ code: 'HF-SERVER-015' });
  });

  test('files of chunks are sealed, and one that is spoiled is put together again [I19]', async () => {
    const scene = await openScene(await use());
    const { snapshots, dir } = openSnapshots(scene.store);
    const manifest = await manifestOf(snapshots, main);
    const files = readdirSync(dir);
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const path = join(dir, name);
      expect(readFileSync(path).includes('card-P')).toBe(false);
      writeFileSync(path, readFileSync(path).fill(7, 40));
    }
    const part = required(
      manifest.parts.find(({ kind, rows }) => kind === 'patron' && rows > 0),
      () => 'no patrons',
    );
    const [chunk] = part.chunks;
    const query = { scope: part.scope, kind: part.kind, after: '' };
    expect((await snapshots.chunk(main, chunk?.hash ?? '', query)).body.length).toBeGreaterThan(0);
  });

  test('a new epoch begins the catalogue anew', async () => {
    const scene = await openScene(await use());
    const { snapshots } = openSnapshots(scene.store);
    const first = await manifestOf(snapshots, main);
    // Another library at the same place: other rows, no position that shows it.
    await scene.store.write(async (tx) => {
      await tx.db.updateTable('feed_head').set({ epoch: 'another', position: first.pos }).execute();
      await tx.db.updateTable('item').set({ version: 77 }).where('id', '=', 'X0').execute();
    });
    const second = await manifestOf(snapshots, main);
    expect(second.epoch).toBe('another');
    expect(hashesOf(second, 'item')).not.toEqual(hashesOf(first, 'item'));
  });
});
