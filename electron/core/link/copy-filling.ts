// Fills a copy with chunks as they are known: those that the server has cut so far, then those of its manifest. Where a chunk of the first is not
// in the manifest, because its rows changed meanwhile, the file is begun anew, out of the chunks that are here.

import type { ReplicaPlace } from '../../../db/replica/open-replica.ts';
import { SnapshotLoader, type LoadedSnapshot } from '../../../db/replica/snapshot-loader.ts';
import type { SnapshotManifest } from '../../../shared/wire/snapshot.ts';
import { chunkName, type ChunkGetter, type WantedChunk } from './chunk-getter.ts';

/** Progress of a load: rows so far and in all, and bytes received over the network. */
export type SnapshotProgress = { readonly rows: number; readonly of: number; readonly bytes: number };

/** Chunks that are asked for ahead of the one that is loaded. */
const ahead = 4;

/** A person sees no more steps than these; each is a message between threads. */
const steps = 200;

/** Holds the file that is filled. `close` without `finish` throws it away. */
export class CopyFilling {
  readonly #place: ReplicaPlace;
  readonly #getter: ChunkGetter;
  readonly #report: (progress: { readonly kind: 'progress' } & SnapshotProgress) => void;
  readonly #taken = new Set<string>();
  #loader: SnapshotLoader | null = null;
  #rows = 0;
  #told = 0;

  constructor(
    place: ReplicaPlace,
    getter: ChunkGetter,
    report: (progress: { readonly kind: 'progress' } & SnapshotProgress) => void,
  ) {
    this.#place = place;
    this.#getter = getter;
    this.#report = report;
  }

  /** Rows that are in. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes those that are not in yet, in their order, and tells how far it is of so many rows. Ends after one of them when something else is due. */
  async take(chunks: readonly WantedChunk[], of: number, isDue: () => boolean = () => false): Promise<void> {
    const missing = chunks.filter((chunk) => !this.#taken.has(chunkName(chunk)));
    this.#tell(of);
    for (const [index, chunk] of missing.entries()) {
      for (const next of missing.slice(index, index + ahead)) this.#getter.begin(next);
      const text = await this.#getter.text(chunk);
      this.#loader ??= new SnapshotLoader(this.#place);
      this.#loader.take(chunk, text);
      this.#taken.add(chunkName(chunk));
      this.#rows += chunk.rows;
      if (this.#rows - this.#told >= of / steps) this.#tell(of);
      if (isDue()) break;
    }
    this.#tell(of);
  }

  /** Begins anew when something is in that is none of these. */
  keepOnly(chunks: readonly WantedChunk[]): void {
    const names = new Set(chunks.map(chunkName));
    if ([...this.#taken].every((name) => names.has(name))) return;
    this.close();
    this.#taken.clear();
    this.#rows = 0;
  }

  /** Checks, indexes and forces the received rows to the disk. Throws HF-DB-015, and then the file is gone. */
  finish(manifest: SnapshotManifest): LoadedSnapshot {
    this.#loader ??= new SnapshotLoader(this.#place);
    return this.#loader.finish(manifest, 'whole');
  }

  close(): void {
    this.#loader?.close();
    this.#loader = null;
  }

  #tell(of: number): void {
    this.#told = this.#rows;
    this.#report({ kind: 'progress', rows: this.#rows, of: Math.max(of, this.#rows), bytes: this.#getter.bytes });
  }
}
