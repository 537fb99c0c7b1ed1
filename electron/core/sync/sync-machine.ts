// The sync engine as a pure step machine: (state, event, moment) → (state, effects). An event first changes the state;
// then one plan, the same after every event, asks for all that is due. So no job can be forgotten: a job that is
// neither busy nor waiting for its time is started. [I26] [I29]

import { assertNever } from '../../../shared/core/assert.ts';
import { FEED_DEAD_MS } from '../../../shared/wire/feed.ts';
import { backOffMs, probeWaitMs } from './back-off.ts';
import type { Failure, JobName, Moment, SyncEffect, SyncEvent } from './sync-events.ts';
import type { Job, SyncState } from './sync-state.ts';

const probeEveryMs = 60_000;
const pendingTooOldMs = 30_000;
/** A desk that was refused asks again after this long, or when staff say so. */
const refusedWaitMs = 5 * 60_000;

/** A restored server's answer to a desk that joined after its backup. */
export const NOT_ADMITTED = 'HF-AUTH-032';

export type Step = { readonly state: SyncState; readonly effects: readonly SyncEffect[] };

/** One step. */
export function stepSync(before: SyncState, event: SyncEvent, moment: Moment): Step {
  const learned = derive(learn(before, event, moment), moment);
  // The server is there again: nothing waits for its back-off any longer.
  const known = learned.link.up && !before.link.up ? resetBackOff(learned, moment) : learned;
  const closing: SyncEffect[] = mustCloseFeed(before, known, event, moment) ? [{ type: 'closeFeed' }] : [];
  const planned = plan(known, moment);
  const shown = statusOf(before) !== statusOf(planned.state);
  return {
    state: planned.state,
    effects: [
      ...closing,
      ...planned.effects,
      { type: 'wakeAt', mono: nextWake(planned.state, moment) },
      ...(shown ? [{ type: 'statusChanged' } as const] : []),
    ],
  };
}

/** Facts taken from an event. */
function learn(state: SyncState, event: SyncEvent, moment: Moment): SyncState {
  switch (event.type) {
    case 'tick':
      return state;
    case 'syncNow':
    case 'networkUp':
      return resetBackOff({ ...state, probe: ready(state.probe, moment) }, moment);
    case 'clockJumped':
      return { ...state, probe: ready(state.probe, moment) };
    case 'paused':
      return { ...state, paused: event.on, pausedSince: event.on ? (state.pausedSince ?? moment.at) : null };
    case 'ledgerChanged':
      return { ...state, ledger: event.ledger };
    case 'tokenGot':
      return heard(
        {
          ...served(state, 'token'),
          hasToken: true,
          problem: state.revoked || isWaiting(state) ? state.problem : null,
          token: done(state.token),
        },
        moment,
      );
    case 'pushed':
      return heard(
        { ...checkEpoch(served(state, 'push'), event.epoch), push: done(state.push), ledger: event.ledger },
        moment,
      );
    case 'snapshotProgress':
      return heard({ ...state, snapshot: learnProgress(state.snapshot, event, moment) }, moment);
    case 'snapshotLoaded':
      return heard(
        {
          ...served(state, 'snapshot'),
          problem: isWaiting(state) ? null : state.problem,
          replica: { epoch: event.epoch, pos: event.pos },
          head: event.pos,
          snapshot: { ...state.snapshot, ...done(state.snapshot) },
          feed: { ...state.feed, ...ready(state.feed, moment) },
        },
        moment,
      );
    case 'grantsFetched':
      return heard(
        { ...state, grants: done(state.grants), staffRevision: { known: event.revision, wanted: event.revision } },
        moment,
      );
    case 'probed':
      return learnProbe(state, event, moment);
    case 'failed':
      return learnFailure(state, event.job, event.failure, moment);
    default:
      return learnFeed(state, event, moment);
  }
}

type ProgressEvent = Extract<SyncEvent, { type: 'snapshotProgress' }>;

