// A desk opened to be looked at by the command line while no core runs: reading only, no lock, no network, nothing recorded.

import { existsSync, statSync } from 'node:fs';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { DESK_SECRETS, openSecrets } from '../../db/keys/open-secrets.ts';
import { makeSigner, type Signer } from '../../db/keys/signing.ts';
import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { activeGeneration } from '../../db/ledger/desk-state.ts';
import { ledgerPolicies } from '../../db/ledger/envelopes.ts';
import { readIdentity, type Identity } from '../../db/ledger/identity.ts';
import type { FileKey } from '../../db/open/file-key.ts';
import { findLoss, type FoundLoss } from '../../db/ledger/losses.ts';
import { ledgerPath, openLedgerReader, type LedgerReader } from '../../db/ledger/open-ledger.ts';
import { streams } from '../../db/ledger/streams.ts';
import { restOfLog } from '../../db/open/log-rest.ts';
import type { NeighborBook } from '../../db/overlay/neighbor-book.ts';
import { createOverlay } from '../../db/overlay/overlay.ts';
import { replicaSource } from '../../db/overlay/overlay-source.ts';
import { listGenerations } from '../../db/replica/generations.ts';
import { openReplicaReader, type ReplicaReader } from '../../db/replica/open-replica.ts';
import { policyByHash } from '../../db/replica/queries/library.ts';
import { replicaState } from '../../db/replica/replica-state.ts';
import type { KeyProtection, KeyStore } from '../../db/keys/key-store.ts';
import type { Copy, DeskSight } from './desk-sight.ts';
import { LibrarySight } from './library-sight.ts';

/** Parts of a desk that can be looked at. */
export type QuietDesk = {
  readonly ledgerPath: string;
  /** Whether a file is a ledger of this desk: a backup of it, or one set aside. */
  readonly isOwnLedger: (path: string) => boolean;
  readonly ledger: LedgerReader;
  /** Lost acts that the ledger has not noted yet; null = none. */
  readonly loss: FoundLoss | null;
  /** The copy, opened when it is first asked for: a broken copy must not block the ledger. Null without one. */
  readonly replica: () => ReplicaReader | null;
  readonly identity: Identity | null;
  readonly signer: Signer;
  readonly protection: KeyProtection;
  /** The data behind the desk's decisions; null without a copy. */
  readonly sight: () => DeskSight | null;
  close(): void;
};

/** Opens the files of a data folder for reading. Throws HF-DB-… when they do not open, HF-ENROL-007 when there is no desk. */
export async function openDeskQuietly(
  dir: string,
  clock: Clock,
  random: Random,
  keyStore: KeyStore | null = null,
): Promise<QuietDesk> {
  if (!existsSync(ledgerPath(dir))) throw noLedger(dir);
  // Made only now: a key store names the folder that it is of.
  const store = keyStore ?? systemKeyStore(dir);
  const secrets = await openSecrets({ store, kinds: DESK_SECRETS, random, dir, mayMint: false });
  const ledger = openLedgerReader(ledgerPath(dir), secrets.ledgerKey);
  const loss = findLoss(streams(ledger), await store.loadMark(), restOfLog(ledger.path));
  const identity = readIdentity(ledger);
  const generation = activeGeneration(ledger);
  let opened: ReplicaReader | null = null;
  const replica = () => {
    if (generation === null) return null;
    opened ??= openReplicaReader({ dir, generation, key: secrets.replicaKey });
    return opened;
  };
  return {
    ledgerPath: ledgerPath(dir),
    isOwnLedger: (path) => isLedger(path, secrets.ledgerKey),
    ledger,
    loss,
    replica,
    identity,
    signer: makeSigner(secrets.deskPrivateKey),
    protection: store.protection,
    sight: () => {
      const copy = replica();
      return copy === null || identity === null ? null : quietSight({ ledger, replica: copy, identity, clock });
    },
    close: () => {
      opened?.close();
      ledger.close();
    },
  };
}

function isLedger(path: string, key: FileKey): boolean {
  try {
    const reader = openLedgerReader(path, key);
    try {
      return readIdentity(reader) !== null;
    } finally {
      reader.close();
    }
  } catch {
    // A file that cannot be opened or read is not a ledger of this desk.
    return false;
  }
}

/** Where a desk has worked, the error does not tell staff to enroll: acts may be missing with the ledger. */
function noLedger(dir: string): HoldfastError {
  const isFolder = statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
  const hasWorked = isFolder && listGenerations(dir).length > 0;
  return hasWorked
    ? new HoldfastError('HF-DB-016', { path: ledgerPath(dir) })
    : new HoldfastError('HF-ENROL-007', { dir });
}

type Parts = {
  readonly ledger: LedgerReader;
  readonly replica: ReplicaReader;
  readonly identity: Identity;
  readonly clock: Clock;
};

/** The copy of the library as reading shows it, with the acts that wait over it; those of other desks of the branch where they are given. */
export function quietCopy(ledger: LedgerReader, replica: ReplicaReader, neighbors: NeighborBook | null = null): Copy {
  const overlay = createOverlay({
    ledger,
    source: replicaSource(replica),
    ...(neighbors === null ? {} : { neighbors }),
  });
  return {
    db: replica,
    sight: overlay.view,
    library: new LibrarySight(replica, overlay.pendingRules),
    policy: (hash) =>
      policyByHash(replica, hash) ?? ledgerPolicies(ledger, [hash]).get(hash) ?? neighbors?.policy(hash) ?? null,
  };
}

function quietSight({ ledger, replica, identity, clock }: Parts): DeskSight {
  const copy = quietCopy(ledger, replica);
  return {
    identity,
    clock,
    copy: () => copy,
    language: () => 'en',
    patronsAsOf: () => replicaState(replica)?.asOf ?? 0,
    rights: () => [],
    nightGrants: () => [],
    isItemUnknown: () => Promise.resolve(false),
    lookUpCard: () => Promise.resolve({ isAnswered: false, patron: null }),
  };
}
