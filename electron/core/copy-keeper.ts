// Keeps the copy of the library in use: the active generation of the replica, with the overlay over it. A generation that cannot serve is deleted and
// loaded anew; the active one is named in the ledger alone. [I11] [I17]

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { DeskTerms } from '../../shared/circ/model/desk-terms.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { PolicyHash, StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Receipt } from '../../shared/wire/receipt.ts';
import { isError } from '../../db/open/sqlite-error.ts';
import type { FileKey } from '../../db/open/file-key.ts';
import { keepContactTerms } from '../../db/ledger/contact-terms.ts';
import { activeGeneration, countCopyRebuild, switchGeneration } from '../../db/ledger/desk-state.ts';
import { ledgerPolicies } from '../../db/ledger/envelopes.ts';
import type { LedgerWriter } from '../../db/ledger/open-ledger.ts';
import { markReleased } from '../../db/ledger/receipts.ts';
import type { AppliedBatch } from '../../db/replica/feed-apply.ts';
import { removeChunkFolder } from '../../db/replica/chunk-folder.ts';
import { nextGeneration, removeGeneration, removeOtherGenerations, replicaPath } from '../../db/replica/generations.ts';
import {
  isReplicaBroken,
  openReplica,
  openReplicaReader,
  type ReplicaPlace,
  type ReplicaReader,
  type ReplicaWriter,
} from '../../db/replica/open-replica.ts';
import { policyByHash } from '../../db/replica/queries/library.ts';
import { replicaState, type ReplicaState } from '../../db/replica/replica-state.ts';
import { createOverlay, type OthersChange, type Overlay, type Rebased } from '../../db/overlay/overlay.ts';
import type { NeighborAct, NeighborBook } from '../../db/overlay/neighbor-book.ts';
import { readNeighborPolicies, readNeighborRows, writeNeighborRows } from '../../db/replica/neighbor-rows.ts';
import { noChanges } from '../../db/replica/changes.ts';
import { markTakenIn } from '../../db/overlay/mark-taken-in.ts';
import { replicaSource } from '../../db/overlay/overlay-source.ts';
import type { Differences } from '../../db/overlay/looks.ts';
import type { RecordedEnvelope } from '../../db/overlay/pending-entry.ts';
import type { Copy } from './desk-sight.ts';
import { LibrarySight } from './library-sight.ts';

export type CopyKeeperOptions = {
  readonly dir: string;
  readonly key: FileKey;
  readonly ledger: LedgerWriter;
  /** Writes the WAL of a copy back into its file, without holding anything up. */
  readonly writeBack: (place: ReplicaPlace) => void;
  /** Called with the library's terms when a copy comes into use and when they change. */
  readonly termsSeen?: (terms: DeskTerms) => void;
  /** Acts of other desks of the branch; absent = none are received. */
  readonly neighbors?: NeighborBook;
};

/** Rows after which the WAL is written back: well before a commit has to do it and a scan would wait for that. */
const writeBackEveryRows = 500;

type OpenCopy = Copy & {
  readonly place: ReplicaPlace;
  readonly writer: ReplicaWriter;
  readonly reader: ReplicaReader;
  readonly overlay: Overlay;
};

/** The copy of one desk. */
export class CopyKeeper {
  readonly #options: CopyKeeperOptions;
  #copy: OpenCopy | null = null;
  /** Copies that were replaced while calls were reading from them. */
  #retired: OpenCopy[] = [];
  #readers = 0;
  #rowsInWal = 0;

  constructor(options: CopyKeeperOptions) {
    this.#options = options;
  }

  /** The visible copy; null until one is loaded. */
  get copy(): Copy | null {
    return this.#copy;
  }

  get neighbors(): NeighborBook | null {
    return this.#options.neighbors ?? null;
  }

  /** Where the copy in use is; null without one. */
  get place(): ReplicaPlace | null {
    return this.#copy?.place ?? null;
  }

  /** The connection that the feed is applied on. */
  get writer(): ReplicaWriter | null {
    return this.#copy?.writer ?? null;
  }

  state(): ReplicaState | null {
    return this.#copy === null ? null : replicaState(this.#copy.reader);
  }

