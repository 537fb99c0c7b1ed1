// Compares a copy with the server's checksums, out of one read transaction, kind by kind. Reads every row: for a worker. [I9]

import { chunkLine } from '../../shared/wire/snapshot-chunk.ts';
import { parseChecksums } from '../../shared/wire/feed-checksum.ts';
import { isRowKind, type RowKind } from '../../shared/wire/rows.ts';
import { RowChecksum } from '../open/row-checksum.ts';
import { KIND_TABLES } from './kind-table.ts';
import { openReplicaReader, type ReplicaPlace, type ReplicaReader } from './open-replica.ts';
import { replicaState } from './replica-state.ts';

/** A copy at a position, and the server's checksum there. */
export type CopyCheck = { readonly place: ReplicaPlace; readonly pos: number; readonly checksum: string };

/** Null: the copy is at another position by now. Otherwise the kinds that differ; none = it is as it should be. */
export type CopyDifference = { readonly kinds: readonly RowKind[] } | null;

/** Compares. `pinned` is called once the copy may go on: the compared state stays as it is. Throws HF-DB-… when the copy cannot be read. */
export function compareCopy({ place, pos, checksum }: CopyCheck, pinned: () => void): CopyDifference {
  const reader = openReplicaReader(place);
  try {
    reader.raw.prepare('BEGIN').run();
    const state = replicaState(reader);
    pinned();
    if (state?.pos !== pos) return null;
    const kinds = [...parseChecksums(checksum)].flatMap(([kind, wanted]) =>
      isRowKind(kind) && checksumOf(reader, kind) !== wanted ? [kind] : [],
    );
    return { kinds };
  } finally {
    reader.close();
  }
}

type Stored = { readonly key: string; readonly version: number; readonly row: string };

function checksumOf(reader: ReplicaReader, kind: RowKind): string {
  const sum = new RowChecksum();
  for (const { key, version, row } of reader.each<Stored>(`SELECT key, version, row FROM ${KIND_TABLES[kind].table}`))
    sum.add(chunkLine(key, version, row));
  return sum.hex;
}
