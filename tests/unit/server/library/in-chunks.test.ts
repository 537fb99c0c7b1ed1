// The pace of long writes: short transactions, at any cost of a row.

import { inChunks } from '../../../../server/library/in-chunks.ts';

describe('long writes', () => {
  test('are cut into chunks that take about 30 ms each, whatever a row costs', async () => {
    let now = 0;
    const tookMs: number[] = [];
    const seen: number[] = [];
    await inChunks(
      Array.from({ length: 5_000 }, (_, index) => index),
      () => now,
      async (chunk) => {
        now += chunk.length * 0.5;
        tookMs.push(chunk.length * 0.5);
        seen.push(...chunk);
      },
    );
    expect(seen).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
    expect(Math.max(...tookMs.slice(3))).toBeLessThanOrEqual(50);
  });

  test('of nothing do nothing', async () => {
    const work = jest.fn();
    await inChunks([], () => 0, work);
    expect(work).not.toHaveBeenCalled();
  });
});
