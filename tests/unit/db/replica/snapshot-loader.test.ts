// Loading a snapshot into a file of its own, and the generations of a data folder.

import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { openLedger } from '../../../../db/ledger/open-ledger.ts';
import { activeGeneration, switchGeneration } from '../../../../db/ledger/desk-state.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';
import {
  listGenerations,
  nextGeneration,
  removeOtherGenerations,
  replicaPath,
} from '../../../../db/replica/generations.ts';
import { isReplicaBroken, openReplica, openReplicaReader } from '../../../../db/replica/open-replica.ts';
import { itemByBarcode } from '../../../../db/replica/queries/items.ts';
import { replicaState, noteUpToDate } from '../../../../db/replica/replica-state.ts';
import { SnapshotLoader, SPARSE_INDEXES } from '../../../../db/replica/snapshot-loader.ts';
import { caught } from '../support/caught.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testReplica } from '../support/test-replica.ts';
import { testKey } from '../support/test-desk.ts';
import { itemRow, patronRow, put, startAt } from '../support/test-rows.ts';
import { loadRows, takeChunks, testSnapshot, type TestSnapshot } from '../support/test-snapshot.ts';

const path = tempDir();
const rows = Array.from({ length: 200 }, (_, index) => put('item', `i${index}`, itemRow(`i${index}`)));

function folder(name: string): string {
  mkdirSync(path(name), { recursive: true });
  return path(name);
}

/** The error of loading this snapshot as generation 1, after which nothing of it may be left. */
function refusal(name: string, snapshot: TestSnapshot, most?: number): unknown {
  const dir = folder(name);
  const error = caught(() => {
    const loader = new SnapshotLoader({ dir, generation: 1, key: testKey });
    try {
      takeChunks(loader, snapshot, most);
      loader.finish(snapshot.manifest, 'whole');
    } finally {
      loader.close();
    }
  });
  expect(readdirSync(dir)).toEqual([]);
  return error;
}

