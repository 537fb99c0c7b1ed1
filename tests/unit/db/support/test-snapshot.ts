// A snapshot as a server would give it, out of rows.

import { createHash } from 'node:crypto';
import { RowChecksum } from '../../../../db/open/row-checksum.ts';
import type { ReplicaPlace } from '../../../../db/replica/open-replica.ts';
import { SnapshotLoader } from '../../../../db/replica/snapshot-loader.ts';
import { isRowKind } from '../../../../shared/wire/rows.ts';
import type { SnapshotManifest, SnapshotPart } from '../../../../shared/wire/snapshot.ts';
import { chunkLine } from '../../../../shared/wire/snapshot-chunk.ts';
import { startAt, type TestRow } from './test-rows.ts';

/** A manifest with the texts of its chunks by their names. */
export type TestSnapshot = { readonly manifest: SnapshotManifest; readonly texts: ReadonlyMap<string, string> };

export type SnapshotOptions = {
  readonly pos?: number;
  readonly lastSeq?: Record<string, number>;
  readonly rowsPerChunk?: number;
  /** The scope of rows; absent = all. */
  readonly scopeOf?: (row: TestRow) => string;
};

/** A snapshot of some rows, which come in the order of their keys. */
export function testSnapshot(rows: readonly TestRow[], options: SnapshotOptions = {}): TestSnapshot {
  const { pos = 10, lastSeq = {}, rowsPerChunk = 50, scopeOf = () => 'all' } = options;
  const texts = new Map<string, string>();
  const parts = [...Map.groupBy(rows, (row) => `${row.kind}@${scopeOf(row)}`)].map(([name, some]): SnapshotPart => {
    const [kind = '', scope = ''] = name.split('@');
    const sorted = some.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const checksum = new RowChecksum();
    const chunks = [];
    for (let from = 0; from < sorted.length; from += rowsPerChunk) {
      const here = sorted.slice(from, from + rowsPerChunk);
      const lines = here.map(({ key, row }) => chunkLine(key, 1, JSON.stringify(row)));
      for (const line of lines) checksum.add(line);
      const text = lines.join('');
      const hash = createHash('sha256').update(text).digest('hex');
      texts.set(hash, text);
      chunks.push({
        hash,
        rows: here.length,
        to: from + rowsPerChunk < sorted.length ? (here.at(-1)?.key ?? '') : null,
      });
    }
    return { scope, kind, rows: sorted.length, checksum: checksum.hex, chunks };
  });
  return { manifest: { epoch: 'e1', pos, schema: 1, lastSeq, serverTime: startAt, parts }, texts };
}

/** Gives the chunks of a snapshot to a loader, up to as many as are wanted. */
export function takeChunks(
  loader: SnapshotLoader,
  { manifest, texts }: TestSnapshot,
  most = Number.POSITIVE_INFINITY,
): void {
  const chunks = manifest.parts
    .filter(({ kind }) => isRowKind(kind))
    .flatMap((part) => part.chunks.map(({ hash }) => ({ part, hash })));
  for (const { part, hash } of chunks.slice(0, most)) loader.take(part, texts.get(hash) ?? '');
}

/** Loads a snapshot of some rows. */
export function loadRows(place: ReplicaPlace, rows: readonly TestRow[], options: SnapshotOptions = {}) {
  const snapshot = testSnapshot(rows, options);
  const loader = new SnapshotLoader(place);
  takeChunks(loader, snapshot);
  return loader.finish(snapshot.manifest, 'whole');
}