/** Rows from before the first report, which were here already, do not show the speed of the rest. */
function learnProgress(
  snapshot: SyncState['snapshot'],
  { rows, of, bytes }: ProgressEvent,
  { mono }: Moment,
): SyncState['snapshot'] {
  const begun = rows === 0 || snapshot.begunMono === null ? mono : snapshot.begunMono;
  return { ...snapshot, rows, of, bytes, begunMono: begun };
}

type FeedEvent = Extract<
  SyncEvent,
  { type: 'feedOpened' | 'feedBytes' | 'batchApplied' | 'upToDate' | 'mustRebootstrap' | 'feedEnded' }
>;

function learnFeed(state: SyncState, event: FeedEvent, moment: Moment): SyncState {
  switch (event.type) {
    case 'feedOpened':
      return heard(
        {
          ...served(state, 'feed'),
          problem: isWaiting(state) ? null : state.problem,
          feed: { ...state.feed, open: true, openedMono: moment.mono, lastByteMono: moment.mono },
        },
        moment,
      );
    case 'feedBytes': {
      const lastRowMono = event.rows ? moment.mono : state.feed.lastRowMono;
      const completeAt = event.rows || !isAtHead(state) ? state.completeAt : moment.at;
      return listened(
        { ...state, completeAt, feed: { ...state.feed, lastByteMono: moment.mono, lastRowMono } },
        moment,
      );
    }
    case 'batchApplied':
      return {
        ...state,
        // Bytes alone are no success: a batch that always breaks in its middle must not be asked for twice a second. [I29]
        feed: { ...state.feed, attempt: 0 },
        replica: state.replica === null ? null : { ...state.replica, pos: Math.max(state.replica.pos, event.pos) },
        head: Math.max(state.head, event.pos),
        ledger: event.ledger,
        staffRevision: { ...state.staffRevision, wanted: event.staffRevision },
      };
    case 'upToDate':
      return { ...state, head: Math.max(state.head, event.head), feed: { ...state.feed, attempt: 0 } };
    case 'mustRebootstrap':
      return { ...state, replica: null };
    case 'feedEnded':
      // The end of a feed proves nothing about the line: a probe asks at once.
      return {
        ...state,
        feed: { ...state.feed, ...failed(state.feed, moment), open: false },
        probe: { ...state.probe, notBefore: moment.mono },
      };
    default:
      return assertNever(event);
  }
}

function learnProbe(state: SyncState, event: Extract<SyncEvent, { type: 'probed' }>, moment: Moment): SyncState {
  const known = checkEpoch(state, event.epoch);
  return heard(
    {
      ...known,
      head: Math.max(known.head, event.head),
      system: event.system ?? null,
      probe: done(state.probe, moment.mono + probeEveryMs),
      lastProbe: isProbeToCompare(state, moment)
        ? { head: event.head, pos: known.replica?.pos ?? 0, mono: moment.mono }
        : state.lastProbe,
    },
    moment,
  );
}

/** Probes in close succession prove nothing about the feed between them. */
function isProbeToCompare(state: SyncState, moment: Moment): boolean {
  return state.lastProbe === null || moment.mono - state.lastProbe.mono >= probeEveryMs / 2;
}

function learnFailure(state: SyncState, job: JobName, failure: Failure, moment: Moment): SyncState {
  const next = setJob(state, job, failed(state[job], moment));
  switch (failure.kind) {
    case 'token':
      return heard({ ...next, hasToken: false }, moment);
    case 'refused': {
      if (failure.code === 'HF-AUTH-002') return heard({ ...next, problem: failure.code, revoked: true }, moment);
      const token = { ...next.token, busy: false, notBefore: moment.mono + refusedWaitMs };
      return heard({ ...next, problem: failure.code, hasToken: false, token }, moment);
    }
    case 'server':
      // It accepts acts, and defers all else: the jobs go on at their back-off.
      return failure.code === NOT_ADMITTED
        ? heard({ ...next, problem: failure.code }, moment)
        : turnedAway(next, job, failure.code ?? null);
    case 'unreachable': {
      if (job !== 'probe') return probeSoon(next, moment);
      return goDown(
        {
          ...next,
          untrusted: failure.code ?? null,
          probe: { ...next.probe, notBefore: moment.mono + probeWaitMs(moment.fraction) },
        },
        moment,
      );
    }
    default:
      return assertNever(failure);
  }
}

