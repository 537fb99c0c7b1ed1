// Drives the sync machine: does its effects with real exchanges, and returns their results to it as events. Makes no decision of its own; those are
// in sync-machine.ts.

import { kindOfError } from '../../../shared/core/error-place.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Receipt } from '../../../shared/wire/receipt.ts';
import { downSince } from '../../../db/ledger/outages.ts';
import { grantsState, replaceGrants } from '../../../db/ledger/staff-grants.ts';
import type { AppliedBatch } from '../../../db/replica/feed-apply.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { staffRevision } from '../../../db/replica/queries/library.ts';
import { deskClock, type DeskClock } from '../desk-clock.ts';
import { followFeed } from '../link/follow-feed.ts';
import { PushQueue } from '../link/push-queue.ts';
import { takeReceipts } from '../link/take-receipts.ts';
import type { Exchange, Trip } from '../link/server-client.ts';
import { lookAtCopy } from './check-copy.ts';
import { batchChange } from './batch-change.ts';
import { addSample, readOffset, watchClock, type ClockReading, type ClockSamples } from './clock-offset.ts';
import type { SyncEngineOptions } from './engine-options.ts';
import { epochWatch } from './epoch-watch.ts';
import { handOverRest } from './hand-over-rest.ts';
import { ledgerState } from './ledger-state.ts';
import { keptSamples, noteHeard } from './kept-sample.ts';
import { loadCopy } from './load-copy.ts';
import type { Failure, JobName, LedgerState, SyncEffect, SyncEvent } from './sync-events.ts';
import { proveDesk } from './prove-desk.ts';
import { revokedAt } from '../revocation.ts';
import { createSpeaking, type Speaking } from './speaking.ts';
import { NOT_ADMITTED, isOnline, stepSync } from './sync-machine.ts';
import { startState, type SyncState } from './sync-state.ts';

/** Sending waits until the answer of the scan is painted, and takes with it scans made meanwhile: each request costs the desk two more commits. */
const sendAfterMs = 100;
const grantsMs = 5_000;

/** The running engine of one desk. */
export class SyncEngine {
  readonly #options: SyncEngineOptions;
  readonly #queue: PushQueue;
  readonly #speaking: Speaking;
  readonly #deskClock: DeskClock;
  /** Whether the clock was moved since the last look. */
  readonly #clockWatch: () => boolean;
  #state: SyncState;
  #samples: ClockSamples;
  #cancelWake: (() => void) | null = null;
  /** Cancels the sending that is due in a moment; null = none is. */
  #cancelSending: (() => void) | null = null;
  #feed: AbortController | null = null;
  #snapshot: AbortController | null = null;
  #jumped = false;
  readonly #meetEpoch: (epoch: string) => void;
  #isStopped = false;
  #running = Promise.resolve();

