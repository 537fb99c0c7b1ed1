// A desk of a simulation: the real core with its real files, on simulated time and a simulated line. It can be killed at any moment and started again
// on the files left.

import { writeFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { compareCopy } from '../../../db/replica/compare-copy.ts';
import type { KeyStore, Secrets, SeqMark } from '../../../db/keys/key-store.ts';
import type { Signing } from '../../../db/keys/signing.ts';
import { NO_PRINTERS } from '../../../electron/core/print/printer-port.ts';
import { startCore, type Core } from '../../../electron/core/start-core.ts';
import type { NeighborNet } from '../../../electron/core/neighbors/neighbor-net.ts';
import { LONGEST_CHUNK, type ChunkWork } from '../../../db/replica/chunk-folder.ts';
import { runSnapshotJob, type SnapshotEnd } from '../../../electron/core/link/snapshot-job.ts';
import type { Fetch } from '../../../electron/core/link/server-client.ts';
import { headersOf } from './headers-of.ts';
import { writeListFilesJob } from '../../../electron/core/lists/list-files-job.ts';
import { runReportJob } from '../../../electron/core/reports/report-job.ts';
import type { CallAnswer } from '../../../electron/core/messages.ts';
import type { Background } from '../../../electron/core/worker-background.ts';
import type { EventPayload } from '../../../shared/bridge/events.ts';
import type { Clock, Random, Timers } from '../../../shared/core/ports.ts';
import { PROTOCOL_HEADER } from '../../../shared/wire/protocol-version.ts';
import type { DiskGuard } from './disk.ts';
import { quickPinHash } from './quick-pins.ts';

/** Files of a desk beside its data folder. */
export type KeyFiles = { secrets: Secrets | null; mark: SeqMark | null };

export type DeskParts = {
  readonly dir: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly fetch: Fetch;
  /** The version that it speaks. */
  readonly protocol: number;
  readonly guard: DiskGuard;
  readonly keys: KeyFiles;
  /** Absent = with real keys. */
  readonly signing?: Signing;
  /** Only the first time. */
  readonly code: string | null;
  /** Absent = desks exchange no acts. */
  readonly neighborNet?: NeighborNet;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
  /** The screens got events about items and patrons with a different look; whether by acts of another desk. */
  readonly onChanged: (keys: readonly string[], byOthers: boolean) => void;
};

/** One run of a desk's program. */
export type RunningSimDesk = {
  readonly core: Core;
  readonly guard: DiskGuard;
  readonly call: (name: string, input: unknown) => Promise<CallAnswer>;
};

/** Where the desks look for their server; the lines lead there, so the name does not matter. */
export const SERVER_URL = 'https://central.invalid/';

/** Starts the core of a desk. */
export async function startSimDesk(parts: DeskParts): Promise<RunningSimDesk> {
  const { clock, random, timers, guard } = parts;
  const core = await startCore({
    config: {
      dataDir: parts.dir,
      central: SERVER_URL,
      code: parts.code,
      clockShiftMs: 0,
      shell: 'browser',
      keys: 'system',
      demo: null,
    },
    clock,
    random,
    timers,
    fetch: (url, init) => {
      guard.point();
      return parts.fetch(url, speaking(init, parts.protocol));
    },
    background: simBackground(parts),
    keyStoreOf: () => keyStoreOf(parts.keys, guard),
    hashPin: quickPinHash,
    ...(parts.signing === undefined ? {} : { signing: parts.signing }),
    printers: NO_PRINTERS,
    ...(parts.neighborNet === undefined ? {} : { neighborNet: parts.neighborNet }),
    emit: (name, payload) => {
      if (name !== 'desk.changed') return;
      const { items, patrons, acts } = parseChange(payload);
      parts.onChanged([...items, ...patrons], items.length > 0 && !acts);
    },
    log: parts.log,
    checksOutput: false,
  });
  return { core, guard, call: core.call };
}

/** The version header of a program. */
function speaking(init: RequestInit, protocol: number): RequestInit {
  return { ...init, headers: { ...headersOf(init), [PROTOCOL_HEADER]: String(protocol) } };
}

type Change = EventPayload<'desk.changed'>;
const parseChange = (payload: unknown) => payload as Change;

/** Done at once, so that a seed comes out the same each time. */
const CHUNK_WORK_AT_ONCE: ChunkWork = {
  unpack: async (body) => zstdDecompressSync(body, { maxOutputLength: LONGEST_CHUNK }),
  write: async (path, sealed) => writeFileSync(path, sealed, { mode: 0o600 }),
};

/** Snapshots are loaded by the same job, in the same thread; the WAL is written back by SQLite itself. */
export function simBackground({
  timers,
  fetch: bare,
  protocol,
}: Pick<DeskParts, 'timers' | 'fetch' | 'protocol'>): Background {
  const fetch: Fetch = (url, init) => bare(url, speaking(init, protocol));
  return {
    writeBack: () => undefined,
    makeReport: runReportJob,
    writeLists: writeListFilesJob,
    checkCopy: (check) => {
      const difference = compareCopy(check, () => undefined);
      return { pinned: Promise.resolve(), done: Promise.resolve(difference) };
    },
    loadSnapshot: async (job, _signal, hear) => {
      let end: SnapshotEnd = { kind: 'failed', status: null, why: 'no end' };
      await runSnapshotJob(job, {
        fetch,
        timers,
        chunkWork: CHUNK_WORK_AT_ONCE,
        report: (report) => {
          if (report.kind === 'progress' || report.kind === 'starter') hear(report);
          else end = report;
        },
      });
      return end;
    },
  };
}

function keyStoreOf(keys: KeyFiles, guard: DiskGuard): KeyStore {
  return {
    protection: 'none',
    load: () => Promise.resolve(keys.secrets),
    save: (secrets) => {
      guard.point();
      keys.secrets = secrets;
      return Promise.resolve();
    },
    loadMark: () => Promise.resolve(keys.mark),
    saveMark: (mark) => {
      guard.point();
      keys.mark = mark;
      return Promise.resolve();
    },
  };
}
