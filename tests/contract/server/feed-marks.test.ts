// The marks of nights: copies are compared at them, and tombstones behind them go when they are old and every active desk is past them.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revokeDesk } from '../../../server/desks/desk-list.ts';
import { createBatchCache } from '../../../server/feed/batch-cache.ts';
import { openFeedHub } from '../../../server/feed/feed-hub.ts';
import { markFeed } from '../../../server/feed/feed-marks.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { streamFeed } from '../../../server/feed/stream-feed.ts';
import { createCatalogue } from '../../../server/snapshot/catalogue.ts';
import { openChunkStore } from '../../../server/snapshot/chunk-store.ts';
import { feedChecksum } from '../../../server/snapshot/feed-checksum.ts';
import { RowChecksum } from '../../../db/open/row-checksum.ts';
import { branchId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { FeedLineSchema, type FeedLine } from '../../../shared/wire/feed.ts';
import { parseChecksums } from '../../../shared/wire/feed-checksum.ts';
import { chunkLine } from '../../../shared/wire/snapshot-chunk.ts';
import { catchUp, takeSnapshot, type TestReplica } from './support/feed.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at, testItem } from './support/test-library.ts';

const NIGHT = 3;
const DAY = 14;

/** The lines that a desk gets from a position on, with the checksums that a server gives. */
async function linesFrom(
  scene: Scene,
  desk: { readonly id: string; readonly branch: string },
  after: number,
): Promise<FeedLine[]> {
  const hub = await openFeedHub(scene.store);
  const catalogue = createCatalogue(openChunkStore(mkdtempSync(join(tmpdir(), 'holdfast-chunks-')), () => 0));
  const { epoch } = await scene.store.read(readHead);
  let text = '';
  const write = (part: string) => {
    text += part;
    return Promise.resolve();
  };
  const parts = {
    store: scene.store,
    hub,
    clock: scene.clock,
    cache: createBatchCache(),
    checksum: (tx: Parameters<typeof feedChecksum>[0], scopes: readonly string[]) =>
      feedChecksum(tx, catalogue, scopes),
  };
  const request = { desk: { ...desk, scopes: null }, epoch, after, live: false };
  await streamFeed(parts, request, { signal: new AbortController().signal, write });
  await hub.close();
  return text.split('\n').flatMap((line) => (line === '' ? [] : [FeedLineSchema.parse(JSON.parse(line))]));
}

const checksumIn = (lines: readonly FeedLine[]) => lines.find((line) => line.type === 'commit')?.checksum;

describeStores('marks on the feed', (use) => {
  test('are set once a night, and by day only by a server that missed the night', async () => {
    const { store } = await openScene(await use());
    const mark = async (now: number, hour: number) => (await markFeed(store, now, hour)).marked;
    expect(await mark(at(3), NIGHT)).toBe(true);
    expect(await mark(at(4), NIGHT)).toBe(false);
    expect(await mark(at(3) + 29 * 3_600_000, DAY)).toBe(false);
    expect(await mark(at(3) + 31 * 3_600_000, DAY)).toBe(true);
    expect(await mark(at(3) + 2 * DAY_MS, NIGHT)).toBe(false);
    expect(await mark(at(3) + 3 * DAY_MS, NIGHT)).toBe(true);
  });

  test('the batch that passes one says what the copy is then, kind by kind, and no other does [I9]', async () => {
    const scene = await openScene(await use(), { items: 30, patrons: 4 });
    const desk = { id: 'desk-A', branch: 'main' };
    const replica: TestReplica = await takeSnapshot(scene.store, { ...desk, scopes: null });
    await scene.writer.putRows('item', [testItem('X0', { callNumber: 'before' })]);
    expect(checksumIn(await linesFrom(scene, desk, replica.pos))).toBeUndefined();
    await markFeed(scene.store, at(3), NIGHT);
    await scene.writer.putRows('item', [testItem('X1', { callNumber: 'after' })]);
    const lines = await linesFrom(scene, desk, replica.pos);
    const said = parseChecksums(checksumIn(lines) ?? '');
    const versions = await scene.store.read(async (tx) => ({
      item: await tx.db.selectFrom('item').select(['id', 'version', 'body']).execute(),
      patron: await tx.db.selectFrom('patron').select(['id', 'version', 'body']).where('home', '=', 'main').execute(),
    }));
    for (const [kind, rows] of Object.entries(versions)) {
      const sum = new RowChecksum();
      for (const { id, version, body } of rows) sum.add(chunkLine(id, version, body));
      expect([kind, said.get(kind)]).toEqual([kind, sum.hex]);
    }
    const commit = lines.find((line) => line.type === 'commit');
    expect(checksumIn(await linesFrom(scene, desk, commit?.to ?? 0))).toBeUndefined();
  });

  test('a desk of several systems is told nothing of rows that may be in both', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('branch', [
      { id: branchId('root'), name: 'root', parent: null, kind: 'consortium', system: null, zone: 'UTC' },
    ]);
    await markFeed(scene.store, at(3), NIGHT);
    const said = parseChecksums(checksumIn(await linesFrom(scene, { id: 'desk-R', branch: 'root' }, 1)) ?? '');
    expect(said.has('item')).toBe(true);
    expect(said.has('patron')).toBe(false);
  });

  test('tombstones go after ninety days, when every active desk is past them, and the floor says so', async () => {
    const scene = await openScene(await use());
    const { store } = scene;
    const [fast, slow] = [await scene.desk('A'), await scene.desk('B')];
    const [near, far] = [
      await takeSnapshot(store, { id: fast.desk, branch: 'main', scopes: null }),
      await takeSnapshot(store, { id: slow.desk, branch: 'main', scopes: null }),
    ];
    const follow = (desk: typeof fast, replica: TestReplica) =>
      catchUp(store, { id: desk.desk, branch: 'main', scopes: null }, replica);
    await follow(fast, near);
    await follow(slow, far);
    await scene.writer.putRows('item', [testItem('Z1'), testItem('Z2')]);
    await scene.writer.dropRows('item', ['Z1']);
    await markFeed(store, at(3), NIGHT);
    await follow(fast, near);
    const tombstones = async () =>
      (await store.read((tx) => tx.db.selectFrom('feed_row').select('key').where('deleted', '=', 1).execute())).map(
        ({ key }) => key,
      );
    const floor = async () => (await store.read(readHead)).floor;

    expect(await markFeed(store, at(3) + 89 * DAY_MS, NIGHT)).toEqual({ marked: true, trimmed: 0 });
    // Old enough, but one desk is not past it.
    expect(await markFeed(store, at(3) + 91 * DAY_MS, NIGHT)).toMatchObject({ trimmed: 0 });
    expect(await tombstones()).toEqual(['Z1']);
    expect(await floor()).toBeLessThan(near.pos);

    await scene.writer.dropRows('item', ['Z2']);
    await revokeDesk({ store, clock: scene.clock }, 'B');
    expect(await markFeed(store, at(3) + 92 * DAY_MS, NIGHT)).toMatchObject({ trimmed: 1 });
    expect(await tombstones()).toEqual(['Z2']);
    expect((await follow(slow, far))[0]).toEqual({ type: 'mustRebootstrap', reason: 'floor' });
    await follow(fast, near);
    expect(near.rows.has('item/Z2')).toBe(false);
  });
});
