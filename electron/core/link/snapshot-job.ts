// Fetches a snapshot and loads it into a replica file of its own generation. Runs in the worker; the desk serves from the old file meanwhile.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../shared/wire/protocol-version.ts';
import { SnapshotLineSchema, type SnapshotLine } from '../../../shared/wire/snapshot.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import type { ReplicaPlace } from '../../../db/replica/open-replica.ts';
import { SnapshotLoader } from '../../../db/replica/snapshot-loader.ts';
import { readLines } from './read-lines.ts';
import type { Fetch } from './server-client.ts';
import { untilCut } from './until-cut.ts';

export type SnapshotJob = {
  readonly url: string;
  readonly token: string;
  readonly place: ReplicaPlace;
};

export type SnapshotReport =
  | { readonly kind: 'progress'; readonly rows: number; readonly of: number }
  | { readonly kind: 'loaded'; readonly epoch: string; readonly pos: number; readonly rows: number }
  /** Nothing answered, or the line broke, as lines do. */
  | { readonly kind: 'cut' }
  /** `status`: what the server answered; null when what came does not add up. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly why: string };

const progressEveryRows = 5_000;
const silenceMs = 45_000;
const lookEveryMs = 5_000;

export type SnapshotJobPorts = {
  readonly mono: () => number;
  readonly fetch: Fetch;
  readonly timers: Timers;
  readonly report: (report: SnapshotReport) => void;
};

/** Runs one job to its end; reports progress and exactly one end. Leaves no file behind when it fails. */
export async function runSnapshotJob(job: SnapshotJob, ports: SnapshotJobPorts): Promise<void> {
  const { mono, fetch, timers, report } = ports;
  const abort = new AbortController();
  const watch = (): (() => void) =>
    timers.after(lookEveryMs, () => {
      if (mono() - lastByte > silenceMs) abort.abort();
      else stopWatching = watch();
    });
  let lastByte = mono();
  let stopWatching = watch();
  try {
    const request = { headers: headersOf(job), signal: abort.signal, redirect: 'error' } as const;
    const response = await fetch(new URL(job.url), request).catch(() => null);
    if (response === null) return report({ kind: 'cut' });
    if (response.status !== 200 || response.body === null) {
      return report({ kind: 'failed', status: response.status, why: 'the server refused' });
    }
    let isCut = false;
    const chunks = untilCut(response.body, () => {
      isCut = true;
    });
    const loader = new SnapshotLoader(job.place);
    try {
      for await (const lines of readLines(chunks)) {
        lastByte = mono();
        takeLines(loader, lines, report);
      }
      if (isCut) return report({ kind: 'cut' });
      const { state, rows } = loader.finish();
      report({ kind: 'loaded', epoch: state.epoch, pos: state.pos, rows });
    } finally {
      loader.close();
    }
  } catch (error) {
    report({
      kind: 'failed',
      status: null,
      why: error instanceof HoldfastError ? error.code : 'what came is no snapshot',
    });
  } finally {
    stopWatching();
  }
}

function headersOf(job: SnapshotJob): Record<string, string> {
  return { authorization: `Bearer ${job.token}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
}

function takeLines(loader: SnapshotLoader, texts: readonly string[], report: (report: SnapshotReport) => void): void {
  const before = Math.floor(loader.progress.rows / progressEveryRows);
  loader.take(texts.map(parseLine));
  const { rows, of } = loader.progress;
  if (Math.floor(rows / progressEveryRows) !== before) report({ kind: 'progress', rows, of });
}

function parseLine(text: string): SnapshotLine {
  return SnapshotLineSchema.parse(JSON.parse(text));
}
