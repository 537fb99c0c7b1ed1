// Simulated time: waiting tasks run in the order of their moments, and a task that time cannot bring is not waited for.

import { setTimeout } from 'node:timers/promises';
import { Kernel } from '../../simulation/world/kernel.ts';

test('waiting tasks happen in the order of their moments, and cancelled ones do not', async () => {
  const kernel = new Kernel(0);
  const happened: string[] = [];
  const say = (what: string) => () => void happened.push(`${what} at ${kernel.now}`);
  kernel.after(20, say('second'));
  kernel.after(10, say('first'));
  kernel.after(15, say('cancelled'))();
  await kernel.pass(30);
  expect(happened).toEqual(['first at 10', 'second at 20']);
  expect(kernel.now).toBe(30);
});

test('time passes until what is waited for is done, and no further', async () => {
  const kernel = new Kernel(0);
  kernel.after(1_000, () => undefined);
  await kernel.until(new Promise<void>((resolve) => void kernel.after(40, resolve)));
  expect(kernel.now).toBe(40);
});

test('a task of some turns of the program takes no simulated time', async () => {
  const kernel = new Kernel(0);
  kernel.after(1_000, () => undefined);
  const inTurns = async () => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    return 'done';
  };
  expect(await kernel.until(inTurns())).toBe('done');
  expect(kernel.now).toBe(0);
});

test('a wait that no simulated time can end is told, whether others wait or nobody does', async () => {
  const busy = new Kernel(0);
  const again = () => void busy.after(60_000, again);
  again();
  await expect(busy.until(new Promise(() => undefined))).rejects.toThrow('has not ended');
  const machine = setTimeout(10_000, 'late', { ref: false });
  await expect(new Kernel(0).until(machine)).rejects.toThrow('has not ended');
});

test('no task waits for a program that was killed', async () => {
  const kernel = new Kernel(0);
  kernel.after(10, () => undefined);
  await expect(kernel.until(new Promise(() => undefined), () => true)).rejects.toThrow('its program was killed');
});
