// Chunks out of a copy that is here already. A new snapshot is mostly the same as the last one: unchanged chunks need not be sent again, so
// that a part that went wrong is all that is fetched.

import { hash as hashOf } from 'node:crypto';
import { chunkLine } from '../../shared/wire/snapshot-chunk.ts';
import { isRowKind } from '../../shared/wire/rows.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { KIND_TABLES } from './kind-table.ts';
import { openReplicaReader, type ReplicaPlace, type ReplicaReader } from './open-replica.ts';

/** A chunk by its name, and its range. */
export type ChunkPlace = {
  readonly kind: string;
  readonly hash: string;
  readonly after: string;
  readonly to: string | null;
};

export type CopiedChunks = {
  /** The text of a chunk, where the copy has exactly its rows; else null. */
  readonly text: (chunk: ChunkPlace) => string | null;
  readonly close: () => void;
};

/** Opens a copy to take chunks from; one that is damaged gives none. */
export function openCopiedChunks(place: ReplicaPlace | null): CopiedChunks {
  let reader = place === null ? null : orNull(() => openReplicaReader(place));
  const close = () => {
    reader?.close();
    reader = null;
  };
  return {
    text: (chunk) => {
      const open = reader;
      const { kind } = chunk;
      if (open === null || !isRowKind(kind)) return null;
      const text = orNull(() => textOf(open, KIND_TABLES[kind].table, chunk));
      if (text === null) close();
      return text !== null && hashOf('sha256', text, 'hex') === chunk.hash ? text : null;
    },
    close,
  };
}

type Stored = { readonly key: string; readonly version: number; readonly row: string };

function textOf(reader: ReplicaReader, table: string, { after, to }: ChunkPlace): string {
  const rows =
    to === null
      ? reader.all<Stored>(`SELECT key, version, row FROM ${table} WHERE key > ? ORDER BY key`, after)
      : reader.all<Stored>(`SELECT key, version, row FROM ${table} WHERE key > ? AND key <= ? ORDER BY key`, after, to);
  return rows.map(({ key, version, row }) => chunkLine(key, version, row)).join('');
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof HoldfastError) return null;
    throw error;
  }
}
