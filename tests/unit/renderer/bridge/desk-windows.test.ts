// The windows of one desk receive each other's messages, and nothing but the two known words.

import { BroadcastChannel as NodeChannel } from 'node:worker_threads';
import { openDeskWindows, type DeskWindows } from '../../../../renderer/bridge/desk-windows.ts';

/** Waits until so many words have arrived. Words of one window come in their order. */
async function heard(words: readonly string[], count: number): Promise<void> {
  while (words.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
}

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
    await heard(there, 1);
    other.tell('touched');
    await heard(here, 1);
    expect({ here, there }).toEqual({ here: ['touched'], there: ['locked'] });
  });

  test('a word of a newer page is not heard, and nobody hears after stopping', async () => {
    const there: string[] = [];
    const still: string[] = [];
    const stop = other.onWord((word) => there.push(word));
    other.onWord((word) => still.push(word));
    mine.tell('dancing' as never);
    mine.tell('touched');
    await heard(there, 1);
    stop();
    mine.tell('touched');
    await heard(still, 2);
    expect({ there, still }).toEqual({ there: ['touched'], still: ['touched', 'touched'] });
  });
});
