// The feed as it is applied: whole batches or nothing, with any damage to the bytes on the line. [I9] [I11] [I20]

import { followFeed, type FollowEnd, type FollowOptions } from '../../../../../electron/core/link/follow-feed.ts';
import { replicaState } from '../../../../../db/replica/replica-state.ts';
import { itemById } from '../../../../../db/replica/queries/items.ts';
import { itemId } from '../../../../../shared/core/ids.ts';
import type { FeedLine } from '../../../../../shared/wire/feed.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import { testReplica, type TestReplica } from '../../../db/support/test-replica.ts';
import { itemRow, put } from '../../../db/support/test-rows.ts';
import { streamOf } from './support/stream-of.ts';

const path = tempDir();

/** A replica at position 10 of epoch e1, in a folder of its own. */
function openCopy(name: string): TestReplica {
  const copy = testReplica(path(name), [put('item', 'a', itemRow('a'))]);
  opened.push(copy);
  return copy;
}
const opened: TestReplica[] = [];
afterAll(() => {
  for (const copy of opened) copy.close();
});

type Told = { readonly receipts: string[][]; readonly positions: number[]; readonly heads: number[] };

async function follow(
  copy: TestReplica,
  chunks: readonly (string | Error)[],
  more: Partial<FollowOptions> = {},
): Promise<Told & { readonly end: FollowEnd }> {
  const told: Told = { receipts: [], positions: [], heads: [] };
  const end = await followFeed({
    body: streamOf(chunks),
    writer: copy.writer,
    mono: () => performance.now(),
    yieldToOthers: () => Promise.resolve(),
    onReceipts: (texts) => told.receipts.push([...texts]),
    onApplied: ({ state }) => told.positions.push(state.pos),
    onBytes: () => undefined,
    onChecksum: () => Promise.resolve(),
    onUpToDate: (head) => told.heads.push(head),
    ...more,
  });
  return { ...told, end };
}

const state = ({ reader }: TestReplica) => replicaState(reader);
const epochOf = (copy: TestReplica) => state(copy)?.epoch ?? '';
const text = (...lines: readonly (FeedLine | object)[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const begin = (copy: TestReplica, after: number, to: number) => ({
  type: 'begin',
  epoch: epochOf(copy),
  after,
  to,
  at: 1,
});
const answerTo = (seq: number) => ({ type: 'receipt', receipt: JSON.stringify({ stream: 'A-1', seq }) });
const putItem = (id: string, callNumber: string) => ({
  type: 'put',
  kind: 'item',
  key: id,
  version: 2,
  row: itemRow(id, { callNumber }),
});
const commit = (to: number, lastSeq: Record<string, number> = {}) => ({ type: 'commit', to, lastSeq });
const callNumber = (copy: TestReplica, id: string) => itemById(copy.reader, itemId(id))?.callNumber ?? null;

test('the copy is compared with what a commit says before the next batch changes it [I9]', async () => {
  const copy = openCopy('checksum');
  const seen: unknown[] = [];
  const bytes = text(
    begin(copy, 10, 11),
    putItem('a', 'A 1'),
    { ...commit(11), checksum: 'item=1' },
    begin(copy, 11, 12),
    putItem('a', 'A 2'),
    commit(12),
  );
  const onChecksum = async (checksum: string) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push([checksum, state(copy)?.pos, callNumber(copy, 'a')]);
  };
  expect(await follow(copy, [bytes], { onChecksum })).toMatchObject({ end: 'ended', positions: [11, 12] });
  expect(seen).toEqual([['item=1', 11, 'A 1']]);
});

describe('a batch', () => {
  test('is applied whole, wherever the chunks cut its lines [I11]', async () => {
    const copy = openCopy('cut');
    const bytes = text(begin(copy, 10, 12), putItem('a', 'Ñ 1'), putItem('b', 'B 2'), commit(12));
    const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, n) => bytes.slice(n * 7, n * 7 + 7));
    expect(await follow(copy, chunks)).toMatchObject({ end: 'ended', positions: [12] });
    expect(state(copy)?.pos).toBe(12);
    expect([callNumber(copy, 'a'), callNumber(copy, 'b')]).toEqual(['Ñ 1', 'B 2']);
  });

  test.each([
    ['ends before the commit', (lines: string) => [lines.slice(0, -40)]],
    ['breaks before the commit', (lines: string) => [lines.slice(0, -40), new Error('the line broke')]],
    ['turns into something else', (lines: string) => [lines.slice(0, -40), '<html>Welcome to the hotel</html>\n']],
  ])('leaves nothing behind where the stream %s, and comes again afterwards [I10] [I11]', async (how, spoil) => {
    const copy = openCopy(how.replaceAll(' ', '-'));
    const lines = text(begin(copy, 10, 11), putItem('a', 'X'), putItem('c', 'Y'), commit(11));
    await follow(copy, spoil(lines)).catch(() => undefined);
    expect(state(copy)?.pos).toBe(10);
    expect([callNumber(copy, 'a'), callNumber(copy, 'c')]).toEqual(['', null]);
    expect(await follow(copy, [lines])).toMatchObject({ positions: [11] });
    expect(callNumber(copy, 'a')).toBe('X');
  });

  test('is cut into slices with other work between them, and no reader sees a part of it [I11]', async () => {
    const copy = openCopy('slices');
    let mono = 0;
    const seen = new Set<number>();
    const rows = Array.from({ length: 60 }, (_, n) => putItem(`s${n}`, 'S'));
    let slices = 0;
    await follow(copy, [text(begin(copy, 10, 11), ...rows, commit(11))], {
      // Each look at the clock costs a millisecond.
      mono: () => (mono += 1),
      yieldToOthers: () => {
        slices += 1;
        seen.add(rows.filter(({ key }) => callNumber(copy, key) !== null).length);
        return Promise.resolve();
      },
    });
    expect(slices).toBeGreaterThan(3);
    expect([...seen]).toEqual([0]);
    expect(rows.every(({ key }) => callNumber(copy, key) === 'S')).toBe(true);
  });

  test('tells its receipts before it is committed; where they cannot be kept it is not applied [I3] [I5]', async () => {
    const copy = openCopy('receipts');
    const lines = text(begin(copy, 10, 11), answerTo(3), putItem('a', 'R'), commit(11, { 'A-1': 3 }));
    const full = () => {
      throw new Error('the disk is full');
    };
    await expect(follow(copy, [lines], { onReceipts: full })).rejects.toThrow('the disk is full');
    expect(state(copy)?.pos).toBe(10);
    expect(callNumber(copy, 'a')).toBe('');
    const order: string[] = [];
    await follow(copy, [lines], {
      onReceipts: (texts) => order.push(...texts),
      onApplied: ({ state: { pos } }) => order.push(`at ${pos}`),
    });
    expect(order).toEqual([answerTo(3).receipt, 'at 11']);
  });
});

