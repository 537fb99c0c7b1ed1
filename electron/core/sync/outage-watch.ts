// Notices outages: no contact for longer than a brief failure of the line, or for less while acts were recorded. An outage is kept in the ledger, so
// that a restarted desk goes on with the same one. Decides nothing about syncing.

import { MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { oldestUnsentN } from '../../../db/ledger/queue.ts';
import {
  addOutageCause,
  beginOutage,
  endOutage,
  moveOutage,
  newestActN,
  newestOutage,
  type NotedCause,
  type Outage,
} from '../../../db/ledger/outages.ts';
import { isStuck, problemOf } from './sync-machine.ts';
import type { SyncState } from './sync-state.ts';

/** Shorter than this is a hiccup, and nothing to report on where no act fell into it. */
export const OUTAGE_AFTER_MS: Millis = MINUTE_MS;
/** A line that drops again within this had not really come back. */
const sameWithinMs: Millis = 5 * MINUTE_MS;

/** When the trouble of this moment began, its assumed cause, and the newest act and the age of the data when it began. */
type Trouble = {
  readonly sinceMono: Millis;
  readonly at: Instant;
  readonly causes: readonly [NotedCause, ...NotedCause[]];
  readonly afterN: number;
  readonly dataAsOf: Instant | null;
  /** The newest act before the one that waited longest at the beginning: most often the act by which the line was found dead. */
  readonly beforeWaiting: number;
  /** Longer than the moment in which a starting desk has not asked yet, or in which waiting acts drain. */
  readonly isReal: boolean;
};

export type OutageWatchParts = {
  readonly ledger: LedgerWriter;
  /** Up to when the copy is complete; null without one. */
  readonly dataAsOf: () => Instant | null;
  /** An outage was noted, or changed. */
  readonly onNoted: () => void;
};

/** Why nothing goes back and forth; null while it does, or while a desk loads its first copy. */
export function causeNow(state: SyncState, mono: Millis): Omit<NotedCause, 'at'> | null {
  if (state.paused) return { cause: 'paused', code: null };
  if (!state.link.up) return { cause: 'no-answer', code: state.untrusted };
  const problem = problemOf(state);
  if (problem !== null) return { cause: 'refused', code: problem };
  return isStuck(state, mono) ? { cause: 'not-taken', code: null } : null;
}

/** Watches the line of one desk. */
export class OutageWatch {
  readonly #parts: OutageWatchParts;
  #trouble: Trouble | null = null;
  #stuckSince: Millis | null = null;
  /** A ledger that refused is asked again from this moment on. */
  #notBefore: Millis = 0;
  /** The outage that goes on, or that ended last. */
  #outage: Outage | null;

  constructor(parts: OutageWatchParts) {
    this.#parts = parts;
    this.#outage = newestOutage(parts.ledger);
  }

  /** Looks at the line after each step of the engine. Throws the errors of the ledger, and tries again a while later. */
  look(state: SyncState, moment: { readonly at: Instant; readonly mono: Millis }): void {
    if (moment.mono < this.#notBefore) return;
    try {
      this.#look(state, moment);
    } catch (error) {
      this.#notBefore = moment.mono + OUTAGE_AFTER_MS;
      throw error;
    }
  }

  #look(state: SyncState, moment: { readonly at: Instant; readonly mono: Millis }): void {
    const now = causeNow(state, moment.mono);
    if (now === null) return this.#endsAt(moment);
    const cause = { ...now, at: moment.at };
    const isDraining = this.#mayBeDraining(now, moment.mono);
    const goesOn = this.#outage !== null && this.#outage.endedAt === null;
    // Its first minute counts as well: a server that died, and a desk that a person paused for it, are two causes.
    const trouble = this.#trouble ?? this.#begin(cause, moment.mono);
    this.#trouble = isDraining ? trouble : withCause(trouble, cause);
    if (!isDraining && hasAsked(state)) this.#trouble = { ...this.#trouble, isReal: true };
    if (goesOn && !isDraining) this.#another(cause);
    else if (!goesOn && moment.mono - this.#trouble.sinceMono >= OUTAGE_AFTER_MS) this.#note(this.#trouble);
  }

  /** Acts that waited through an outage are old when the line is back: that they are still there a moment later means nothing. */
  #mayBeDraining({ cause }: Omit<NotedCause, 'at'>, mono: Millis): boolean {
    if (cause !== 'not-taken') {
      this.#stuckSince = null;
      return false;
    }
    this.#stuckSince ??= mono;
    return mono - this.#stuckSince < OUTAGE_AFTER_MS;
  }

  #begin(cause: NotedCause, mono: Millis): Trouble {
    const { ledger, dataAsOf } = this.#parts;
    const afterN = newestActN(ledger);
    const beforeWaiting = Math.min(afterN, (oldestUnsentN(ledger) ?? Infinity) - 1);
    const trouble = { sinceMono: mono, at: cause.at, afterN, beforeWaiting, dataAsOf: dataAsOf() };
    return { ...trouble, causes: [cause], isReal: false };
  }

  #note(trouble: Trouble): void {
    const { ledger } = this.#parts;
    const before = newestOutage(ledger);
    if (before !== null && isSame(before, trouble.at)) {
      endOutage(ledger, before, null);
      this.#noted();
      for (const cause of trouble.causes) this.#another(cause);
      return;
    }
    const { at: beganAt, dataAsOf, afterN, causes } = trouble;
    const [cause, ...others] = causes;
    beginOutage(ledger, { beganAt, dataAsOf, afterN, cause });
    this.#noted();
    for (const other of others) this.#another(other);
  }

  #another(cause: NotedCause): void {
    const outage = this.#outage;
    const last = outage?.causes.at(-1);
    if (outage === null || isLike(last, cause)) return;
    addOutageCause(this.#parts.ledger, outage, cause);
    this.#noted();
  }

  #endsAt({ at, mono }: { readonly at: Instant; readonly mono: Millis }): void {
    const trouble = this.#trouble;
    this.#trouble = null;
    this.#stuckSince = null;
    const goesOn = this.#outage !== null && this.#outage.endedAt === null;
    // It was short. Acts recorded meanwhile were decided without the server all the same.
    if (trouble?.isReal === true && !goesOn && newestActN(this.#parts.ledger) > trouble.beforeWaiting)
      this.#note({ ...trouble, afterN: trouble.beforeWaiting });
    const outage = this.#outage;
    if (outage === null || outage.endedAt !== null) return;
    // It began by a clock that was ahead, and ends by one that has been set right since.
    if (outage.beganAt > at) {
      const beganAt = at - (trouble === null ? 0 : Math.round(mono - trouble.sinceMono));
      moveOutage(this.#parts.ledger, outage, { beganAt, atLatest: at });
    }
    endOutage(this.#parts.ledger, outage, { at, toN: newestActN(this.#parts.ledger) });
    this.#noted();
  }

  #noted(): void {
    this.#outage = newestOutage(this.#parts.ledger);
    this.#parts.onNoted();
  }
}

/** Whether an exchange ever failed or succeeded since the start. */
function hasAsked({ link, paused, probe, token }: SyncState): boolean {
  return paused || link.lastOkMono !== null || probe.attempt > 0 || token.attempt > 0;
}

function withCause(trouble: Trouble, cause: NotedCause): Trouble {
  const last = trouble.causes.at(-1);
  if (isLike(last, cause)) return trouble;
  return { ...trouble, causes: [...trouble.causes, cause] };
}

function isLike(last: NotedCause | undefined, { cause, code }: NotedCause): boolean {
  return last?.cause === cause && last.code === code;
}

/** Whether the line had not really come back. A better look at the server's clock may have set this one's back a little in between. */
function isSame({ endedAt, signed }: Outage, at: Instant): boolean {
  return signed === null && endedAt !== null && Math.abs(at - endedAt) <= sameWithinMs;
}
