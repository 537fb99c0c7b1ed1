// Opens a generation of the replica: the state of the server. It can always be loaded anew, so every fault of a file ends
// in "rebuild needed", never in an error that stops the desk.

import { existsSync } from 'node:fs';
import type { Handle, Reader, Writer } from '../open/connection.ts';
import type { FileKey } from '../open/file-key.ts';
import { fileForm, migrate } from '../open/migrate.ts';
import { openReader, openWriter, type FileSettings, type OpenRequest } from '../open/open-file.ts';
import { isError } from '../open/sqlite-error.ts';
import { removeGeneration, replicaPath } from './generations.ts';
import { REPLICA_MIGRATIONS } from './migrations.ts';
import { replicaState } from './replica-state.ts';

export type ReplicaReader = Reader<'replica'>;
export type ReplicaWriter = Writer<'replica'>;
export type Replica = Handle<'replica'>;

/** Where a generation is. */
export type ReplicaPlace = { readonly dir: string; readonly generation: number; readonly key: FileKey };

/** Why a replica must be loaded anew. */
export type RebuildReason = 'missing' | 'other-key' | 'damaged' | 'newer' | 'older' | 'unfinished';

export type OpenedReplica =
  | { readonly kind: 'ready'; readonly writer: ReplicaWriter }
  | { readonly kind: 'rebuild'; readonly reason: RebuildReason };

// Writing the WAL back would hold up a scan after a large batch, so a worker does it (`checkpointReplica`); a commit
// does it only when no worker has for long.
const settings: FileSettings = { durability: 'normal', cacheMib: 64, busyMs: 5_000, checkpointPages: 2_000 };

/**
 * Opens a generation for writing and brings it to the newest form. A file that cannot serve is thrown away, and the answer says why.
 * Throws only errors of the disk as a whole: HF-DB-004 to 007 and 009.
 */
export function openReplica(place: ReplicaPlace): OpenedReplica {
  if (!existsSync(replicaPath(place.dir, place.generation))) return { kind: 'rebuild', reason: 'missing' };
  const opened = tryOpen(place);
  if (opened.kind === 'rebuild') removeGeneration(place.dir, place.generation);
  return opened;
}

function tryOpen(place: ReplicaPlace): OpenedReplica {
  try {
    const writer = openWriter(replicaRequest(place));
    const reason = bringUpToDate(writer);
    if (reason === null) return { kind: 'ready', writer };
    writer.close();
    return { kind: 'rebuild', reason };
  } catch (error) {
    if (isError(error, 'HF-DB-001')) return { kind: 'rebuild', reason: 'other-key' };
    if (isError(error, 'HF-DB-002')) return { kind: 'rebuild', reason: 'damaged' };
    throw error;
  }
}

/** Opens another connection to a generation that is open for writing: it sees the last committed state and nothing of a batch under way. [I11] */
export function openReplicaReader(place: ReplicaPlace): ReplicaReader {
  return openReader(replicaRequest(place));
}

/**
 * Writes the WAL of an open generation back into its file, on a connection of its own, without stopping readers or writers. For a worker, after
 * batches. Returns the pages that are left in the WAL.
 */
export function checkpointReplica(place: ReplicaPlace): number {
  if (!existsSync(replicaPath(place.dir, place.generation))) return 0;
  const writer = openWriter(replicaRequest(place));
  try {
    const [row] = writer.all<{ log: number; checkpointed: number }>('PRAGMA wal_checkpoint(PASSIVE)');
    return row === undefined ? 0 : Math.max(0, row.log - row.checkpointed);
  } finally {
    writer.close();
  }
}

/** Whether an error of a query means that the replica must be loaded anew. */
export function isReplicaBroken(error: unknown): boolean {
  return isError(error, 'HF-DB-001', 'HF-DB-002');
}

function replicaRequest({ dir, generation, key }: ReplicaPlace): OpenRequest<'replica'> {
  return { file: 'replica', path: replicaPath(dir, generation), key, settings };
}

function bringUpToDate(writer: ReplicaWriter): RebuildReason | null {
  try {
    const { found, known } = fileForm(writer, REPLICA_MIGRATIONS);
    if (found > known) return 'newer';
    if (found === 0) return 'unfinished';
    if (REPLICA_MIGRATIONS.some(({ version, rebuild }) => version > found && rebuild === true)) return 'older';
    migrate(writer, REPLICA_MIGRATIONS);
    return replicaState(writer) === null ? 'unfinished' : null;
  } catch (error) {
    writer.close();
    throw error;
  }
}
