// The inputs of a desk's sync engine, and its reports of changes.

import type { Clock, Random, Timers } from '../../../shared/core/ports.ts';
import type { RejoinRequest } from '../../../shared/wire/enrol.ts';
import type { Differences } from '../../../db/overlay/looks.ts';
import type { Signer } from '../../../db/keys/signing.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import type { CopyKeeper } from '../copy-keeper.ts';
import type { ServerClient } from '../link/server-client.ts';
import type { CheckCopy } from './check-copy.ts';
import type { LoadSnapshot } from './load-snapshot.ts';
import type { Moment } from './sync-events.ts';
import type { SyncState } from './sync-state.ts';

export type SyncEngineOptions = {
  readonly client: ServerClient;
  readonly baseUrl: string;
  readonly identity: Identity;
  readonly signer: Signer;
  /** The proof for a server that does not know this desk any more; null = there is none. */
  readonly rejoin: () => RejoinRequest | null;
  /** Whether the feed has the server's positions in the streams of the branch's other desks. */
  readonly hearsNeighbors: () => boolean;
  /** The feed sent those positions, and is at the head. */
  readonly onNeighborsTold: () => void;
  readonly ledger: LedgerWriter;
  readonly keeper: CopyKeeper;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly loadSnapshot: LoadSnapshot;
  readonly checkCopy: CheckCopy;
  /** Someone looks different, or an answer came. */
  readonly onChanged: (change: SyncChange) => void;
  readonly onStatus: () => void;
  /** After each step: how the line stands now. */
  readonly onStep: (state: SyncState, moment: Moment) => void;
  /** The rights of staff came, changed or not. */
  readonly onGrants: () => void;
  /** The library has revoked this desk: it locks, and deletes its patron data. */
  readonly onRevoked: () => void;
  /** The server has acts that this ledger lost: go on in a new stream. */
  readonly startNewStream: () => void;
  /** Runs work that no caller waits for: its error is handled, and ends nothing. */
  readonly guard: (work: () => void) => void;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
};

export type SyncChange = {
  readonly differences: Differences | null;
  readonly exceptions: boolean;
  readonly acts: boolean;
  /** Something in the log of the branch. */
  readonly log?: boolean;
  /** The settings of the library. */
  readonly library?: boolean;
};
