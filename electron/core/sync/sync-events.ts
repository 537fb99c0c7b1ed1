// The events of the sync engine, and its effects. The machine turns one into the other; adapters do the asking.

import type { Instant, Millis } from '../../../shared/core/instant.ts';
import type { SystemHop } from '../../../shared/wire/head.ts';
import type { ErrorCode } from '../../../shared/core/codes/errors.ts';

/** Both clocks at the moment of an event. */
export type Moment = { readonly at: Instant; readonly mono: Millis; readonly fraction: number };

/** Why the answering server is not trusted. */
export type UntrustedCode = Extract<ErrorCode, 'HF-SYNC-040' | 'HF-SYNC-041' | 'HF-SYNC-042' | 'HF-SYNC-043'>;

/** How an exchange with the server failed. */
export type Failure =
  /** No answer, or one that did not come from the server; `code` where it could not prove its identity. */
  | { readonly kind: 'unreachable'; readonly code?: UntrustedCode }
  /** 401: the token is old. */
  | { readonly kind: 'token' }
  /** 403, 426 and the like: the server answers and refuses. */
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  /** 5xx. */
  /** It failed, or is busy; `code` where it gives one. */
  | { readonly kind: 'server'; readonly code?: ErrorCode };

export type SyncEvent =
  | { readonly type: 'tick' }
  | { readonly type: 'syncNow' }
  | { readonly type: 'networkUp' }
  /** The wall clock was moved: a new sample of the server's is wanted. */
  | { readonly type: 'clockJumped' }
  | { readonly type: 'paused'; readonly on: boolean }
  | { readonly type: 'ledgerChanged'; readonly ledger: LedgerState }
  | { readonly type: 'tokenGot' }
  | { readonly type: 'pushed'; readonly ledger: LedgerState; readonly epoch: string }
  | { readonly type: 'snapshotProgress'; readonly rows: number; readonly of: number; readonly bytes: number }
  | { readonly type: 'snapshotLoaded'; readonly epoch: string; readonly pos: number }
  | { readonly type: 'feedOpened' }
  /** Something came on the feed; `rows` is false for a keepalive. */
  | { readonly type: 'feedBytes'; readonly rows: boolean }
  | {
      readonly type: 'batchApplied';
      readonly pos: number;
      readonly ledger: LedgerState;
      readonly staffRevision: number;
    }
  | { readonly type: 'upToDate'; readonly head: number }
  | { readonly type: 'mustRebootstrap' }
  | { readonly type: 'feedEnded' }
  /** `system`: how the server reaches the library system behind it; absent = there is none. */
  | { readonly type: 'probed'; readonly head: number; readonly epoch: string; readonly system?: SystemHop }
  | { readonly type: 'grantsFetched'; readonly revision: number }
  | { readonly type: 'failed'; readonly job: JobName; readonly failure: Failure };

export type JobName = 'token' | 'snapshot' | 'push' | 'feed' | 'probe' | 'grants';

/** Acts in the ledger for the server; the fields are those of the state. */
export type LedgerState = {
  readonly pending: number;
  readonly oldestPendingAt: Instant | null;
  readonly oldestPendingMono: Millis | null;
  /** Acts without a receipt, and other envelopes that the server lacks. */
  readonly unsent: number;
};

export type SyncEffect =
  | { readonly type: 'getToken' }
  | { readonly type: 'loadSnapshot' }
  | { readonly type: 'openFeed'; readonly epoch: string; readonly after: number }
  | { readonly type: 'closeFeed' }
  | { readonly type: 'push' }
  | { readonly type: 'probe' }
  | { readonly type: 'fetchGrants' }
  /** Ask for a tick at this monotonic time. */
  | { readonly type: 'wakeAt'; readonly mono: Millis }
  | { readonly type: 'statusChanged' };
