// Loads a snapshot: asks for its manifest, takes each chunk from where it is (fetched before the line broke, in the copy that is in use, or at
// the server), pours the rows into a file of their own and builds its indexes. Runs in the worker thread, on a connection of its own. [I17]

import { required } from '../../../shared/core/assert.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import { isRowKind, type RowKind } from '../../../shared/wire/rows.ts';
import type { SnapshotManifest, SnapshotPart } from '../../../shared/wire/snapshot.ts';
import { openChunkFolder, type ChunkFolder } from '../../../db/replica/chunk-folder.ts';
import { openCopiedChunks, type ChunkPlace, type CopiedChunks } from '../../../db/replica/copied-chunks.ts';
import type { ReplicaPlace } from '../../../db/replica/open-replica.ts';
import { SnapshotLoader } from '../../../db/replica/snapshot-loader.ts';
import { fetchChunk, fetchManifest, SnapshotStop, type SnapshotSource } from './fetch-snapshot.ts';
import type { Fetch } from './server-client.ts';

export type SnapshotJob = {
  readonly baseUrl: string;
  readonly token: string;
  /** Where it is loaded. */
  readonly place: ReplicaPlace;
  /** The copy in use, from which what did not change is taken; null without one. */
  readonly old: ReplicaPlace | null;
  /** Where the library and its rules are loaded first, so that a desk without a copy can begin to work; null = nowhere. */
  readonly starter: ReplicaPlace | null;
};

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

/** How far a load is: rows so far and in all, and what has come by the network. */
export type SnapshotProgress = { readonly rows: number; readonly of: number; readonly bytes: number };

/** What is told on the way: how far it is; that the library and its rules are here (`starter`). */
export type SnapshotNews = ({ readonly kind: 'progress' } & SnapshotProgress) | { readonly kind: 'starter' };

/** How a load ended. */
export type SnapshotEnd =
  | {
      readonly kind: 'loaded';
      readonly epoch: string;
      readonly pos: number;
      readonly rows: number;
      readonly chunks: ChunkCounts;
    }
  /** Nothing answered, or the line broke, as lines do. */
  | { readonly kind: 'cut' }
  /** `status`: what the server answered; null when what came does not add up. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly why: string };

export type SnapshotReport = SnapshotNews | SnapshotEnd;

export type SnapshotJobPorts = {
  readonly fetch: Fetch;
  readonly timers: Timers;
  readonly report: (report: SnapshotReport) => void;
};

/** Chunks that are asked for ahead of the one that is loaded. */
const ahead = 4;
/** Times that a chunk is fetched when it comes damaged, and that a manifest is asked for when its chunks have gone. */
const tries = 5;

/** Runs one job to its end; reports progress and exactly one end. When it fails, only chunks that were fetched stay. */
export async function runSnapshotJob(job: SnapshotJob, ports: SnapshotJobPorts): Promise<void> {
  const ended = new AbortController();
  const { baseUrl, token } = job;
  const source = { baseUrl, token, fetch: ports.fetch, timers: ports.timers, signal: ended.signal };
  try {
    for (let tried = 1; ; tried += 1) {
      const end = await loadOnce(job, source, ports).catch((error: unknown) => endOf(error));
      if (end.kind !== 'gone') return ports.report(end);
      if (tried === tries) return ports.report({ kind: 'failed', status: null, why: 'its chunks change too fast' });
    }
  } finally {
    ended.abort();
  }
}

function endOf(error: unknown): SnapshotEnd | { readonly kind: 'gone' } {
  if (error instanceof SnapshotStop) return error.reason;
  const why = error instanceof HoldfastError ? error.code : String(error instanceof Error ? error.message : error);
  return { kind: 'failed', status: null, why };
}

async function loadOnce(
  job: SnapshotJob,
  source: SnapshotSource,
  { report }: SnapshotJobPorts,
): Promise<Extract<SnapshotEnd, { kind: 'loaded' }>> {
  const manifest = await fetchManifest(source, (of) => report({ kind: 'progress', rows: 0, of, bytes: 0 }));
  const chunks = chunksOf(manifest);
  const folder = openChunkFolder(job.place.dir, job.place.key);
  folder.keepOnly(new Set(chunks.map(({ hash }) => hash)));
  const copied = openCopiedChunks(job.old);
  const getter = new ChunkGetter({ source, folder, copied });
  try {
    if (job.starter !== null) {
      await loadStarter(job.starter, manifest, getter);
      report({ kind: 'starter' });
    }
    const loaded = await loadWhole(job.place, { manifest, chunks, getter, report });
    return { kind: 'loaded', ...loaded, chunks: getter.counts };
  } finally {
    copied.close();
  }
}

