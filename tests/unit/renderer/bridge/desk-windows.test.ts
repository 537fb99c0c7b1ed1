// The windows of one desk hear each other, and nothing but the two words that they know.

import { BroadcastChannel as NodeChannel } from 'node:worker_threads';
import { openDeskWindows, type DeskWindows } from '../../../../renderer/bridge/desk-windows.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
const open = (): BroadcastChannel => new NodeChannel('desk-windows-test') as unknown as BroadcastChannel;

describe('the windows of a desk', () => {
  let mine: DeskWindows;
  let other: DeskWindows;

  beforeEach(() => {
    mine = openDeskWindows(open);
    other = openDeskWindows(open);
  });

  afterEach(() => {
    mine.close();
    other.close();
  });

  test('the others hear a word, the one that says it does not', async () => {
    const here: string[] = [];
    const there: string[] = [];
    mine.onWord((word) => here.push(word));
    other.onWord((word) => there.push(word));
    mine.tell('locked');
    await settle();
    expect({ here, there }).toEqual({ here: [], there: ['locked'] });
  });

  test('a word of a newer page is not heard, and nobody hears after stopping', async () => {
    const there: string[] = [];
    const stop = other.onWord((word) => there.push(word));
    mine.tell('dancing' as never);
    mine.tell('touched');
    await settle();
    stop();
    mine.tell('touched');
    await settle();
    expect(there).toEqual(['touched']);
  });
});
