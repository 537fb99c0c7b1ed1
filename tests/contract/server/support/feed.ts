// A replica as plain maps, fed by the real feed and snapshot code: the data of a desk.

import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { RowChecksum } from '../../../../db/open/row-checksum.ts';
import { createBatchCache, type BatchCache } from '../../../../server/feed/batch-cache.ts';
import { openFeedHub } from '../../../../server/feed/feed-hub.ts';
import { streamFeed, type FeedRequest } from '../../../../server/feed/stream-feed.ts';
import { readHead } from '../../../../server/feed/read-head.ts';
import { openChunkStore } from '../../../../server/snapshot/chunk-store.ts';
import { createSnapshots, type Snapshots } from '../../../../server/snapshot/snapshots.ts';
import type { Store } from '../../../../server/store/store.ts';
import { FeedLineSchema, type FeedLine } from '../../../../shared/wire/feed.ts';
import { chunkLine, chunkRows } from '../../../../shared/wire/snapshot-chunk.ts';
import { testClock } from './stores.ts';

export type TestReplica = {
  epoch: string;
  pos: number;
  readonly rows: Map<string, unknown>;
  lastSeq: Record<string, number>;
  readonly receipts: string[];
};

type Desk = FeedRequest['desk'];

/** A replica with nothing in it. */
export async function emptyReplica(store: Store): Promise<TestReplica> {
  const { epoch } = await store.read(readHead);
  return { epoch, pos: 0, rows: new Map(), lastSeq: {}, receipts: [] };
}

const noChecksum = () => Promise.resolve(null);

/** Catches a replica up to the head; returns the lines that came. */
export async function catchUp(
  store: Store,
  desk: Desk,
  replica: TestReplica,
  cache: BatchCache = createBatchCache(),
): Promise<FeedLine[]> {
  const hub = await openFeedHub(store);
  const lines: FeedLine[] = [];
  const sink = {
    signal: new AbortController().signal,
    write: (text: string) => {
      lines.push(...parseLines(text));
      return Promise.resolve();
    },
  };
  const request = { desk, epoch: replica.epoch, after: replica.pos, live: false };
  await streamFeed({ store, hub, clock: testClock(0), cache, checksum: noChecksum }, request, sink);
  await hub.close();
  for (const line of lines) applyLine(replica, line);
  return lines;
}

export type Following = {
  /** Called after each batch: following ends when it returns true. */
  readonly until: () => boolean;
  /** Done in the middle of each batch: its rows are written, its end is not. */
  readonly meanwhile: () => Promise<void>;
  readonly atCommit: () => void;
};

/** Follows the live feed; returns how many batches came. */
export async function follow(store: Store, desk: Desk, replica: TestReplica, following: Following): Promise<number> {
  const hub = await openFeedHub(store);
  const kept = createBatchCache();
  const cache: BatchCache = {
    batch: async (...asked) => {
      const batch = await kept.batch(...asked);
      await following.meanwhile();
      return batch;
    },
  };
  const end = new AbortController();
  let batches = 0;
  const write = (text: string) => {
    for (const line of parseLines(text)) {
      applyLine(replica, line);
      if (line.type !== 'commit') continue;
      batches += 1;
      following.atCommit();
      if (following.until()) end.abort();
    }
    return Promise.resolve();
  };
  const request = { desk, epoch: replica.epoch, after: replica.pos, live: true };
  try {
    const parts = { store, hub, clock: testClock(0), cache, checksum: noChecksum };
    await streamFeed(parts, request, { signal: end.signal, write });
  } finally {
    await hub.close();
  }
  return batches;
}

/** Follows the live feed until it ends by itself or has nothing more for the second time; `atHead` is done the first time. Returns the lines. */
export async function followOn(
  store: Store,
  desk: Desk,
  replica: TestReplica,
  atHead: () => Promise<unknown>,
): Promise<FeedLine[]> {
  const hub = await openFeedHub(store);
  const end = new AbortController();
  const lines: FeedLine[] = [];
  const write = async (text: string) => {
    for (const line of parseLines(text)) {
      applyLine(replica, line);
      lines.push(line);
      if (line.type !== 'upToDate') continue;
      if (lines.filter(({ type }) => type === 'upToDate').length > 1) end.abort();
      else await atHead();
    }
  };
  const parts = { store, hub, clock: testClock(0), cache: createBatchCache(), checksum: noChecksum };
  const request = { desk, epoch: replica.epoch, after: replica.pos, live: true };
  try {
    await streamFeed(parts, request, { signal: end.signal, write });
  } finally {
    await hub.close();
  }
  return lines;
}

/** Applies one line as a desk does. */
export function applyLine(replica: TestReplica, line: FeedLine): void {
  if (line.type === 'begin') expect(line.after).toBe(replica.pos);
  if (line.type === 'put') replica.rows.set(`${line.kind}/${line.key}`, line.row);
  if (line.type === 'del') replica.rows.delete(`${line.kind}/${line.key}`);
  if (line.type === 'receipt') replica.receipts.push(line.receipt);
  if (line.type === 'commit') {
    expect(line.to).toBeGreaterThan(replica.pos);
    replica.pos = line.to;
    replica.lastSeq = line.lastSeq;
  }
}

/** A fresh copy of everything that a desk subscribes to. */
export async function takeSnapshot(store: Store, desk: Desk): Promise<TestReplica> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-chunks-'));
  const bodies = openChunkStore(dir, () => 0);
  try {
    return await loadAll(createSnapshots({ store, clock: testClock(0), bodies }), desk);
  } finally {
    bodies.close();
  }
}

/** Loads a copy as a desk does, and reads every chunk of the manifest. */
export async function loadAll(snapshots: Snapshots, desk: Desk): Promise<TestReplica> {
  const manifest = await snapshots.manifest(desk);
  if ('building' in manifest) return loadAll(snapshots, desk);
  const { epoch, pos, lastSeq } = manifest;
  const rows = new Map<string, unknown>();
  for (const part of manifest.parts) {
    const checksum = new RowChecksum();
    let before = '';
    let count = 0;
    for (const [index, { hash, to, rows: said }] of part.chunks.entries()) {
      const after = part.chunks[index - 1]?.to ?? '';
      const query = { scope: part.scope, kind: part.kind, after, ...(to === null ? {} : { to }) };
      const { body } = await snapshots.chunk(desk, hash, query);
      const text = zstdDecompressSync(body).toString();
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
      const here = [...chunkRows(text)];
      expect(here).toHaveLength(said);
      for (const row of here) {
        expect(row.key > before && (to === null || row.key <= to)).toBe(true);
        before = row.key;
        checksum.add(chunkLine(row.key, row.version, row.text));
        rows.set(`${part.kind}/${row.key}`, JSON.parse(row.text));
      }
      count += here.length;
    }
    expect({ rows: count, checksum: checksum.hex }).toEqual({ rows: part.rows, checksum: part.checksum });
  }
  return { epoch, pos, lastSeq, rows, receipts: [] };
}

/** Rows in a form that compares. */
export function sortedRows(replica: TestReplica): [string, unknown][] {
  return [...replica.rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function parseLines(text: string): FeedLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => FeedLineSchema.parse(JSON.parse(line)));
}
