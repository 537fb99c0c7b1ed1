// Gets the chunks of a snapshot from where they are: fetched before the line broke, in the copy that is in use, or at the server. [I17]

import { required } from '../../../shared/core/assert.ts';
import { isRowKind } from '../../../shared/wire/rows.ts';
import type { SnapshotChunks } from '../../../shared/wire/snapshot.ts';
import type { ChunkFolder } from '../../../db/replica/chunk-folder.ts';
import type { ChunkPlace, CopiedChunks } from '../../../db/replica/copied-chunks.ts';
import { fetchChunk, SnapshotStop, type SnapshotSource } from './fetch-snapshot.ts';

/** How many chunks came from where. */
export type ChunkCounts = {
  /** By the network. */
  readonly fetched: number;
  /** Fetched before, by a load that did not come to its end. */
  readonly kept: number;
  /** Out of the copy in use. */
  readonly copied: number;
  /** Came damaged, and were fetched again. */
  readonly damaged: number;
};

/** Times that a chunk is fetched when it comes damaged. */
const tries = 5;

/** A chunk, and where its rows stand. */
export type WantedChunk = ChunkPlace & { readonly scope: string; readonly rows: number };

/** Every chunk of some parts, in order. Kinds unknown to this version are not asked for. [I20] */
export function chunksOf(parts: readonly SnapshotChunks[]): WantedChunk[] {
  return parts
    .filter(({ kind }) => isRowKind(kind))
    .flatMap(({ scope, kind, chunks }) =>
      chunks.map(({ hash, rows, to }, index) => ({ scope, kind, hash, rows, after: chunks[index - 1]?.to ?? '', to })),
    );
}

/** Rows of all of these. */
export function rowsOf(chunks: readonly WantedChunk[]): number {
  return chunks.reduce((sum, { rows }) => sum + rows, 0);
}

/** The unique name of a chunk: rows of two parts, or of two ranges, may be alike. */
export function chunkName({ scope, kind, hash, after, to }: WantedChunk): string {
  return JSON.stringify([scope, kind, hash, after, to]);
}

type Sources = { readonly source: SnapshotSource; readonly folder: ChunkFolder; readonly copied: CopiedChunks };

/** Gets chunks, several at a time. */
export class ChunkGetter {
  readonly #sources: Sources;
  readonly #begun = new Map<string, Promise<string>>();
  #bytes = 0;
  readonly #counts = { fetched: 0, kept: 0, copied: 0, damaged: 0 };

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get counts(): ChunkCounts {
    return this.#counts;
  }

  /** Bytes received over the network so far, counted as they are stored. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Begins to get a chunk, unless that was begun. */
  begin(chunk: WantedChunk): void {
    const name = chunkName(chunk);
    if (this.#begun.has(name)) return;
    const text = this.#get(chunk);
    // The failure of one chunk while another is waited for is handled when its turn comes.
    text.catch(() => undefined);
    this.#begun.set(name, text);
  }

  /** The text of a chunk that was begun. */
  async text(chunk: WantedChunk): Promise<string> {
    const name = chunkName(chunk);
    const begun = required(this.#begun.get(name), () => 'a chunk was not begun');
    this.#begun.delete(name);
    return begun;
  }

  async #get(chunk: WantedChunk): Promise<string> {
    const { folder, copied, source } = this.#sources;
    const kept = await folder.text(chunk.hash);
    if (kept !== null) {
      this.#counts.kept += 1;
      return kept;
    }
    const here = copied.text(chunk);
    if (here !== null) {
      this.#counts.copied += 1;
      return here;
    }
    for (let tried = 1; tried <= tries; tried += 1) {
      const text = await folder.keep(chunk.hash, await fetchChunk(source, chunk));
      if (text !== null) {
        this.#counts.fetched += 1;
        this.#bytes += Buffer.byteLength(text);
        return text;
      }
      this.#counts.damaged += 1;
    }
    throw new SnapshotStop({ kind: 'failed', status: null, why: 'a chunk always comes damaged' });
  }
}
