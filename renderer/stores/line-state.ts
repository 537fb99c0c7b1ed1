// The state of the line, in one calm word: states that last a moment are not shown. Pure.

import type { Instant } from '../../shared/core/instant.ts';
import type { SyncStatus } from '../../shared/views/sync.ts';
import type { LineState } from './line-store.ts';

export type LineWord =
  | 'unknown'
  | 'restarting'
  | 'loading'
  | 'problem'
  | 'paused'
  | 'offline'
  | 'sending'
  | 'catchingUp'
  | 'upToDate';

/** A restart of the core, or an act being sent, is shown only when it takes longer than this. */
const CALM_MS = 3_000;
const CALM_RESTART_MS = 700;
/** A few positions behind is normal on a busy day. */
const CALM_POSITIONS = 200;

/** The word for a line at a moment of the desk's clock. `downForMs` is how long the core has been out of reach. */
export function lineWord(
  { reach, status }: Pick<LineState, 'reach' | 'status'>,
  now: Instant,
  downForMs = 0,
): LineWord {
  if (reach !== 'up' && downForMs >= CALM_RESTART_MS) return 'restarting';
  if (status === null) return 'unknown';
  if (status.loading !== null) return 'loading';
  if (status.problem !== null) return 'problem';
  if (status.paused) return 'paused';
  if (!status.online) return 'offline';
  const waitsMs = status.oldestPendingAt === null ? 0 : now - Date.parse(status.oldestPendingAt);
  if (status.pending > 0 && waitsMs >= CALM_MS) return 'sending';
  return status.headPos - status.replicaPos > CALM_POSITIONS ? 'catchingUp' : 'upToDate';
}

/** Which answer colour the word has. */
export function toneOfLine(word: LineWord): 'good' | 'warn' | 'bad' | 'calm' {
  if (word === 'upToDate' || word === 'sending' || word === 'catchingUp') return 'good';
  if (word === 'problem') return 'bad';
  return word === 'unknown' ? 'calm' : 'warn';
}

/** Whether nothing new comes in, so that the data grows old. */
export function isStale(word: LineWord): boolean {
  return word === 'offline' || word === 'paused' || word === 'problem';
}

/** The oldest of the moments that the copy is complete to; null when there is none. */
export function freshSince(freshness: Readonly<Record<string, string>>): Instant | null {
  const moments = Object.values(freshness).map((at) => Date.parse(at));
  return moments.length === 0 ? null : Math.min(...moments);
}

/** The moment of one kind, whether the core names it `patron` or `patrons`. */
export function freshOf(freshness: Readonly<Record<string, string>>, kind: string): Instant | null {
  const at = freshness[kind] ?? freshness[`${kind}s`];
  return at === undefined ? null : Date.parse(at);
}

/** Whether the first copy has not brought the accounts yet: a patron unknown here may well be the library's. */
export function lacksAccounts(status: SyncStatus | null): boolean {
  return status !== null && freshOf(status.freshness, 'patron') === null;
}

/** A clock that is off by more tells due dates that are wrong where loans go by the hour. */
const CLOCK_WRONG_MS = 60_000;

/** A warning about the clock for any screen: it was changed and not compared since, or it is far off. */
export function clockTrouble({ offsetMs, jumped }: SyncStatus['clock']): 'jumped' | 'ahead' | 'behind' | null {
  // The offset is the correction to add: for a clock that is ahead it is negative.
  if (Math.abs(offsetMs) >= CLOCK_WRONG_MS) return offsetMs < 0 ? 'ahead' : 'behind';
  return jumped ? 'jumped' : null;
}
