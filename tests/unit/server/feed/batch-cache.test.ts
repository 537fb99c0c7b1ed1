// Which kept batch a desk is given on its way to the head.

import { createBatchCache, type Batch, type BatchCache } from '../../../../server/feed/batch-cache.ts';

const start = { epoch: 'e', scopes: ['all'], after: 100 };
const short = (to: number): Batch => ({ to, at: to, lines: [], length: 10, checksum: null });

/** Asks for a batch; returns where it ends and whether it was read for this asker. */
async function ask(cache: BatchCache, head: number, batch: Batch | null = short(head), from = start) {
  let wasRead = false;
  const taken = await cache.batch(from, head, () => {
    wasRead = true;
    return Promise.resolve(batch);
  });
  return { to: taken?.to, wasRead };
}

test('desks that start together read once, also at the same moment', async () => {
  const cache = createBatchCache();
  let reads = 0;
  const read = () => {
    reads += 1;
    return Promise.resolve(short(110));
  };
  const taken = await Promise.all([1, 2, 3].map(() => cache.batch(start, 110, read)));
  expect(taken.map((batch) => batch?.to)).toEqual([110, 110, 110]);
  expect(reads).toBe(1);
});

test('a kept batch that brings a desk half the way is taken, the farthest one first; one that brings it less is not', async () => {
  const cache = createBatchCache();
  await ask(cache, 104);
  expect(await ask(cache, 108)).toEqual({ to: 104, wasRead: false });
  expect(await ask(cache, 109)).toEqual({ to: 109, wasRead: true });
  expect(await ask(cache, 112)).toEqual({ to: 109, wasRead: false });
  expect(await ask(cache, 105)).toEqual({ to: 104, wasRead: false });
});

test('a long batch is taken however far the head is', async () => {
  const cache = createBatchCache();
  await ask(cache, 101, { ...short(101), length: 1024 * 1024 });
  expect(await ask(cache, 500)).toEqual({ to: 101, wasRead: false });
});

test('other scopes, another epoch, another start and a batch beyond the own head are not taken', async () => {
  const cache = createBatchCache();
  await ask(cache, 110);
  expect(await ask(cache, 109)).toMatchObject({ wasRead: true });
  expect(await ask(cache, 110, short(110), { ...start, scopes: ['all', 'system:east'] })).toMatchObject({
    wasRead: true,
  });
  expect(await ask(cache, 110, short(110), { ...start, epoch: 'f' })).toMatchObject({ wasRead: true });
  expect(await ask(cache, 110, short(110), { ...start, after: 105 })).toMatchObject({ wasRead: true });
});

test('a batch too long to hold and one that could not be read are not kept', async () => {
  const cache = createBatchCache();
  expect(await ask(cache, 110, null)).toEqual({ to: undefined, wasRead: true });
  await expect(cache.batch(start, 110, () => Promise.reject(new Error('the disk')))).rejects.toThrow('the disk');
  expect(await ask(cache, 110)).toEqual({ to: 110, wasRead: true });
});

test('the batch least recently asked for makes room for new ones', async () => {
  const cache = createBatchCache();
  const length = 16 * 1024 * 1024;
  const from = (after: number) => ({ ...start, after });
  for (let after = 100; after < 108; after += 1) await ask(cache, 200, { ...short(200), length }, from(after));
  expect(await ask(cache, 200, short(200), from(100))).toMatchObject({ wasRead: false });
  await ask(cache, 200, { ...short(200), length }, from(108));
  expect(await ask(cache, 200, short(200), from(100))).toMatchObject({ wasRead: false });
  expect(await ask(cache, 200, short(200), from(101))).toMatchObject({ wasRead: true });
});
