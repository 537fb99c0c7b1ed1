// Pending entries with their records under real ids, by stream and seq. The records of an entry depend on the replica's rows and on all pending
// entries, never on the order of arrival.

import type { ActId, StaffId, StreamId } from '../../shared/core/ids.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import type { Changes } from '../replica/changes.ts';
import { hintBook } from './hint-book.ts';
import type { OverlaySource } from './overlay-source.ts';
import { pendingActs, type PendingActs } from './pending-acts.ts';
import { recordEntry, type PendingEntry } from './pending-entry.ts';
import { idsNamed, realIds, renameRecorded } from './strangers.ts';

export type Slot = {
  readonly entry: PendingEntry;
  /** As the command recorded it. */
  readonly raw: readonly Recorded[];
  /** Under real ids. */
  readonly recorded: readonly Recorded[];
};

/** Hears of a slot before it is replaced by another. */
export type BeforeChange = (slot: Slot) => void;

export type PendingSlots = {
  readonly acts: PendingActs;
  /** In the order of streams and their seqs. */
  readonly all: () => Slot[];
  readonly ofStream: (stream: StreamId) => Slot[];
  readonly at: (stream: StreamId, seq: number) => Slot | null;
  readonly has: (id: ActId) => boolean;
  /** The person who did a pending act, here or at a neighbor. */
  readonly signerOf: (id: ActId) => StaffId | null;
  readonly size: () => number;
  /** Puts entries in, in place of those with their seqs. Returns every slot that is new or different. */
  put(entries: Iterable<PendingEntry>, before: BeforeChange): Slot[];
  remove(slot: Slot): void;
  /** Looks ids up again where a batch, or a removed act, may have changed their rows. Returns the slots that are different. */
  renameAfter(changes: Changes, before: BeforeChange): Slot[];
};

/** No entries yet. */
export function pendingSlots(source: OverlaySource): PendingSlots {
  const acts = pendingActs();
  const streams = new Map<StreamId, Map<number, Slot>>();
  const ids = new Map<ActId, StaffId | null>();
  const hints = hintBook();
  const mentions = new Map<string, Set<PendingEntry>>();
  /** Ids without a row of their own. */
  const strangers = new Set<string>();
  const real = realIds(source, hints.textOf, (id, isStranger) => {
    if (isStranger) strangers.add(id);
    else strangers.delete(id);
  });

  const at = (stream: StreamId, seq: number) => streams.get(stream)?.get(seq) ?? null;
  const ofStream = (stream: StreamId) =>
    [...(streams.get(stream)?.values() ?? [])].toSorted((a, b) => a.entry.seq - b.entry.seq);

  const remove = (slot: Slot) => {
    const { entry, raw, recorded } = slot;
    streams.get(entry.stream)?.delete(entry.seq);
    ids.delete(entry.id);
    acts.remove(recorded);
    hints.remove(entry.args);
    for (const id of idsNamed(raw)) forget(mentions, id, entry);
  };
  const record = (entry: PendingEntry): Slot => {
    const raw = recordEntry(entry);
    const slot = { entry, raw, recorded: renameRecorded(raw, real, source) };
    const stream = streams.get(entry.stream) ?? new Map<number, Slot>();
    streams.set(entry.stream, stream.set(entry.seq, slot));
    ids.set(entry.id, entry.body.staffId);
    acts.add(slot.recorded);
    for (const id of idsNamed(raw)) mentions.set(id, (mentions.get(id) ?? new Set()).add(entry));
    return slot;
  };
  /** Records again the entries that name one of these ids and now mean another row; `just` were recorded from the present state. */
  const recordAgain = (named: Iterable<string>, before: BeforeChange, just: readonly PendingEntry[] = []): Slot[] => {
    const entries = new Set([...named].flatMap((id) => [...(mentions.get(id) ?? [])]));
    for (const entry of just) entries.delete(entry);
    return [...entries].flatMap((entry) => {
      const slot = at(entry.stream, entry.seq);
      if (slot === null || isSame(slot.recorded, renameRecorded(slot.raw, real, source))) return [];
      before(slot);
      remove(slot);
      hints.add(entry.args);
      return [record(entry)];
    });
  };

  return {
    acts,
    all: () => [...streams.keys()].flatMap(ofStream),
    ofStream,
    at,
    has: (id) => ids.has(id),
    signerOf: (id) => ids.get(id) ?? null,
    size: () => ids.size,
    put: (entries, before) => {
      const fresh = [...entries];
      for (const { stream, seq } of fresh) {
        const old = at(stream, seq);
        if (old === null) continue;
        before(old);
        remove(old);
      }
      // All hints first: an act may name an id whose text a later act gives.
      const hinted = fresh.flatMap(({ args }) => hints.add(args));
      const slots = fresh.map(record);
      return [...new Set([...slots, ...recordAgain(hinted, before, fresh)])];
    },
    remove,
    renameAfter: (changes, before) => {
      const changed = (['item', 'patron', 'title'] as const).flatMap((kind) => [
        ...(changes.keys.get(kind)?.keys() ?? []),
      ]);
      const isNews = changed.length > 0;
      return recordAgain([...changed, ...(isNews ? strangers : []), ...hints.takeForgotten()], before);
    },
  };
}

function forget(mentions: Map<string, Set<PendingEntry>>, id: string, entry: PendingEntry): void {
  const entries = mentions.get(id);
  entries?.delete(entry);
  if (entries?.size === 0) mentions.delete(id);
}

function isSame(a: readonly Recorded[], b: readonly Recorded[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
