// With any lines on the feed, a desk's copy is the result of whole batches: never a part of one, never further back,
// never unreadable. [I10] [I11] [I20]

import fc from 'fast-check';
import { followFeed } from '../../../../../electron/core/link/follow-feed.ts';
import { replicaState } from '../../../../../db/replica/replica-state.ts';
import { itemById } from '../../../../../db/replica/queries/items.ts';
import { itemId } from '../../../../../shared/core/ids.ts';
import { tempDir } from '../../../../unit/db/support/temp-dir.ts';
import { testReplica } from '../../../../unit/db/support/test-replica.ts';
import { itemRow, put } from '../../../../unit/db/support/test-rows.ts';
import { streamOf } from '../../../../unit/electron/core/link/support/stream-of.ts';
import { deep, hostileText, hostileValue } from '../../../server/support/hostile-values.ts';

const path = tempDir();
const startAt = 10;

/** A line that belongs on a feed, where the copy is or is not; or one that belongs nowhere. */
type Line = (at: { readonly epoch: string; readonly pos: number; readonly mark: string }) => string;

const line = (value: object): string => `${JSON.stringify(value)}\n`;
const begin =
  (shift: number, length: number, epoch: string | null): Line =>
  (at) =>
    line({ type: 'begin', epoch: epoch ?? at.epoch, after: at.pos + shift, to: at.pos + shift + length, at: 1 });
const putA: Line = ({ mark }) =>
  line({ type: 'put', kind: 'item', key: 'a', version: 2, row: itemRow('a', { callNumber: mark }) });
const putB: Line = ({ mark }) =>
  line({ type: 'put', kind: 'item', key: 'b', version: 2, row: itemRow('b', { callNumber: mark }) });
const commit =
  (by: number): Line =>
  (at) =>
    line({ type: 'commit', to: at.pos + by, lastSeq: {} });

const rightBatch: fc.Arbitrary<readonly Line[]> = fc.constant([begin(0, 1, null), putA, putB, commit(1)]);
const strangeLine: fc.Arbitrary<Line> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -12, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.constantFrom(null, null, 'other'))
    .map(([shift, length, epoch]) => begin(shift, length, epoch)),
  fc.integer({ min: -12, max: 3 }).map(commit),
  fc.constant(putA),
  fc.tuple(hostileText, hostileText, hostileValue).map(
    ([kind, key, row]): Line =>
      () =>
        line({ type: 'put', kind, key, version: 1, row }),
  ),
  fc.tuple(fc.constantFrom('item', 'patron', 'loan', 'event'), hostileText, hostileValue).map(
    ([kind, key, row]): Line =>
      () =>
        line({ type: 'put', kind, key, version: 1, row }),
  ),
  fc.tuple(fc.constantFrom('item', 'nothing', '__proto__'), hostileText).map(
    ([kind, key]): Line =>
      () =>
        line({ type: 'del', kind, key }),
  ),
  hostileText.map(
    (receipt): Line =>
      () =>
        line({ type: 'receipt', receipt }),
  ),
  hostileValue.map(
    (value): Line =>
      () =>
        `${JSON.stringify(value)}\n`,
  ),
  hostileText.map(
    (text): Line =>
      () =>
        `${text}\n`,
  ),
  hostileText.map(
    (type): Line =>
      () =>
        line({ type, more: 1 }),
  ),
  fc.constantFrom<Line>(
    () => line({ type: 'keepalive', serverTime: 1 }),
    () => line({ type: 'upToDate', head: 1e15, serverTime: -1 }),
    () => '<!doctype html><title>Sign in to the network</title>\n',
    () => `{"type":"put","kind":"item","key":"a","version":1,"row":${deep(20_000)}}\n`,
    () => '{"type":"put","kind":"item","key":"a","version":1e999,"row":{}}\n',
    () => '\ufeff{"type":"keepalive","serverTime":1}\n',
  ),
);
/** A batch with a line too many or one too few. */
const spoiledBatch: fc.Arbitrary<readonly Line[]> = fc
  .tuple(rightBatch, fc.nat(4), fc.option(strangeLine))
  .map(([lines, at, strange]) =>
    strange === null ? lines.filter((_, index) => index !== at) : lines.toSpliced(at, 0, strange),
  );
const feed = fc.record({
  batches: fc.array(
    fc.oneof(
      rightBatch,
      spoiledBatch,
      strangeLine.map((one) => [one]),
    ),
    { minLength: 1, maxLength: 5 },
  ),
  chunk: fc.integer({ min: 1, max: 4_000 }),
  cutAt: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});

describe('the feed of a desk', () => {
  test('makes whole batches of whatever comes, or ends, seed 20261126 [I10] [I11] [I20]', async () => {
    const copy = testReplica(path('hostile'), [put('item', 'a', itemRow('a')), put('item', 'b', itemRow('b'))]);
    const callNumbers = () => ['a', 'b'].map((id) => itemById(copy.reader, itemId(id))?.callNumber ?? null);
    const posNow = () => replicaState(copy.reader)?.pos ?? -1;
    const epoch = replicaState(copy.reader)?.epoch ?? '';
    let round = 0;
    let applied = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(feed, async ({ batches, chunk, cutAt }) => {
        round += 1;
        const before = { pos: posNow(), epoch };
        const bytes = Buffer.from(
          batches
            .map((lines, index) =>
              lines.map((make) => make({ epoch, pos: before.pos + index, mark: `${round}.${index}` })).join(''),
            )
            .join(''),
          'utf8',
        );
        const sent = cutAt === null ? bytes : bytes.subarray(0, Math.floor(bytes.length * cutAt));
        const chunks = Array.from({ length: Math.ceil(sent.length / chunk) }, (_, index) =>
          sent.subarray(index * chunk, (index + 1) * chunk),
        );
        const positions: number[] = [];
        const follows = followFeed({
          body: streamOf(chunks),
          writer: copy.writer,
          mono: () => performance.now(),
          yieldToOthers: () => Promise.resolve(),
          onReceipts: () => undefined,
          onApplied: ({ state }) => positions.push(state.pos),
          onBytes: () => undefined,
          onUpToDate: () => undefined,
          onChecksum: () => Promise.resolve(),
        });
        await follows.catch((error: unknown) => {
          refused += 1;
          expect(error).toBeInstanceOf(Error);
        });
        applied += positions.length;
        expect(positions).toEqual(positions.toSorted((one, other) => one - other));
        expect(posNow()).toBe(positions.at(-1) ?? before.pos);
        expect(posNow()).toBeGreaterThanOrEqual(Math.max(before.pos, startAt));
        // In every case the copy can be read, and the next right batch is taken.
        callNumbers();
        await expectTaken({ pos: posNow(), mark: `after ${round}` });
      }),
      { seed: 20261126, numRuns: 200 },
    );
    expect(applied).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(10);
    copy.close();

    async function expectTaken({ pos, mark }: { readonly pos: number; readonly mark: string }): Promise<void> {
      const right = [begin(0, 1, null), putA, putB, commit(1)].map((make) => make({ epoch, pos, mark })).join('');
      await followFeed({
        body: streamOf([right]),
        writer: copy.writer,
        mono: () => performance.now(),
        yieldToOthers: () => Promise.resolve(),
        onReceipts: () => undefined,
        onApplied: () => undefined,
        onBytes: () => undefined,
        onUpToDate: () => undefined,
        onChecksum: () => Promise.resolve(),
      });
      expect(posNow()).toBe(pos + 1);
      expect(callNumbers()).toEqual([mark, mark]);
    }
  }, 180_000);
});
