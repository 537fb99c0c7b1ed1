// The order of requests: one request of a stream or a desk at a time, few at once, a bounded number that wait. [I29]

import { setTimeout as wait } from 'node:timers/promises';
import { COMMAND_TURNS, createTurns, REPORT_TURNS, type TurnLimits } from '../../../../server/http/turns.ts';

const limits: TurnLimits = { ...COMMAND_TURNS, atOnce: 2, mostWaiting: 5, mostOfOne: 2, longestWaitMs: 10_000 };
const isHere = () => false;
const busy = { code: 'HF-SERVER-010' };

/** Work that ends on request, and the work running at each moment. */
function bench(own: TurnLimits = limits) {
  const turns = createTurns(own);
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, stream: string, isGone = isHere) =>
    turns.run(stream, isGone, async () => {
      running.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      running.splice(running.indexOf(name), 1);
      return name;
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await wait(0);
  };
  return { start, end, running };
}

describe('turns', () => {
  test('requests of one stream take turns in their order, those of others run beside them, few at once', async () => {
    const { start, end, running } = bench();
    const all = [start('a1', 'a'), start('a2', 'a'), start('b1', 'b'), start('c1', 'c')];
    await wait(0);
    expect(running).toEqual(['a1', 'b1']);
    await end('b1');
    expect(running).toEqual(['a1', 'c1']);
    await end('a1');
    expect(running).toEqual(['c1', 'a2']);
    await end('c1');
    await end('a2');
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1', 'c1']);
  });

  test('a work that fails gives its turn on', async () => {
    const turns = createTurns({ ...limits, atOnce: 1 });
    const failing = turns.run('a', isHere, () => Promise.reject(new Error('no')));
    const next = turns.run('a', isHere, () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  test('more than may wait are refused at once, of one stream sooner than of all', async () => {
    const { start, end } = bench({ ...limits, atOnce: 1 });
    const first = start('a', 'a');
    const waiting = [start('b1', 'b'), start('b2', 'b')];
    await expect(start('b3', 'b')).rejects.toMatchObject(busy);
    waiting.push(start('c', 'c'), start('d', 'd'), start('e', 'e'));
    await expect(start('f', 'f')).rejects.toMatchObject(busy);
    for (const name of ['a', 'b1', 'b2', 'c', 'd', 'e']) await end(name);
    expect(await Promise.all([first, ...waiting])).toHaveLength(6);
  });

  test('a request that waits too long is refused, and its place is free again', async () => {
    const { start, end, running } = bench({ ...limits, atOnce: 1, longestWaitMs: 20 });
    const first = start('a', 'a');
    await expect(start('b', 'b')).rejects.toMatchObject(busy);
    await end('a');
    await first;
    expect(running).toEqual([]);
  });

  test('a request whose sender is gone by its turn does nothing', async () => {
    const { start, end, running } = bench({ ...limits, atOnce: 1 });
    const first = start('a', 'a');
    const gone = start('b', 'b', () => true).catch((error: unknown) => error);
    await wait(0);
    await end('a');
    await first;
    expect(await gone).toMatchObject(busy);
    expect(running).toEqual([]);
  });

  test('reports are made one at a time, for all desks, and a desk that has some waiting is told of the others', async () => {
    const { start, end, running } = bench(REPORT_TURNS);
    const all = [start('a', 'desk a'), start('b', 'desk b')];
    await wait(0);
    expect(running).toEqual(['a']);
    for (const name of ['c', 'd', 'e']) all.push(start(name, 'desk c'));
    await expect(start('f', 'desk c')).rejects.toMatchObject({ code: 'HF-SERVER-023' });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await end(name);
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
