// `sync.status`: derived from positions, heads and ages, never from a socket.

import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { detailsMs, fullRightsMs } from '../../../shared/circ/model/contact-terms.ts';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import type { BranchId } from '../../../shared/core/ids.ts';
import { inForceOrder, windowsOf } from '../../../shared/circ/model/closing.ts';
import { contactTerms } from '../../../db/ledger/contact-terms.ts';
import { lastContact } from '../../../db/ledger/desk-state.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { unseenRestore } from '../../../db/ledger/server-epochs.ts';
import { currentStream, isFirstStream } from '../../../db/ledger/streams.ts';
import { countOpenExceptions } from '../../../db/replica/queries/exceptions.ts';
import type { ReplicaState } from '../../../db/replica/replica-state.ts';
import type { CopyKeeper } from '../copy-keeper.ts';
import type { DeskFiles } from '../open-desk-files.ts';
import { problemWords } from './problem-words.ts';
import { drillUntil } from '../readiness/drill.ts';
import type { SyncEngine } from './sync-engine.ts';
import type { SyncState } from './sync-state.ts';
import { isAtHead, problemOf } from './sync-machine.ts';

/** Kinds of data whose freshness is shown. */
const kinds = ['patrons', 'items', 'loans', 'holds', 'fees', 'rules'] as const;

/**
 * The moment up to which the copy is known to be complete: now, while the feed lives at the head; else the last such moment, or the one stored in the
 * copy.
 */
export function completeTo(
  { state }: Pick<SyncEngine, 'state'>,
  keeper: { readonly state: () => Pick<ReplicaState, 'asOf'> | null },
  clock: Pick<Clock, 'now'>,
): Instant {
  if (isAtHead(state) && state.feed.open && state.link.up) return clock.now();
  // If the clock was set back since, it would be a moment to come; while another copy is loaded it does not apply to the one in use.
  const heard = state.replica === null ? 0 : Math.min(state.completeAt ?? 0, clock.now());
  return Math.max(keeper.state()?.asOf ?? 0, heard);
}

/** The status as the bridge carries it. */
export function syncStatus(
  engine: SyncEngine,
  keeper: CopyKeeper,
  clock: Clock,
  { ledger: db, identity }: Pick<DeskFiles, 'ledger' | 'identity'>,
): SyncStatus {
  const { state } = engine;
  const { link, replica, snapshot } = state;
  const ledger = engine.ledgerNow();
  const counts = keeper.copy === null ? new Map<string, number>() : countOpenExceptions(keeper.copy.db);
  const offset = engine.readOffset();
  const problem = problemOf(state) ?? state.untrusted;
  // A revoked desk has no copy that could hold its acts: only acts not handed in to the server wait.
  const pending = state.revoked ? ledger.unsent : ledger.pending;
  const oldestPendingAt = pending === 0 ? null : ledger.oldestPendingAt;
  return {
    online: engine.isOnline(),
    since: formatInstant(link.since),
    pending,
    oldestPendingAt: oldestPendingAt === null ? null : formatInstant(oldestPendingAt),
    replicaPos: replica?.pos ?? 0,
    headPos: Math.max(state.head, replica?.pos ?? 0),
    // A paused desk gets nothing new from the server: the last known state stands.
    hops: [{ name: 'server', state: link.up ? 'up' : 'down', since: formatInstant(link.since) }, ...systemHops(state)],
    freshness: freshness(engine, keeper, clock),
    closing: closingHere(keeper, identity.branch, clock.now()),
    hasRules: keeper.copy !== null,
    clock: { offsetMs: offset.offsetMs, ageMs: offset.offsetAgeMs, jumped: engine.clockJumped },
    exceptions: {
      actNow: counts.get('act-now') ?? 0,
      today: counts.get('today') ?? 0,
      note: counts.get('note') ?? 0,
    },
    paused: state.paused,
    pausedSince: state.pausedSince === null ? null : formatInstant(state.pausedSince),
    ...drillNow(state, db),
    problem,
    problemWords: problemWords(problem),
    ...standing(db),
    loading: replica === null && snapshot.busy ? loadingNow(snapshot, keeper, clock) : null,
  };
}

/** The library system behind the server. While the server is away, this desk reaches neither. */
export function systemHops({ system, link }: Pick<SyncState, 'system' | 'link'>): SyncStatus['hops'] {
  if (system === null) return [];
  const { state, since, several } = link.up
    ? system
    : { state: 'down' as const, since: link.since, several: undefined };
  return [{ name: 'ils', state, since: formatInstant(since), ...(several === undefined ? {} : { several }) }];
}

/** A drill that is on. */
function drillNow({ paused }: SyncState, db: Ledger): Pick<SyncStatus, 'drillUntil'> {
  const until = paused ? drillUntil(db) : null;
  return until === null ? {} : { drillUntil: formatInstant(until) };
}

/** Of a copy that is not whole only the rules are here; without one, nothing. */
function freshness(engine: SyncEngine, keeper: CopyKeeper, clock: Clock): Record<string, string> {
  const state = keeper.state();
  if (state === null) return {};
  const asOf = formatInstant(completeTo(engine, keeper, clock));
  return Object.fromEntries((state.isPartial ? (['rules'] as const) : kinds).map((kind) => [kind, asOf]));
}

function closingHere({ copy }: CopyKeeper, branch: BranchId, now: Instant): SyncStatus['closing'] {
  if (copy === null) return null;
  const ahead = windowsOf(inForceOrder(copy.library.activations())).filter(
    ({ branches, to, isLifted }) => !isLifted && to > now && branches.includes(branch),
  );
  const [longest] = ahead.filter(({ from }) => from <= now).toSorted((one, other) => other.to - one.to);
  const next = longest ?? ahead.toSorted((one, other) => one.from - other.from)[0];
  return next === undefined
    ? null
    : { from: formatInstant(next.from), to: formatInstant(next.to), reason: next.reason };
}

function standing(
  db: Ledger,
): Pick<SyncStatus, 'fullRightsUntil' | 'detailsLockAt' | 'restoredAt' | 'serverRestoredAt'> {
  const contact = lastContact(db);
  const terms = contactTerms(db);
  const stream = currentStream(db);
  const serverRestored = unseenRestore(db);
  return {
    fullRightsUntil: contact === null ? null : formatInstant(contact + fullRightsMs(terms)),
    detailsLockAt: contact === null ? null : formatInstant(contact + detailsMs(terms)),
    // A stream is replaced only where the ledger was found to be older than its own acts.
    restoredAt: stream === null || isFirstStream(db, stream.stream) ? null : formatInstant(stream.startedAt),
    serverRestoredAt: serverRestored === null ? null : formatInstant(serverRestored),
  };
}

/** A rate that was measured for less than this is a guess. */
const rateAfterMs = 2_000;

function loadingNow(
  { rows, of, bytes, begunMono }: SyncState['snapshot'],
  keeper: CopyKeeper,
  clock: Clock,
): NonNullable<SyncStatus['loading']> {
  const sinceMs = begunMono === null ? 0 : clock.mono() - begunMono;
  const isMeasured = rows > 0 && sinceMs >= rateAfterMs;
  return {
    rows,
    of,
    bytes,
    leftMs: isMeasured ? Math.round((sinceMs / rows) * Math.max(0, of - rows)) : null,
    isFirst: keeper.copy === null || (keeper.state()?.isPartial ?? true),
  };
}