describe('a snapshot', () => {
  test('is counted, indexed and ready with its position [I9]', () => {
    const dir = folder('loaded');
    const place = { dir, generation: 1, key: testKey };
    expect(loadRows(place, [...rows, put('newKind', 'k', {})], { lastSeq: { 'A-1': 4 } })).toMatchObject({
      rows: 200,
      state: { pos: 10, lastSeq: { 'A-1': 4 } },
    });
    const opened = openReplica({ dir, generation: 1, key: testKey });
    if (opened.kind !== 'ready') throw new Error(opened.reason);
    expect(itemByBarcode(opened.writer, 'bar-i150')?.id).toBe('i150');
    expect(opened.writer.raw.pragma('journal_mode', { simple: true })).toBe('wal');
    const indexes = opened.writer.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'index'`);
    const names = new Set(indexes.map(({ name }) => name));
    expect([...SPARSE_INDEXES].filter((name) => !names.has(name))).toEqual([]);
    expect(names).toContain('item_barcode');
    expect(replicaState(opened.writer)?.asOf).toBe(startAt);
    noteUpToDate(opened.writer, startAt + 5);
    noteUpToDate(opened.writer, startAt + 1);
    expect(replicaState(opened.writer)?.asOf).toBe(startAt + 5);
    opened.writer.close();
    expect(readFileSync(replicaPath(dir, 1)).includes('bar-i150')).toBe(false);
  });

  test('that was cut, says another count, brings a key twice or lines that are none is thrown away', () => {
    const snapshot = testSnapshot(rows);
    expect(isError(refusal('cut', snapshot, 2), 'HF-DB-015')).toBe(true);
    const { parts } = snapshot.manifest;
    const another = { ...snapshot.manifest, parts: parts.map((part) => ({ ...part, rows: 7 })) };
    expect(isError(refusal('count', { ...snapshot, manifest: another }), 'HF-DB-015')).toBe(true);
    expect(isError(refusal('twice', testSnapshot([...rows, ...rows.slice(1, 2)])), 'HF-DB-015')).toBe(true);
    const broken = new Map([...snapshot.texts].map(([hash, text]) => [hash, text.slice(0, -2)]));
    expect(isError(refusal('broken', { ...snapshot, texts: broken }), 'HF-DB-015')).toBe(true);
  });

  test('of many rows is written on the way, and what a power cut leaves of it is no copy [I17]', () => {
    const place = { dir: folder('on-the-way'), generation: 1, key: testKey };
    const many = Array.from({ length: 25_000 }, (_, index) => put('item', `i${index}`, itemRow(`i${index}`)));
    const loader = new SnapshotLoader(place);
    takeChunks(loader, testSnapshot(many, { rowsPerChunk: 1_000 }));
    const left = { ...place, dir: folder('cut-off') };
    copyFileSync(replicaPath(place.dir, 1), replicaPath(left.dir, 1));
    loader.close();
    expect(statSync(replicaPath(left.dir, 1)).size).toBeGreaterThan(1_000_000);
    expect(openReplica(left)).toEqual({ kind: 'rebuild', reason: 'unfinished' });
    expect(readdirSync(left.dir)).toEqual([]);
  });

  test('in which two scopes have the same patron has the patron once', () => {
    const dir = folder('scopes');
    const place = { dir, generation: 1, key: testKey };
    const [one, both] = [put('patron', 'p1', patronRow('p1')), put('patron', 'p2', patronRow('p2'))];
    const again = { ...both };
    loadRows(place, [one, both, again], { scopeOf: (row) => (row === again ? 'system:b' : 'system:a') });
    const reader = openReplicaReader(place);
    expect(reader.all('SELECT key FROM patron ORDER BY key')).toEqual([{ key: 'p1' }, { key: 'p2' }]);
    const handles = (patron: string) =>
      reader.get<{ n: number }>('SELECT count(*) AS n FROM patron_handle WHERE patron = ?', patron)?.n;
    expect(handles('p2')).toBe(handles('p1'));
    reader.close();
  });

  test('takes the place of the old one in one step, while readers of the old one go on [I11]', () => {
    const replica = testReplica(path('switch'), rows.slice(0, 1));
    const dir = path('switch');
    const ledger = openLedger(`${dir}/ledger.db`, testKey, 'create');
    switchGeneration(ledger, 1, 0);
    const next = nextGeneration(dir, activeGeneration(ledger));
    loadRows({ dir, generation: next, key: testKey }, rows.slice(1));
    expect(itemByBarcode(replica.reader, 'bar-i0')?.id).toBe('i0');
    switchGeneration(ledger, next, 1);
    const opened = openReplica({ dir, generation: next, key: testKey });
    if (opened.kind !== 'ready') throw new Error(opened.reason);
    expect(itemByBarcode(replica.reader, 'bar-i0')?.id).toBe('i0');
    replica.close();
    expect(removeOtherGenerations(dir, [next])).toEqual([1]);
    expect(listGenerations(dir)).toEqual([2]);
    expect(itemByBarcode(opened.writer, 'bar-i7')?.id).toBe('i7');
    opened.writer.close();
    ledger.close();
  });
});

describe('a replica that cannot serve', () => {
  test('is named as missing, of another key or damaged, and thrown away', () => {
    const dir = folder('broken');
    expect(openReplica({ dir, generation: 5, key: testKey })).toEqual({ kind: 'rebuild', reason: 'missing' });
    testReplica(dir, rows).close();
    expect(openReplica({ dir, generation: 1, key: new Uint8Array(32) })).toEqual({
      kind: 'rebuild',
      reason: 'other-key',
    });
    expect(listGenerations(dir)).toEqual([]);
    testReplica(dir, rows).close();
    writeFileSync(replicaPath(dir, 1), readFileSync(replicaPath(dir, 1)).subarray(0, 5_000));
    expect(openReplica({ dir, generation: 1, key: testKey }).kind).toBe('rebuild');
    expect(readdirSync(dir)).toEqual([]);
  });

  test('damaged in any page shows when it is opened or at the query that meets it, never by other rows', () => {
    const replica = testReplica(path('middle'), rows);
    replica.close();
    const file = replicaPath(path('middle'), 1);
    const whole = readFileSync(file);
    const seen = { atOpening: 0, atQuery: 0 };
    for (let at = 900; at < whole.length; at += 3 * 4_096) {
      const bytes = Buffer.from(whole);
      bytes[at] = 255 - (bytes[at] ?? 0);
      writeFileSync(file, bytes);
      const opened = openReplica(replica.place);
      if (opened.kind === 'rebuild') {
        seen.atOpening += 1;
        continue;
      }
      opened.writer.close();
      const reader = openReplicaReader(replica.place);
      const found: unknown[] = [];
      const error = caught(() => {
        for (const { key } of rows) found.push(itemByBarcode(reader, `bar-${key}`)?.id);
      });
      reader.close();
      expect(found).toEqual(rows.slice(0, found.length).map(({ key }) => key));
      if (found.length === rows.length) continue;
      expect(isReplicaBroken(error)).toBe(true);
      seen.atQuery += 1;
    }
    expect(seen.atOpening).toBeGreaterThan(0);
    expect(seen.atQuery).toBeGreaterThan(3);
  });
});
