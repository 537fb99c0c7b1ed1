// A simulated program that is held up: nothing of it happens meanwhile, and nothing of it is lost.

import { Kernel } from '../../simulation/world/kernel.ts';
import { Pace } from '../../simulation/world/pace.ts';

function twoPrograms() {
  const kernel = new Kernel(0);
  const [held, other] = [new Pace(kernel), new Pace(kernel)];
  const happened: string[] = [];
  const say = (what: string) => () => void happened.push(`${what} at ${kernel.now}`);
  return { kernel, held, other, happened, say };
}

test('tasks due before and meanwhile happen when the program gets on, in their order, and others go on', async () => {
  const { kernel, held, other, happened, say } = twoPrograms();
  held.after(10, say('first'));
  held.after(20, say('second'));
  other.after(15, say('other'));
  held.holdUp(5_000);
  held.after(1, say('third'));
  await kernel.pass(4_999);
  expect(happened).toEqual(['other at 15']);
  await kernel.pass(10);
  expect(happened).toEqual(['other at 15', 'first at 5000', 'second at 5000', 'third at 5001']);
});

test('a program that is held up again by what it does goes on after that', async () => {
  const { kernel, held, happened, say } = twoPrograms();
  held.after(10, () => {
    say('slow')();
    held.holdUp(1_000);
  });
  held.after(10, say('next'));
  await kernel.pass(2_000);
  expect(happened).toEqual(['slow at 10', 'next at 1010']);
});

test('a task cancelled while the program is held up does not happen', async () => {
  const { kernel, held, happened, say } = twoPrograms();
  const cancel = held.after(10, say('cancelled'));
  held.sleep(1_000);
  await kernel.pass(500);
  cancel();
  await kernel.pass(1_000);
  expect(happened).toEqual([]);
  expect(held.sleptMs).toBe(1_000);
});
