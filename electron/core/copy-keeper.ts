// Keeps the copy of the library in use: the active generation of the replica, with the overlay over it.
// A generation that cannot serve is thrown away and loaded anew; the ledger alone says which one is active. [I11] [I17]

import type { Policy } from '../../shared/rules/model/policy.ts';
import type { PolicyHash } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Receipt } from '../../shared/wire/receipt.ts';
import type { FileKey } from '../../db/open/file-key.ts';
import { activeGeneration, switchGeneration } from '../../db/ledger/desk-state.ts';
import { ledgerPolicies } from '../../db/ledger/envelopes.ts';
import type { LedgerWriter } from '../../db/ledger/open-ledger.ts';
import { markReleased } from '../../db/ledger/receipts.ts';
import type { AppliedBatch } from '../../db/replica/feed-apply.ts';
import { nextGeneration, removeOtherGenerations } from '../../db/replica/generations.ts';
import {
  openReplica,
  openReplicaReader,
  type ReplicaPlace,
  type ReplicaReader,
  type ReplicaWriter,
} from '../../db/replica/open-replica.ts';
import { policyByHash } from '../../db/replica/queries/library.ts';
import { replicaState, type ReplicaState } from '../../db/replica/replica-state.ts';
import { createOverlay, type Overlay, type Rebased } from '../../db/overlay/overlay.ts';
import { replicaSource } from '../../db/overlay/overlay-source.ts';
import type { Differences } from '../../db/overlay/looks.ts';
import type { RecordedEnvelope } from '../../db/overlay/pending-entry.ts';
import type { Copy } from './desk.ts';
import { LibrarySight } from './library-sight.ts';

export type CopyKeeperOptions = {
  readonly dir: string;
  readonly key: FileKey;
  readonly ledger: LedgerWriter;
  /** Writes the WAL of a copy back into its file, without holding anything up. */
  readonly writeBack: (place: ReplicaPlace) => void;
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
  #rowsInWal = 0;

  constructor(options: CopyKeeperOptions) {
    this.#options = options;
  }

  /** What is visible; null until a copy is loaded. */
  get copy(): Copy | null {
    return this.#copy;
  }

  /** The connection that the feed is applied on. */
  get writer(): ReplicaWriter | null {
    return this.#copy?.writer ?? null;
  }

  state(): ReplicaState | null {
    return this.#copy === null ? null : replicaState(this.#copy.reader);
  }

  /** Opens the active generation. Returns false when there is none that can serve. */
  open(): boolean {
    const generation = activeGeneration(this.#options.ledger);
    if (generation !== null) this.#copy = this.#openGeneration(generation);
    return this.#copy !== null;
  }

  /** Where the next snapshot is loaded. */
  nextPlace(): ReplicaPlace {
    const { dir, key, ledger } = this.#options;
    return { dir, key, generation: nextGeneration(dir, activeGeneration(ledger)) };
  }

  /** Takes a loaded generation into use, in one transaction of the ledger, and throws the old ones away. */
  switchTo(place: ReplicaPlace, at: Instant): boolean {
    const next = this.#openGeneration(place.generation);
    if (next === null) return false;
    switchGeneration(this.#options.ledger, place.generation, at);
    this.#close();
    this.#copy = next;
    removeOtherGenerations(this.#options.dir, [place.generation]);
    return true;
  }

  /** Throws the copy away: it is of a world that no longer is, or it broke. */
  drop(): void {
    this.#close();
  }

  recorded(recorded: RecordedEnvelope): Differences | null {
    return this.#copy?.overlay.add(recorded) ?? null;
  }

  answered(receipts: readonly Receipt[]): Differences | null {
    return receipts.length === 0 ? null : (this.#copy?.overlay.answered(receipts) ?? null);
  }

  /** A batch was committed on the writer. */
  committed(applied: AppliedBatch, at: Instant): Rebased | null {
    const copy = this.#copy;
    if (copy === null) return null;
    if (applied.changes.keys.has('branch') || applied.changes.keys.has('location')) copy.library.forget();
    const rebased = copy.overlay.committed(applied);
    markReleased(this.#options.ledger, rebased.released, at);
    this.#rowsInWal += applied.changes.keys.values().reduce((sum, keys) => sum + keys.size, 0);
    if (this.#rowsInWal >= writeBackEveryRows) {
      this.#rowsInWal = 0;
      this.#options.writeBack(copy.place);
    }
    return rebased;
  }

  close(): void {
    this.#close();
  }

  #openGeneration(generation: number): OpenCopy | null {
    const { dir, key, ledger } = this.#options;
    const place = { dir, key, generation };
    const opened = openReplica(place);
    if (opened.kind === 'rebuild') return null;
    const reader = openReplicaReader(place);
    const overlay = createOverlay({ ledger, source: replicaSource(reader) });
    return {
      place,
      writer: opened.writer,
      reader,
      overlay,
      db: reader,
      sight: overlay.view,
      library: new LibrarySight(reader),
      policy: (hash) => policyOf(reader, ledger, hash),
    };
  }

  #close(): void {
    this.#copy?.reader.close();
    this.#copy?.writer.close();
    this.#copy = null;
  }
}

/** A policy from the copy, or from the ledger while the server has not seen it. */
function policyOf(reader: ReplicaReader, ledger: LedgerWriter, hash: PolicyHash): Policy | null {
  return policyByHash(reader, hash) ?? ledgerPolicies(ledger, [hash]).get(hash) ?? null;
}
