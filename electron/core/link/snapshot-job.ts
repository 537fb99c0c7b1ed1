// Loads a snapshot: asks for its manifest, pours the rows of its chunks into a file of their own and builds its indexes. Runs in the worker
// thread, on a connection of its own. [I17]

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import type { RowKind } from '../../../shared/wire/rows.ts';
import type { SnapshotManifest } from '../../../shared/wire/snapshot.ts';
import { openChunkFolder, type ChunkWork } from '../../../db/replica/chunk-folder.ts';
import { openCopiedChunks } from '../../../db/replica/copied-chunks.ts';
import type { ReplicaPlace } from '../../../db/replica/open-replica.ts';
import { SnapshotLoader } from '../../../db/replica/snapshot-loader.ts';
import { ChunkGetter, chunksOf, rowsOf, type ChunkCounts } from './chunk-getter.ts';
import { CopyFilling, type SnapshotProgress } from './copy-filling.ts';
import { fetchManifest, SnapshotStop, type SnapshotSource } from './fetch-snapshot.ts';
import type { Fetch } from './server-client.ts';

export type SnapshotJob = {
  readonly baseUrl: string;
  readonly token: string;
  /** Where it is loaded. */
  readonly place: ReplicaPlace;
  /** The copy in use, from which unchanged chunks are taken; null without one. */
  readonly old: ReplicaPlace | null;
  /** Where the library and its rules are loaded first, so that a desk without a copy can begin to work; null = nowhere. */
  readonly starter: ReplicaPlace | null;
};

/** Reports on the way: progress; the library and its rules have arrived (`starter`). */
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
  /** `status`: the server's HTTP status; null when the received data is inconsistent. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly why: string };

export type SnapshotReport = SnapshotNews | SnapshotEnd;

export type SnapshotJobPorts = {
  readonly fetch: Fetch;
  readonly timers: Timers;
  readonly chunkWork: ChunkWork;
  readonly report: (report: SnapshotReport) => void;
};

/** Times that a manifest is asked for when its chunks have gone. */
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
  { report, chunkWork }: SnapshotJobPorts,
): Promise<Extract<SnapshotEnd, { kind: 'loaded' }>> {
  const folder = openChunkFolder(job.place.dir, job.place.key, chunkWork);
  const copied = openCopiedChunks(job.old);
  const getter = new ChunkGetter({ source, folder, copied });
  const filling = new CopyFilling(job.place, getter, report);
  try {
    // Chunks that are cut already come in while the server still cuts the rest.
    const manifest = await fetchManifest(source, ({ of, parts }, isDue) => filling.take(chunksOf(parts), of, isDue));
    const chunks = chunksOf(manifest.parts);
    folder.keepOnly(new Set(chunks.map(({ hash }) => hash)));
    if (job.starter !== null) {
      await loadStarter(job.starter, manifest, getter);
      report({ kind: 'starter' });
    }
    filling.keepOnly(chunks);
    await filling.take(chunks, rowsOf(chunks));
    const { state } = filling.finish(manifest);
    return { kind: 'loaded', epoch: state.epoch, pos: state.pos, rows: filling.rows, chunks: getter.counts };
  } finally {
    filling.close();
    copied.close();
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
  const loader = new SnapshotLoader(place);
  try {
    for (const chunk of chunksOf(few.parts)) {
      getter.begin(chunk);
      loader.take(chunk, await getter.text(chunk));
    }
    loader.finish(few, 'partial');
  } finally {
    loader.close();
  }
}