  constructor(options: SyncEngineOptions) {
    this.#options = options;
    this.#queue = new PushQueue(options.ledger);
    this.#speaking = createSpeaking(options, this.#queue);
    const wanted = options.keeper.read(({ db }) => staffRevision(db), 0);
    const replica = options.keeper.read(({ db }) => replicaState(db), null);
    this.#samples = keptSamples(options.ledger, options.clock);
    this.#clockWatch = watchClock(options.clock);
    this.#deskClock = deskClock(options.clock, () => this.readOffset());
    this.#meetEpoch = epochWatch({ ...options, clock: this.#deskClock }, replica?.epoch ?? options.identity.epoch);
    this.#state = startState({
      at: this.#now(),
      downSince: downSince(options.ledger),
      revoked: revokedAt(options.ledger) !== null,
      replica: replica === null || replica.isPartial ? null : { epoch: replica.epoch, pos: replica.pos },
      // Fetched once after each start: a newer server may grant the same people other rights, and its mark of changes does not tell.
      staffRevision: { known: -1, wanted },
    });
  }

  get state(): SyncState {
    return this.#state;
  }

  /** The current state of the ledger, including acts recorded a moment ago that are not on their way yet. */
  ledgerNow(): LedgerState {
    return this.#cancelSending === null ? this.#state.ledger : this.#ledgerState();
  }

  /** The clock moved by more than two seconds against monotonic time. */
  get clockJumped(): boolean {
    return this.#jumped;
  }

  isOnline(): boolean {
    return isOnline(this.#state, this.#options.clock.mono());
  }

  /** Now, by the server's clock as far as it is known. */
  #now(): Instant {
    return this.#deskClock.now();
  }

  readOffset(): ClockReading {
    const { clock } = this.#options;
    return readOffset(this.#samples, clock.now(), clock.mono());
  }

  start(): void {
    this.#send(this.#ledgerChanged());
  }

  /** An act was recorded: it is on its way as soon as its answer is given. */
  recorded(): void {
    this.#cancelSending ??= this.#options.timers.after(sendAfterMs, () => {
      this.#cancelSending = null;
      if (!this.#isStopped) this.#options.guard(() => this.#send(this.#ledgerChanged()));
    });
  }

  /** The copy cannot be read: it is loaded anew. Unsent acts are in the ledger. [I17] */
  copyBroke(): void {
    this.#options.log('sync.copy-broke', {});
    this.#feed?.abort();
    this.#options.keeper.throwAway();
    this.#send({ type: 'mustRebootstrap' });
  }

  syncNow(): void {
    this.#send({ type: 'syncNow' });
  }

  /** The feed's request has changed. */
  reopenFeed(): void {
    this.#feed?.abort();
  }

  networkUp(): void {
    this.#send({ type: 'networkUp' });
  }

  pause(on: boolean): void {
    this.#send({ type: 'paused', on });
  }

  /** Fetches the staff grants now; false when the server does not answer in time. */
  async fetchGrants(withinMs: number): Promise<boolean> {
    // A desk that has just joined has no grants yet, and sign-in is impossible until the first arrive.
    if (!this.#state.link.up && grantsState(this.#options.ledger) !== null) return false;
    return (await this.#fetchGrants(withinMs)).ok;
  }

  /** Ends every exchange and waits for writes under way. Called again, it only waits. */
  async stop(): Promise<void> {
    if (this.#isStopped) return this.#running;
    this.#isStopped = true;
    this.#cancelWake?.();
    this.#cancelSending?.();
    this.#feed?.abort();
    this.#snapshot?.abort();
    await this.#running;
    if (this.isOnline()) await this.#speaking.close();
    else if (this.#state.link.up && this.#state.problem === 'HF-SYNC-002')
      await handOverRest(this.#options, this.#queue);
  }

  #send(event: SyncEvent): void {
    if (this.#isStopped) return;
    if (this.#clockWatch()) {
      this.#jumped = true;
      this.#options.onStatus();
      this.#take({ type: 'clockJumped' });
    }
    this.#take(event);
  }

  #take(event: SyncEvent): void {
    const { clock, random } = this.#options;
    const moment = { at: this.#now(), mono: clock.mono(), fraction: random.fraction() };
    const step = stepSync(this.#state, event, moment);
    this.#state = step.state;
    for (const effect of step.effects) this.#perform(effect);
    this.#options.onStep(step.state, moment);
  }

  #perform(effect: SyncEffect): void {
    switch (effect.type) {
      case 'getToken':
        return this.#run('token', () => this.#getToken());
      case 'probe':
        return this.#run('probe', () => this.#probe());
      case 'push':
        return this.#run('push', () => this.#push());
      case 'loadSnapshot':
        return this.#run('snapshot', () => this.#loadSnapshot());
      case 'openFeed':
        return this.#run('feed', () => this.#followFeed(effect.epoch, effect.after));
      case 'closeFeed':
        this.#feed?.abort();
        return;
      case 'fetchGrants':
        return this.#run('grants', async () => {
          const fetched = await this.#fetchGrants(grantsMs);
          if (!fetched.ok) this.#failed('grants', fetched.error);
        });
      case 'wakeAt':
        return this.#wakeAt(effect.mono);
      case 'statusChanged':
        return this.#options.onStatus();
    }
  }

  /** Runs a job; one that throws has failed, and is tried again. */
  #run(job: JobName, work: () => Promise<void>): void {
    const done = work().catch((error: unknown) => {
      if (this.#isStopped) return;
      if (this.#options.keeper.isBroken(error)) this.copyBroke();
      this.#options.log('sync.job', { job, error: kindOfError(error) });
      if (job === 'feed') this.#send({ type: 'feedEnded' });
      else this.#failed(job, { kind: 'unreachable' });
    });
    this.#running = this.#running.then(() => done);
  }

  #wakeAt(mono: number): void {
    this.#cancelWake?.();
    const wait = Math.max(1, mono - this.#options.clock.mono());
    this.#cancelWake = this.#options.timers.after(wait, () => this.#send({ type: 'tick' }));
  }

  async #getToken(): Promise<void> {
    const exchange = await proveDesk(this.#options);
    if (exchange.ok) return this.#send({ type: 'tokenGot' });
    // A signature that is not taken is no old token: asking again at once would ask for ever.
    const { error } = exchange;
    this.#failed('token', error.kind === 'token' ? { kind: 'refused', code: 'HF-AUTH-003' } : error);
  }

  async #probe(): Promise<void> {
    const exchange = await this.#options.client.head();
    if (!exchange.ok) return this.#failed('probe', exchange.error);
    const { head, epoch, serverTime, system } = exchange.value.value;
    this.#sample(exchange.value.trip, serverTime);
    this.#meetEpoch(epoch);
    if (this.#speaking.speakUp()) this.#send(this.#ledgerChanged());
    this.#send({ type: 'probed', head, epoch, ...(system === undefined ? {} : { system }) });
  }

  async #push(): Promise<void> {
    const request = this.#queue.next();
    if (request === null) return this.#send({ type: 'pushed', ledger: this.#ledgerState(), epoch: this.#epoch() });
    const exchange = await this.#options.client.push(request);
    if (this.#isStopped) return;
    if (!exchange.ok) return this.#failed('push', exchange.error);
    const { value: response, trip } = exchange.value;
    this.#sample(trip, response.serverTime);
    this.#speaking.spoke();
    this.#meetEpoch(response.epoch);
    const outcome = this.#queue.take(request, response);
    if (outcome.kind === 'forked') return this.#failed('push', { kind: 'refused', code: 'HF-SYNC-002' });
    if (outcome.kind === 'changed') return this.#failed('push', { kind: 'refused', code: 'HF-SYNC-121' });
    if (outcome.kind === 'no-progress') return this.#failed('push', { kind: 'server' });
    if (outcome.kind === 'ledger-is-old') this.#options.startNewStream();
    this.#answered(outcome.receipts);
    if (this.#state.revoked) this.#options.onRevoked();
    this.#send({ type: 'pushed', ledger: this.#ledgerState(), epoch: response.epoch });
  }

  #answered(receipts: readonly Receipt[]): void {
    if (receipts.length === 0) return;
    const differences = this.#options.keeper.answered(receipts);
    this.#options.onChanged({ differences, exceptions: false, acts: true });
  }

  async #loadSnapshot(): Promise<void> {
    const { client, guard, onChanged } = this.#options;
    const abort = new AbortController();
    this.#snapshot = abort;
    const loaded = await loadCopy({
      ...this.#options,
      clock: this.#deskClock,
      token: client.token ?? '',
      signal: abort.signal,
      onProgress: ({ rows, of, bytes }) => this.#send({ type: 'snapshotProgress', rows, of, bytes }),
      onStarted: () =>
        guard(() => {
          onChanged({ differences: null, exceptions: false, acts: true });
          this.#options.onStatus();
        }),
    });
    // A load under way may have left files.
    if (this.#state.revoked) this.#options.onRevoked();
    if (loaded.kind === 'stopped') return;
    if (loaded.kind === 'failed') return this.#failed('snapshot', loaded.failure);
    onChanged({ differences: null, exceptions: true, acts: true });
    this.#meetEpoch(loaded.epoch);
    // A copy is loaded anew when the server is another than before: it may have lost acts that it had answered. [I18]
    this.#queue.askAgain();
    this.#send(this.#ledgerChanged());
    this.#send({ type: 'snapshotLoaded', epoch: loaded.epoch, pos: loaded.pos });
  }

  async #followFeed(epoch: string, after: number): Promise<void> {
    const { client, keeper, clock } = this.#options;
    const abort = new AbortController();
    this.#feed = abort;
    const neighbors = this.#options.hearsNeighbors() ? '&neighbors=1' : '';
    const path = `/v1/feed?epoch=${encodeURIComponent(epoch)}&after=${after}&live=1${neighbors}`;
    const opened = await client.openStream(path, abort.signal);
    const { writer } = keeper;
    if (!opened.ok) return this.#failed('feed', opened.error);
    if (writer === null) return this.#send({ type: 'feedEnded' });
    this.#send({ type: 'feedOpened' });
    try {
      const end = await followFeed({
        body: opened.value,
        writer,
        mono: () => clock.mono(),
        yieldToOthers: () => this.#options.timers.turn(),
        onReceipts: (texts) => void keeper.answered(takeReceipts(this.#options.ledger, texts)),
        onApplied: (applied) => this.#applied(applied),
        onChecksum: (checksum) =>
          lookAtCopy({ ...this.#options, clock: this.#deskClock }, checksum, () =>
            this.#send({ type: 'mustRebootstrap' }),
          ),
        onBytes: (rows) => this.#send({ type: 'feedBytes', rows }),
        onNeighbors: () => this.#options.onNeighborsTold(),
        onUpToDate: (head) => this.#send({ type: 'upToDate', head }),
      });
      if (end === 'must-rebootstrap') this.#send({ type: 'mustRebootstrap' });
    } catch (error) {
      if (keeper.isBroken(error)) {
        this.copyBroke();
      } else if (!abort.signal.aborted) {
        this.#options.log('sync.feed', { error: kindOfError(error) });
      }
    }
    abort.abort();
    this.#send({ type: 'feedEnded' });
  }

  #applied(applied: AppliedBatch): void {
    const { keeper, onChanged } = this.#options;
    const rebased = keeper.committed(applied, this.#now());
    onChanged(batchChange(applied, rebased));
    const revision = keeper.copy === null ? 0 : staffRevision(keeper.copy.db);
    this.#send({ type: 'batchApplied', pos: applied.state.pos, ledger: this.#ledgerState(), staffRevision: revision });
  }

  async #fetchGrants(withinMs: number): Promise<Exchange<unknown>> {
    const { client, ledger, signer } = this.#options;
    const exchange = await client.staffGrants(signer, withinMs);
    if (!exchange.ok || this.#isStopped) return exchange;
    const { grants, revision, nightGrants } = exchange.value.value;
    replaceGrants(ledger, grants, { revision, fetchedAt: this.#now() }, nightGrants);
    this.#options.onGrants();
    this.#send({ type: 'grantsFetched', revision });
    return exchange;
  }

  #failed(job: JobName, failure: Failure): void {
    const { problem } = this.#state;
    this.#send({ type: 'failed', job, failure });
    if (failure.kind === 'refused' && failure.code === 'HF-AUTH-002') this.#revoked();
    if (failure.kind === 'server' && failure.code === NOT_ADMITTED && problem !== NOT_ADMITTED) this.#notAdmitted();
  }

  /**
   * A server that does not admit this desk yet was restored: it may have lost acts that it had answered, so these are sent again without waiting for
   * a copy. [I18]
   */
  #notAdmitted(): void {
    this.#queue.askAgain();
    this.#send(this.#ledgerChanged());
  }

  /** Work on the copy ends before the copy does. */
  #revoked(): void {
    this.#feed?.abort();
    this.#snapshot?.abort();
    this.#options.onRevoked();
    if (this.#state.replica !== null) this.#send({ type: 'mustRebootstrap' });
  }

  #sample(trip: Trip, serverTime: number): void {
    this.#samples = addSample(this.#samples, { sentMono: trip.sentMono, receivedMono: trip.receivedMono, serverTime });
    this.#jumped = false;
    noteHeard(this.#options, this.#samples, this.#now());
  }

  #ledgerChanged(): SyncEvent {
    return { type: 'ledgerChanged', ledger: this.#ledgerState() };
  }

  #ledgerState(): LedgerState {
    const { ledger, keeper } = this.#options;
    const state = ledgerState(ledger, keeper.state()?.lastSeq ?? {}, this.#deskClock);
    return { ...state, unsent: this.#queue.waiting() };
  }

  #epoch(): string {
    return this.#state.replica?.epoch ?? this.#options.identity.epoch;
  }
}
