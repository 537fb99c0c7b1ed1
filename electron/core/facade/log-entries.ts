// Reads the log of the branch of a desk: the copy of the library with entries of this desk and its neighbors that the server has not confirmed.

import {
  isOfKind,
  listEntryId,
  withLogWrite,
  type LogEntry,
  type LogEntryOf,
  type LogKind,
} from '../../../shared/circ/model/log-entry.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { LogList } from '../../../shared/core/log-lists.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import { logEntries } from '../../../db/replica/queries/log-entries.ts';
import { rowByKey } from '../../../db/replica/read-row.ts';
import type { Copy } from '../desk-sight.ts';

/** Parts needed to read the log. */
export type LogPlace = { readonly copy: Copy | null; readonly identity: Identity };

/** Entries of a kind that were put at or after a moment, or are not ended; the oldest first. */
export function entriesHere<K extends LogKind>(
  { copy, identity: { branch } }: LogPlace,
  kind: K,
  since: Instant,
): LogEntryOf<K>[] {
  if (copy === null) return [];
  const entries = new Map(logEntries(copy.db, branch, kind, since).map((entry) => [entry.id, entry]));
  for (const id of copy.sight.logWrites().keys()) {
    const entry = entryNow(copy, id);
    if (entry !== null && entry.branch === branch) entries.set(id, entry);
  }
  return [...entries.values()]
    .filter((entry): entry is LogEntryOf<K> => isOfKind(entry, kind) && (entry.at >= since || entry.ended === null))
    .toSorted((a, b) => a.at - b.at);
}

/** One entry; null where there is none. */
export function entryNow(copy: Copy, id: string): LogEntry | null {
  const row: LogEntry | null = rowByKey(copy.db, 'logEntry', id);
  const writes = copy.sight.logWrites().get(id) ?? [];
  return writes.reduce<LogEntry | null>((entry, { write, header }) => {
    const own = { at: header.at, act: header.id, by: copy.sight.signerOf(header.id) };
    return withLogWrite(entry, id, write, own);
  }, row);
}

/** The lines of a list of this branch. */
export function linesHere({ copy, identity }: LogPlace, list: LogList): readonly string[] {
  const entry = copy === null ? null : entryNow(copy, listEntryId(identity.branch, list));
  return entry !== null && isOfKind(entry, 'list') ? entry.what.lines : [];
}
