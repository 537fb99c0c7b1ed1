// Lines out of chunks that know nothing of lines.

import { readLines } from '../../../../../electron/core/link/follow-feed.ts';
import { streamOf } from './support/stream-of.ts';

async function linesOf(chunks: readonly (string | Uint8Array)[]): Promise<(readonly string[])[]> {
  const groups: (readonly string[])[] = [];
  for await (const lines of readLines(streamOf(chunks))) groups.push(lines);
  return groups;
}

test('lines come together with the chunk that ends them, whatever the chunks cut', async () => {
  expect(await linesOf(['one\ntw', 'o\nthree\n', 'fo', 'ur\n'])).toEqual([['one'], ['two', 'three'], [], ['four']]);
});

test('a character that a chunk cuts through is whole', async () => {
  const bytes = new TextEncoder().encode('María\n');
  const cut = [bytes.slice(0, 4), bytes.slice(4)];
  expect((await linesOf(cut)).flat()).toEqual(['María']);
});

test('blank lines are none, and what the stream ends in the middle of is none', async () => {
  expect((await linesOf(['\n\none\n', '\n', '{"half":'])).flat()).toEqual(['one']);
});

test('a line of many chunks is put together', async () => {
  const piece = 'x'.repeat(64 * 1024);
  const lines = (await linesOf([...Array.from({ length: 400 }, () => piece), '\n'])).flat();
  expect(lines.map(({ length }) => length)).toEqual([400 * 64 * 1024]);
});

test('a line without an end is given up before the memory is', async () => {
  const piece = 'x'.repeat(4 * 1024 * 1024);
  await expect(linesOf(Array.from({ length: 20 }, () => piece))).rejects.toThrow('too long');
});
