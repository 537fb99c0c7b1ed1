// Cuts the rows of a part into chunks.

import { hash as hashOf } from 'node:crypto';
import { RowChecksum } from '../../db/open/row-checksum.ts';
import type { ReadTx } from '../store/store.ts';
import { partLines, type KeyRange, type PartName } from './part-rows.ts';

/** A chunk as the catalogue knows it. */
export type Chunk = {
  readonly hash: string;
  readonly rows: number;
  readonly length: number;
  readonly to: string | null;
  readonly checksum: RowChecksum;
};

/** Characters after which a chunk ends, by default. */
export const CHUNK_LENGTH = 512 * 1024;

/** Yields the chunks that the rows of a range make, each with its text. The last one goes to the end of the range, even when it is empty. */
export async function* readChunks(
  tx: ReadTx,
  part: PartName,
  range: KeyRange,
  chunkLength: number,
): AsyncGenerator<{ readonly chunk: Chunk; readonly text: string }> {
  let lines: string[] = [];
  let length = 0;
  for await (const page of partLines(tx, part, range)) {
    for (const [index, { key, line }] of page.entries()) {
      lines.push(line);
      length += line.length;
      if (length < chunkLength || index === page.length - 1) continue;
      yield made(lines, key);
      lines = [];
      length = 0;
    }
  }
  if (lines.length > 0) yield made(lines, range.to);
}

function made(lines: readonly string[], to: string | null): { readonly chunk: Chunk; readonly text: string } {
  const text = lines.join('');
  const checksum = new RowChecksum();
  for (const line of lines) checksum.add(line);
  const chunk = { hash: hashOf('sha256', text, 'hex'), rows: lines.length, length: text.length, to, checksum };
  return { chunk, text };
}

/** The text of one chunk of any length; empty without rows. */
export async function readRange(tx: ReadTx, part: PartName, range: KeyRange): Promise<string> {
  const lines: string[] = [];
  for await (const page of partLines(tx, part, range)) lines.push(...page.map(({ line }) => line));
  return lines.join('');
}