test('a line that breaks is one of the ways in which a feed ends, and no fault', async () => {
  const copy = openCopy('cut-off');
  const lines = text(begin(copy, 10, 11), putItem('a', 'X'), commit(11));
  const end = await follow(copy, [lines, text(begin(copy, 11, 12)), new Error('terminated')]);
  expect(end).toMatchObject({ end: 'cut', positions: [11] });
  expect(copy.writer.raw.inTransaction).toBe(false);
});

describe('lines out of order', () => {
  test.each([
    ['a batch from another position', (copy: TestReplica) => [begin(copy, 11, 12), commit(12)], 'misfit'],
    ['a batch that leads nowhere', (copy: TestReplica) => [begin(copy, 10, 10), commit(10)], 'misfit'],
    [
      'a batch of another epoch',
      (copy: TestReplica) => [{ ...begin(copy, 10, 11), epoch: 'other' }],
      'must-rebootstrap',
    ],
    ['rows outside a batch', () => [putItem('a', 'loose')], 'misfit'],
    ['a commit outside a batch', () => [commit(11)], 'misfit'],
    [
      'a batch in a batch',
      (copy: TestReplica) => [begin(copy, 10, 11), putItem('a', 'in'), begin(copy, 10, 12)],
      'misfit',
    ],
    [
      'a batch that answers an act and does not count it',
      (copy: TestReplica) => [begin(copy, 10, 11), putItem('a', 'in'), answerTo(4), commit(11, { 'A-1': 3 })],
      'misfit',
    ],
    ['the word to begin anew', () => [{ type: 'mustRebootstrap', reason: 'floor' }], 'must-rebootstrap'],
  ])('%s: the feed ends with what to do, and the copy is as it was', async (name, lines, end) => {
    const copy = openCopy(name.replaceAll(' ', '-'));
    expect((await follow(copy, [text(...lines(copy))])).end).toBe(end);
    expect(state(copy)?.pos).toBe(10);
    expect(callNumber(copy, 'a')).toBe('');
    expect(copy.writer.raw.inTransaction).toBe(false);
  });

  test('a line that is no JSON, and one of a known type with parts missing, break the feed', async () => {
    const copy = openCopy('garbage');
    await expect(follow(copy, ['garbage\n'])).rejects.toThrow();
    await expect(follow(copy, [text({ type: 'commit' })])).rejects.toThrow('broken line');
    await expect(follow(copy, [text({ no: 'type' })])).rejects.toThrow('broken line');
  });

  test('lines and rows of kinds that came later are skipped, and the rest counts [I20]', async () => {
    const copy = openCopy('newer');
    const newer = { type: 'put', kind: 'bookmobileStop', key: 'x', version: 1, row: { at: 7 } };
    const lines = text({ type: 'weather', wind: 3 }, begin(copy, 10, 11), newer, putItem('a', 'N'), commit(11));
    expect(await follow(copy, [lines])).toMatchObject({ end: 'ended', positions: [11] });
    expect(callNumber(copy, 'a')).toBe('N');
  });
});

test('the head is told, and the copy is known to be complete to that moment; not in the middle of a batch', async () => {
  const copy = openCopy('head');
  const head = (serverTime: number) => ({ type: 'upToDate', head: 10, serverTime });
  expect(await follow(copy, [text(head(5_000_000_000_000))])).toMatchObject({ heads: [10] });
  expect(state(copy)?.asOf).toBe(5_000_000_000_000);
  await follow(copy, [text(begin(copy, 10, 11), head(6_000_000_000_000), putItem('a', 'H'), commit(11))]);
  expect(state(copy)).toMatchObject({ pos: 11, asOf: 5_000_000_000_000 });
});