  /** Reads from the copy; `otherwise` where there is none, or where it breaks, which throws it away. */
  read<T>(work: (copy: Copy) => T, otherwise: T): T {
    if (this.#copy === null) return otherwise;
    try {
      return work(this.#copy);
    } catch (error) {
      if (!this.isBroken(error)) throw error;
      this.throwAway();
      return otherwise;
    }
  }

  /** Opens the active generation. Returns false when there is none that can serve. */
  open(): boolean {
    const generation = activeGeneration(this.#options.ledger);
    if (generation !== null) this.#copy = this.#openGeneration(generation);
    this.#keepTerms();
    return this.#copy !== null;
  }

  /** Where the next snapshot is loaded. */
  nextPlace(): ReplicaPlace {
    const { dir, key, ledger } = this.#options;
    return { dir, key, generation: nextGeneration(dir, activeGeneration(ledger)) };
  }

  /** Takes a loaded generation into use, in one transaction of the ledger, and throws the old ones away. */
  switchTo(place: ReplicaPlace, at: Instant): boolean {
    if (!this.#use(place, at)) return false;
    removeOtherGenerations(this.#options.dir, [place.generation]);
    removeChunkFolder(this.#options.dir);
    return true;
  }

  /** Takes a copy into use that has only the library and its rules, while the whole one is loaded at `loading`. */
  startWith(place: ReplicaPlace, loading: ReplicaPlace, at: Instant): boolean {
    if (!this.#use(place, at)) return false;
    removeOtherGenerations(this.#options.dir, [place.generation, loading.generation]);
    return true;
  }

  /** Runs a call that reads from the copy over several turns: one that is replaced meanwhile stays open until the call is over. [I11] */
  async reading<T>(call: () => Promise<T>): Promise<T> {
    this.#readers += 1;
    try {
      return await call();
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#closeRetired();
    }
  }

  /** Whether an error means that the copy in use cannot be read. The same error of the ledger is another matter. */
  isBroken(error: unknown): boolean {
    const place = this.#copy?.place;
    return place !== undefined && isAbout(error, place);
  }

  /** Throws a copy away that broke. The next start does not find it again. [I17] */
  throwAway(): void {
    const place = this.#copy?.place;
    this.#retire();
    if (place === undefined) return;
    removeGeneration(place.dir, place.generation);
    this.#countRebuild();
  }

  /** Removes every copy and any load under way: this desk may have none any more. */
  wipe(): void {
    const { dir } = this.#options;
    this.#retire();
    removeOtherGenerations(dir, []);
    removeChunkFolder(dir);
  }

  recorded(recorded: RecordedEnvelope): Differences | null {
    return this.#copy?.overlay.add(recorded) ?? null;
  }

  /** Acts of other desks of the branch, which are in the book. */
  heard(acts: readonly NeighborAct[]): OthersChange | null {
    const change = this.#copy?.overlay.heard(acts) ?? null;
    this.#saveNeighbors();
    return change;
  }

  /** Lets go of streams of other desks. */
  dropNeighbors(streams: readonly StreamId[]): OthersChange | null {
    this.#options.neighbors?.drop(streams);
    const change = this.#copy?.overlay.dropped(new Set(streams)) ?? null;
    this.#saveNeighbors();
    return change;
  }

  /** The server sent its position in the streams of other desks, without a batch. */
  neighborsConfirmed(at: Instant): Rebased | null {
    const state = this.state();
    return state === null ? null : this.committed({ state, changes: noChanges(), skipped: 0 }, at);
  }

  answered(receipts: readonly Receipt[]): Differences | null {
    const copy = this.#copy;
    if (receipts.length === 0 || copy === null) return null;
    this.#markTakenIn(copy.reader);
    return copy.overlay.answered(receipts);
  }

  /**
   * Empties the write-ahead log of the copy: rows purged from the copy are still in it. It is left alone while a batch is written, and emptied the
   * next time.
   */
  emptyLog(): void {
    const { writer } = this;
    this.#copy?.reader.forget();
    if (writer !== null && !writer.raw.inTransaction) writer.raw.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** A batch was committed on the writer. */
  committed(applied: AppliedBatch, at: Instant): Rebased | null {
    const copy = this.#copy;
    if (copy === null) return null;
    if (applied.changes.keys.has('branch') || applied.changes.keys.has('location')) copy.library.forget();
    const rebased = copy.overlay.committed(applied);
    this.#options.neighbors?.confirm(applied.state.neighbors ?? {});
    this.#saveNeighbors();
    markReleased(this.#options.ledger, rebased.released, at);
    if (applied.changes.keys.has('library')) this.#keepTerms();
    this.#rowsInWal += applied.changes.keys.values().reduce((sum, keys) => sum + keys.size, 0);
    if (this.#rowsInWal >= writeBackEveryRows) {
      this.#rowsInWal = 0;
      this.#options.writeBack(copy.place);
    }
    return rebased;
  }

  close(): void {
    this.#readers = 0;
    this.#retire();
  }

  /** A count for administrators. A disk that refuses it keeps no copy from being loaded anew. */
  #countRebuild(): void {
    try {
      countCopyRebuild(this.#options.ledger);
    } catch (error) {
      if (!isRefusedByDisk(error)) throw error;
    }
  }

  #use(place: ReplicaPlace, at: Instant): boolean {
    const next = this.#openGeneration(place.generation);
    if (next === null) return false;
    switchGeneration(this.#options.ledger, place.generation, at);
    this.#retire();
    this.#copy = next;
    this.#keepTerms();
    return true;
  }

  /**
   * The terms for desks without contact must be known without the copy. A copy that cannot be read fails at its next
   * read.
   */
  #keepTerms(): void {
    const copy = this.#copy;
    if (copy === null) return;
    try {
      keepContactTerms(this.#options.ledger, copy.library.contactTerms());
      this.#options.termsSeen?.(copy.library.deskTerms());
    } catch (error) {
      if (!this.isBroken(error) && !isRefusedByDisk(error)) throw error;
    }
  }

  /** Null: it is not there, or cannot be read and is thrown away. */
  #openGeneration(generation: number): OpenCopy | null {
    const { dir, key } = this.#options;
    const place = { dir, key, generation };
    const opened = openReplica(place);
    if (opened.kind === 'rebuild') {
      if (opened.reason === 'damaged') this.#countRebuild();
      return null;
    }
    const reader = openReplicaReader(place);
    try {
      return this.#openCopy(place, opened.writer, reader);
    } catch (error) {
      reader.close();
      opened.writer.close();
      if (!isAbout(error, place)) throw error;
      removeGeneration(dir, generation);
      return null;
    }
  }

  #openCopy(place: ReplicaPlace, writer: ReplicaWriter, reader: ReplicaReader): OpenCopy {
    const { ledger, neighbors } = this.#options;
    // Nothing else writes to a generation that is in use.
    reader.remember();
    writer.tellWritten(() => reader.forget());
    this.#markTakenIn(reader);
    if (neighbors !== undefined) takeKept(neighbors, reader);
    const overlay = createOverlay({
      ledger,
      source: replicaSource(reader),
      ...(neighbors === undefined ? {} : { neighbors }),
    });
    return {
      place,
      writer,
      reader,
      overlay,
      db: reader,
      sight: overlay.view,
      library: new LibrarySight(reader, overlay.pendingRules),
      policy: (hash) => policyOf(reader, ledger, hash) ?? neighbors?.policy(hash) ?? null,
    };
  }

  /** A disk that refuses it leaves them waiting until the next batch or start. */
  #markTakenIn(reader: ReplicaReader): void {
    try {
      markTakenIn(this.#options.ledger, replicaSource(reader), replicaState(reader)?.asOf ?? 0);
    } catch (error) {
      if (!isRefusedByDisk(error)) throw error;
    }
  }

  /** Not within a batch: the next commit does as well. Without them the copy is whole, and they come again. */
  #saveNeighbors(): void {
    const { neighbors } = this.#options;
    const { writer } = this;
    if (neighbors === undefined || writer === null || writer.raw.inTransaction) return;
    const change = neighbors.takeUnsaved();
    if (change === null) return;
    try {
      writeNeighborRows(writer, change);
    } catch (error) {
      neighbors.saveAnew();
      if (!isRefusedByDisk(error)) throw error;
    }
  }

  #retire(): void {
    if (this.#copy !== null) this.#retired.push(this.#copy);
    this.#copy = null;
    if (this.#readers === 0) this.#closeRetired();
  }

  #closeRetired(): void {
    for (const { reader, writer } of this.#retired.splice(0)) {
      reader.close();
      writer.close();
    }
  }
}

/** Takes acts of neighbors over to a copy that comes into use, or out of the one that the desk starts with. */
function takeKept(neighbors: NeighborBook, reader: ReplicaReader): void {
  if (neighbors.size === 0) neighbors.load(readNeighborRows(reader), readNeighborPolicies(reader));
  else neighbors.saveAnew();
  neighbors.confirm(replicaState(reader)?.neighbors ?? {});
}

function isRefusedByDisk(error: unknown): boolean {
  return isError(error, 'HF-DB-004', 'HF-DB-005', 'HF-DB-006');
}

/** Whether an error means that this generation, and no other file, cannot be read. */
function isAbout(error: unknown, { dir, generation }: ReplicaPlace): boolean {
  return (
    error instanceof HoldfastError && isReplicaBroken(error) && error.params['path'] === replicaPath(dir, generation)
  );
}

/** A policy from the copy, or from the ledger while the server has not seen it. */
function policyOf(reader: ReplicaReader, ledger: LedgerWriter, hash: PolicyHash): Policy | null {
  return policyByHash(reader, hash) ?? ledgerPolicies(ledger, [hash]).get(hash) ?? null;
}
