// How a line may stand, as values: on a quiet day, and after some minutes without one.

import { problemWords } from '../../../electron/core/sync/problem-words.ts';
import type { SyncStatus } from '../../../shared/views/sync.ts';

const MINUTE_MS = 60_000;
/** Kinds of data as the desk core names them. */
const KINDS = ['patrons', 'items', 'loans', 'holds', 'fees', 'rules'];
const iso = (at: number): string => new Date(at).toISOString();

/** The state of the line: a quiet day's, with the given changes. */
export function fakeStatus(now: number, change: Partial<SyncStatus> = {}): SyncStatus {
  const fresh = iso(now - 20_000);
  return {
    online: true,
    since: iso(now - 190 * MINUTE_MS),
    pending: 0,
    oldestPendingAt: null,
    replicaPos: 48_211,
    headPos: 48_211,
    hops: [
      { name: 'server', state: 'up', since: iso(now - 190 * MINUTE_MS) },
      { name: 'ils', state: 'up', since: iso(now - 190 * MINUTE_MS) },
    ],
    freshness: Object.fromEntries(KINDS.map((kind) => [kind, fresh])),
    clock: { offsetMs: 42, ageMs: 31_000, jumped: false },
    exceptions: { actNow: 0, today: 0, note: 0 },
    paused: false,
    pausedSince: null,
    problem: null,
    problemWords: problemWords(change.problem ?? null),
    fullRightsUntil: iso(now + 72 * 60 * MINUTE_MS),
    detailsLockAt: iso(now + 14 * 24 * 60 * MINUTE_MS),
    restoredAt: null,
    serverRestoredAt: null,
    closing: null,
    hasRules: true,
    loading: null,
    ...change,
  };
}

/** The line after 22 minutes without one. */
export function fakeOffline(now: number, pending: number): Partial<SyncStatus> {
  const since = iso(now - 22 * MINUTE_MS);
  return {
    online: false,
    since,
    pending,
    oldestPendingAt: iso(now - 21 * MINUTE_MS),
    headPos: 48_211,
    hops: [
      { name: 'server', state: 'down', since },
      { name: 'ils', state: 'down', since },
    ],
    freshness: Object.fromEntries(KINDS.map((kind) => [kind, iso(now - 23 * MINUTE_MS)])),
  };
}