/** How often in a row a job is turned away before the desk counts as not served: a busy server asks for patience now and then. */
const patienceOf = (job: JobName): number => (job === 'token' ? 1 : 3);

function turnedAway(state: SyncState, job: JobName, code: SyncState['problem']): SyncState {
  const isNeeded = job === 'token' || job === 'push' || job === 'feed' || job === 'snapshot';
  if (code === null || !isNeeded || state[job].attempt < patienceOf(job)) return state;
  return { ...state, turnedAway: { job, code } };
}

function served(state: SyncState, job: JobName): SyncState {
  return state.turnedAway?.job === job ? { ...state, turnedAway: null } : state;
}

/** A server that was restored has not admitted this desk again yet. */
function isWaiting({ problem }: SyncState): boolean {
  return problem === NOT_ADMITTED;
}

/** A new epoch: the server was restored, so the copy is of a world that no longer is. */
function checkEpoch(state: SyncState, epoch: string): SyncState {
  return state.replica !== null && state.replica.epoch !== epoch ? { ...state, replica: null } : state;
}

/** An answer of the server proves the line. */
function heard(state: SyncState, moment: Moment): SyncState {
  const { link } = state;
  return {
    ...state,
    untrusted: null,
    link: { up: true, since: link.up ? link.since : moment.at, lastOkMono: moment.mono, lastOkAt: moment.at },
  };
}

/**
 * Data on an open feed counts as contact. It does not bring back a line on which a question was not answered: a line that only receives would then be
 * called whole every twenty seconds, and broken at each probe between.
 */
function listened(state: SyncState, moment: Moment): SyncState {
  if (state.link.up) return heard(state, moment);
  return { ...state, link: { ...state.link, lastOkMono: moment.mono, lastOkAt: moment.at } };
}

function goDown(state: SyncState, moment: Moment): SyncState {
  return state.link.up ? { ...state, link: { ...state.link, up: false, since: moment.at } } : state;
}

function probeSoon(state: SyncState, moment: Moment): SyncState {
  return { ...state, probe: { ...state.probe, notBefore: Math.min(state.probe.notBefore, moment.mono) } };
}

/**
 * Conclusions from the state rather than from events: silence means that the line is down. A refused push is over once its acts are at the server by
 * another way, such as an answer that came on the feed: no later answer could say so.
 */
function derive(state: SyncState, moment: Moment): SyncState {
  const { lastOkMono } = state.link;
  const silent = lastOkMono === null || moment.mono - lastOkMono > Math.max(FEED_DEAD_MS, probeEveryMs) + 5_000;
  const known = state.ledger.unsent === 0 ? served(state, 'push') : state;
  return silent ? goDown(known, moment) : known;
}

/**
 * A feed is dead by silence; when the position has not reached the head of an earlier probe and no rows came since; or when the oldest act waits too
 * long although the line is up.
 */
function mustCloseFeed(before: SyncState, state: SyncState, event: SyncEvent, moment: Moment): boolean {
  const { feed, replica, ledger } = state;
  if (!feed.busy) return false;
  if (state.paused || replica === null || !state.hasToken) return true;
  if (!feed.open) return false;
  if (moment.mono - feed.lastByteMono > FEED_DEAD_MS) return true;
  const sinceOpened = moment.mono - feed.openedMono;
  const stuck = ledger.oldestPendingMono !== null && moment.mono - ledger.oldestPendingMono > pendingTooOldMs;
  if (stuck && ledger.unsent === 0 && sinceOpened > pendingTooOldMs) return true;
  const earlier = before.lastProbe;
  if (event.type !== 'probed' || earlier === null || !isProbeToCompare(before, moment)) return false;
  return earlier.head > replica.pos && earlier.pos === replica.pos && feed.lastRowMono < earlier.mono;
}