type Loading = {
  readonly manifest: SnapshotManifest;
  readonly chunks: readonly WantedChunk[];
  readonly getter: ChunkGetter;
  readonly report: SnapshotJobPorts['report'];
};

async function loadWhole(
  place: ReplicaPlace,
  { manifest, chunks, getter, report }: Loading,
): Promise<{ readonly epoch: string; readonly pos: number; readonly rows: number }> {
  const loader = new SnapshotLoader(place, manifest);
  try {
    const of = chunks.reduce((sum, { rows }) => sum + rows, 0);
    let rows = 0;
    report({ kind: 'progress', rows, of, bytes: getter.bytes });
    for (const [index, chunk] of chunks.entries()) {
      for (const next of chunks.slice(index, index + ahead)) getter.begin(next);
      loader.take(chunk.part, await getter.text(chunk));
      rows += chunk.rows;
      report({ kind: 'progress', rows, of, bytes: getter.bytes });
    }
    const { state } = loader.finish();
    return { epoch: state.epoch, pos: state.pos, rows };
  } finally {
    loader.close();
  }
}

/** Kinds without which nothing can be decided; all of them are small. */
const starterKinds: ReadonlySet<string> = new Set<RowKind>([
  'library',
  'branch',
  'location',
  'ruleSet',
  'ruleActivation',
  'policy',
  'staffMark',
]);

async function loadStarter(place: ReplicaPlace, manifest: SnapshotManifest, getter: ChunkGetter): Promise<void> {
  const few = { ...manifest, parts: manifest.parts.filter(({ kind }) => starterKinds.has(kind)) };
  const loader = new SnapshotLoader(place, few, 'partial');
  try {
    for (const chunk of chunksOf(few)) {
      getter.begin(chunk);
      loader.take(chunk.part, await getter.text(chunk));
    }
    loader.finish();
  } finally {
    loader.close();
  }
}

type WantedChunk = ChunkPlace & { readonly scope: string; readonly rows: number; readonly part: SnapshotPart };

/** Every chunk to load, in order. Kinds that this version does not know are not asked for. [I20] */
function chunksOf({ parts }: SnapshotManifest): WantedChunk[] {
  return parts
    .filter(({ kind }) => isRowKind(kind))
    .flatMap((part) =>
      part.chunks.map(({ hash, rows, to }, index) => {
        const after = part.chunks[index - 1]?.to ?? '';
        return { scope: part.scope, kind: part.kind, hash, rows, after, to, part };
      }),
    );
}

type Sources = { readonly source: SnapshotSource; readonly folder: ChunkFolder; readonly copied: CopiedChunks };

/** Gets chunks from where they are, several at a time. */
class ChunkGetter {
  readonly #sources: Sources;
  readonly #begun = new Map<WantedChunk, Promise<string>>();
  #bytes = 0;
  readonly #counts = { fetched: 0, kept: 0, copied: 0, damaged: 0 };

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get counts(): ChunkCounts {
    return this.#counts;
  }

  /** What came by the network so far, as it is stored. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Begins to get a chunk, unless that was begun. */
  begin(chunk: WantedChunk): void {
    if (this.#begun.has(chunk)) return;
    const text = this.#get(chunk);
    // One that fails while another is waited for is heard of when its turn comes.
    text.catch(() => undefined);
    this.#begun.set(chunk, text);
  }

  /** The text of a chunk that was begun. */
  async text(chunk: WantedChunk): Promise<string> {
    const begun = required(this.#begun.get(chunk), () => 'a chunk was not begun');
    this.#begun.delete(chunk);
    return begun;
  }

  async #get(chunk: WantedChunk): Promise<string> {
    const { folder, copied, source } = this.#sources;
    const kept = folder.text(chunk.hash);
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
      const text = folder.keep(chunk.hash, await fetchChunk(source, chunk));
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
