// The state of the sync engine. All input of its decisions is here and nowhere else, so that the machine is a pure function of it.

import type { Instant, Millis } from '../../../shared/core/instant.ts';
import type { SystemHop } from '../../../shared/wire/head.ts';
import type { ErrorCode } from '../../../shared/core/codes/errors.ts';
import type { JobName, UntrustedCode } from './sync-events.ts';

/** A job that is tried again when it fails. */
export type Job = {
  readonly busy: boolean;
  /** Failures in a row. */
  readonly attempt: number;
  /** Not before this (monotonic). */
  readonly notBefore: Millis;
};

export type SyncState = {
  /** Staff paused sending and receiving. */
  readonly paused: boolean;
  readonly pausedSince: Instant | null;
  /** Why the server takes nothing from this desk although it answers; the queue is kept. */
  readonly problem: ErrorCode | null;
  /** Why the server at the address is not trusted; null when it is, or when nothing answers. */
  readonly untrusted: UntrustedCode | null;
  /** The job that the server refuses for now, with its code, until that job succeeds: the server answers, and the desk is not served. */
  readonly turnedAway: { readonly job: JobName; readonly code: ErrorCode } | null;
  /** The library has revoked this desk: its acts are still handed in, and nothing is asked for any more. */
  readonly revoked: boolean;
  readonly hasToken: boolean;
  readonly token: Job;
  /** The local copy: none yet, or at a position of an epoch. */
  readonly replica: { readonly epoch: string; readonly pos: number } | null;
  readonly snapshot: Job & {
    readonly rows: number;
    readonly of: number;
    /** Bytes of it received over the network. */
    readonly bytes: number;
    readonly begunMono: Millis | null;
  };
  /** The newest head received from the server. */
  readonly head: number;
  /** The server's last report on its line to the library system; null = there is none, or no report yet. */
  readonly system: SystemHop | null;
  /** When the feed was last complete; null before that in this run. */
  readonly completeAt: Instant | null;
  readonly push: Job;
  readonly feed: Job & {
    /** Open and reading. `busy` is true from the request to its end. */
    readonly open: boolean;
    readonly openedMono: Millis;
    readonly lastByteMono: Millis;
    /** When rows last came, as against keepalives. */
    readonly lastRowMono: Millis;
  };
  readonly probe: Job;
  /** The head at an earlier probe: if the position has not reached it by the next probe, the feed is dead. */
  readonly lastProbe: { readonly head: number; readonly pos: number; readonly mono: Millis } | null;
  readonly link: {
    readonly up: boolean;
    /** Wall time of the last change, for the screen. */
    readonly since: Instant;
    readonly lastOkMono: Millis | null;
    readonly lastOkAt: Instant | null;
  };
  readonly ledger: {
    /** Acts whose effects the copy does not hold yet, held ones included. */
    readonly pending: number;
    readonly oldestPendingAt: Instant | null;
    /** When the oldest act that is pending and not held was recorded, by monotonic time. */
    readonly oldestPendingMono: Millis | null;
    /** Acts without a receipt, and other envelopes that the server lacks. */
    readonly unsent: number;
  };
  readonly staffRevision: { readonly known: number; readonly wanted: number };
  readonly grants: Job;
};

const idle: Job = { busy: false, attempt: 0, notBefore: 0 };

/** The state of an engine that has done nothing yet. */
export function startState(start: {
  readonly at: Instant;
  /** Since when no answer came, in a run before this one; absent or null = nothing is known of that. */
  readonly downSince?: Instant | null;
  readonly replica: { readonly epoch: string; readonly pos: number } | null;
  /** Revision of the grants that are here, and of those that the copy names. */
  readonly staffRevision: SyncState['staffRevision'];
  /** Absent = it is not. */
  readonly revoked?: boolean;
}): SyncState {
  return {
    paused: false,
    pausedSince: null,
    problem: start.revoked === true ? 'HF-AUTH-002' : null,
    untrusted: null,
    turnedAway: null,
    revoked: start.revoked ?? false,
    hasToken: false,
    token: idle,
    replica: start.replica,
    snapshot: { ...idle, rows: 0, of: 0, bytes: 0, begunMono: null },
    head: start.replica?.pos ?? 0,
    system: null,
    completeAt: null,
    push: idle,
    feed: { ...idle, open: false, openedMono: 0, lastByteMono: 0, lastRowMono: 0 },
    probe: idle,
    lastProbe: null,
    link: { up: false, since: start.downSince ?? start.at, lastOkMono: null, lastOkAt: null },
    ledger: { pending: 0, oldestPendingAt: null, oldestPendingMono: null, unsent: 0 },
    staffRevision: start.staffRevision,
    grants: idle,
  };
}
