// GET /v1/snapshot/chunks/HASH: the rows of one chunk, compressed with zstd. One row a line: its key as JSON text, its version, and the row
// as JSON text, with a tab between them. JSON text has no tab and no line break of its own, so that rows go through as they are stored.

import { z } from 'zod';

/** The range of a chunk, so that any server can put it together: its part and the keys that it lies between. */
export const SnapshotChunkQuerySchema = z.object({
  scope: z.string(),
  kind: z.string(),
  /** The last key of the chunk before it; empty = from the beginning. */
  after: z.string(),
  /** The last key that it may hold; absent = to the end. */
  to: z.string().optional(),
});
export type SnapshotChunkQuery = z.infer<typeof SnapshotChunkQuerySchema>;

/** Media type of a chunk's body. */
export const CHUNK_TYPE = 'application/vnd.holdfast.rows+zstd';

/** A row as it stands in a chunk. */
export type ChunkRow = {
  readonly key: string;
  readonly version: number;
  /** The row as JSON text. */
  readonly text: string;
};

/** The line of a row, with its end. */
export function chunkLine(key: string, version: number, text: string): string {
  return `${JSON.stringify(key)}\t${version}\t${text}\n`;
}

/** The rows of a chunk's text, in order. Throws where it is none. */
export function* chunkRows(chunk: string): Generator<ChunkRow> {
  for (let start = 0; start < chunk.length;) {
    const keyEnd = chunk.indexOf('\t', start);
    const versionEnd = chunk.indexOf('\t', keyEnd + 1);
    const end = chunk.indexOf('\n', versionEnd);
    if (keyEnd < 0 || versionEnd < 0 || end < 0) throw new Error('a line of a chunk is broken');
    const key: unknown = JSON.parse(chunk.slice(start, keyEnd));
    const version = Number(chunk.slice(keyEnd + 1, versionEnd));
    if (typeof key !== 'string' || !Number.isSafeInteger(version)) throw new Error('a line of a chunk is broken');
    yield { key, version, text: chunk.slice(versionEnd + 1, end) };
    start = end + 1;
  }
}