/** Starts every job that is due. */
function plan(state: SyncState, moment: Moment): { state: SyncState; effects: SyncEffect[] } {
  const effects: SyncEffect[] = [];
  let next = state;
  const due = (job: JobName) => !next[job].busy && next[job].notBefore <= moment.mono;
  const start = (job: JobName, effect: SyncEffect) => {
    next = setJob(next, job, { ...next[job], busy: true });
    effects.push(effect);
  };
  if (due('probe')) start('probe', { type: 'probe' });
  if (next.paused) return { state: next, effects };
  if (!next.hasToken && due('token')) start('token', { type: 'getToken' });
  if (!next.hasToken) return { state: next, effects };
  if (next.ledger.unsent > 0 && due('push')) start('push', { type: 'push' });
  if (next.revoked) return { state: next, effects };
  if (next.replica === null && !next.feed.busy && due('snapshot')) start('snapshot', { type: 'loadSnapshot' });
  if (next.replica !== null && due('feed')) {
    start('feed', { type: 'openFeed', epoch: next.replica.epoch, after: next.replica.pos });
  }
  if (next.staffRevision.wanted !== next.staffRevision.known && due('grants')) start('grants', { type: 'fetchGrants' });
  return { state: next, effects };
}

/** The next moment at which something becomes due without any event. */
function nextWake(state: SyncState, moment: Moment): number {
  const jobs = jobNames.filter((job) => !state[job].busy).map((job) => state[job].notBefore);
  const feedDies = state.feed.open ? [state.feed.lastByteMono + FEED_DEAD_MS + 1] : [];
  const pendingAges =
    state.ledger.oldestPendingMono === null ? [] : [state.ledger.oldestPendingMono + pendingTooOldMs + 1];
  const due = [...jobs, ...feedDies, ...pendingAges].filter((mono) => mono > moment.mono);
  return Math.min(moment.mono + probeEveryMs, ...due);
}

const jobNames = ['token', 'snapshot', 'push', 'feed', 'probe', 'grants'] as const satisfies readonly JobName[];

function setJob(state: SyncState, name: JobName, job: Job): SyncState {
  return { ...state, [name]: { ...state[name], ...job } };
}

function done(job: Job, notBefore = 0): Job {
  return { ...job, busy: false, attempt: 0, notBefore };
}

function failed(job: Job, moment: Moment): Job {
  return {
    ...job,
    busy: false,
    attempt: job.attempt + 1,
    notBefore: moment.mono + backOffMs(job.attempt, moment.fraction),
  };
}

/** Lets every waiting job but the probe start now. */
function resetBackOff(state: SyncState, moment: Moment): SyncState {
  return jobNames.reduce((next, job) => (job === 'probe' ? next : setJob(next, job, ready(next[job], moment))), state);
}

/** A job under way goes on; should it fail, since it began on a line that is no more, its wait begins anew as well. [I26] */
function ready(job: Job, moment: Moment): Job {
  return job.busy ? { ...job, attempt: 0 } : { ...job, attempt: 0, notBefore: moment.mono };
}

/** Whether the desk is online: the line is up, nothing is refused or turned away, and the oldest act is not stuck. Derived, never read off a socket. */
export function isOnline(state: SyncState, mono: number): boolean {
  const isServed = state.problem === null && state.turnedAway === null;
  return state.link.up && isServed && !state.paused && state.replica !== null && !isStuck(state, mono);
}

/** Why the server takes nothing although it answers, or takes nothing for now. */
export function problemOf({ problem, turnedAway: away }: SyncState): SyncState['problem'] {
  return problem ?? away?.code ?? null;
}

/** Whether the copy has everything that the server is known to have. */
export function isAtHead({ replica, head }: SyncState): boolean {
  return replica !== null && replica.pos >= head;
}

/** Whether the oldest act waits too long, with or without a line. */
export function isStuck({ ledger }: SyncState, mono: number): boolean {
  return ledger.oldestPendingMono !== null && mono - ledger.oldestPendingMono > pendingTooOldMs;
}

/** The state shown on the status bar, as one string: a change of it is sent to the screen. */
function statusOf(state: SyncState): string {
  const { link, paused, untrusted, replica, head, ledger, snapshot, system } = state;
  return JSON.stringify([
    link.up,
    system,
    paused,
    problemOf(state),
    untrusted,
    replica?.pos,
    head,
    ledger.pending,
    snapshot.busy ? snapshot.rows : null,
  ]);
}
