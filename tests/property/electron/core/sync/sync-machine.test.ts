// Liveness of the sync machine: after any history of faults, once the world answers, the queue drains and the copy reaches the head.

import fc from 'fast-check';
import { startState, type SyncState } from '../../../../../electron/core/sync/sync-state.ts';
import { isOnline, stepSync } from '../../../../../electron/core/sync/sync-machine.ts';
import type { Failure, JobName, SyncEffect, SyncEvent } from '../../../../../electron/core/sync/sync-events.ts';

const jobs: readonly JobName[] = ['token', 'snapshot', 'push', 'feed', 'probe', 'grants'];
const failures: readonly Failure[] = [
  { kind: 'unreachable' },
  { kind: 'token' },
  { kind: 'server' },
  { kind: 'refused', code: 'HF-CLI-001' },
];

const faults: fc.Arbitrary<{ event: SyncEvent; afterMs: number }> = fc.record({
  afterMs: fc.integer({ min: 0, max: 120_000 }),
  event: fc.oneof(
    fc.constant<SyncEvent>({ type: 'tick' }),
    fc.constant<SyncEvent>({ type: 'feedEnded' }),
    fc.constant<SyncEvent>({ type: 'mustRebootstrap' }),
    fc.constant<SyncEvent>({ type: 'networkUp' }),
    fc.record({
      type: fc.constant('failed' as const),
      job: fc.constantFrom(...jobs),
      failure: fc.constantFrom(...failures),
    }),
    fc.record({ type: fc.constant('probed' as const), head: fc.nat(90), epoch: fc.constantFrom('e1', 'e2') }),
  ),
});

/** A world that carries out every request of the machine at once. */
class HealedWorld {
  #state: SyncState;
  #at: number;
  #wake = 0;
  unsent = 3;
  pos = 0;

  constructor(state: SyncState, at: number) {
    this.#state = state;
    this.#at = at;
  }

  get state(): SyncState {
    return this.#state;
  }

  online(): boolean {
    return isOnline(this.#state, this.#at);
  }

  /** Runs for some simulated time, jumping to each moment that the machine asked to be woken at. */
  run(forMs: number): void {
    const end = this.#at + forMs;
    this.#send({ type: 'syncNow' });
    while (this.#wake < end) {
      this.#at = Math.max(this.#at, this.#wake);
      this.#send({ type: 'tick' });
    }
    this.#at = end;
  }

  #send(event: SyncEvent): void {
    const step = stepSync(this.#state, event, { at: this.#at, mono: this.#at, fraction: 0.5 });
    this.#state = step.state;
    for (const effect of step.effects) this.#answer(effect);
  }

  #ledger() {
    const pending = this.unsent;
    return { pending, oldestPendingAt: null, oldestPendingMono: null, unsent: this.unsent };
  }

  #answer(effect: SyncEffect): void {
    switch (effect.type) {
      case 'getToken':
        return this.#send({ type: 'tokenGot' });
      case 'probe':
        return this.#send({ type: 'probed', head: 100, epoch: 'e9' });
      case 'loadSnapshot':
        return this.#send({ type: 'snapshotLoaded', epoch: 'e9', pos: 99 });
      case 'openFeed':
        this.#send({ type: 'feedOpened' });
        this.#send({ type: 'feedBytes', rows: true });
        return this.#send({
          type: 'batchApplied',
          pos: 100,
          ledger: this.#ledger(),
          staffRevision: 1,
        });
      case 'closeFeed':
        return this.#send({ type: 'feedEnded' });
      case 'push':
        this.unsent = 0;
        return this.#send({ type: 'pushed', ledger: this.#ledger(), epoch: 'e9' });
      case 'fetchGrants':
        return this.#send({ type: 'grantsFetched', revision: 1 });
      case 'wakeAt':
        this.#wake = effect.mono;
        return;
      case 'statusChanged':
        return;
    }
  }
}

describe('the sync machine', () => {
  test('drains its queue and reaches the head within 30 simulated seconds after the faults heal [I26]', () => {
    fc.assert(
      fc.property(fc.array(faults, { maxLength: 40 }), fc.boolean(), (history, hasReplica) => {
        let state = startState({
          at: 0,
          replica: hasReplica ? { epoch: 'e1', pos: 5 } : null,
          staffRevision: { known: 1, wanted: 1 },
        });
        let mono = 0;
        for (const { event, afterMs } of [{ event: { type: 'tick' } as const, afterMs: 0 }, ...history]) {
          mono += afterMs;
          state = stepSync(state, event, { at: mono, mono, fraction: 0.3 }).state;
        }
        // Jobs under way when the line healed end in success or failure: none stays in flight for ever.
        for (const job of jobs.filter((one) => state[one].busy)) {
          const event: SyncEvent =
            job === 'feed' ? { type: 'feedEnded' } : { type: 'failed', job, failure: { kind: 'unreachable' } };
          state = stepSync(state, event, { at: mono, mono, fraction: 0.3 }).state;
        }
        state = { ...state, ledger: { pending: 3, oldestPendingAt: null, oldestPendingMono: null, unsent: 3 } };
        const world = new HealedWorld(state, mono);
        world.run(30_000);
        expect(world.unsent).toBe(0);
        expect(world.state.replica?.pos).toBe(100);
        expect(world.online()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('never asks for the same job twice at once, and never waits longer than a minute to look again [I29]', () => {
    fc.assert(
      fc.property(fc.array(faults, { maxLength: 60 }), (history) => {
        let state = startState({ at: 0, replica: { epoch: 'e1', pos: 5 }, staffRevision: { known: 1, wanted: 1 } });
        let mono = 0;
        for (const { event, afterMs } of history) {
          mono += afterMs;
          const before = state;
          const step = stepSync(before, event, { at: mono, mono, fraction: 0.3 });
          state = step.state;
          const asked = step.effects.map((effect) => effect.type);
          for (const type of ['push', 'probe', 'openFeed', 'getToken', 'loadSnapshot'] as const) {
            expect(asked.filter((one) => one === type).length).toBeLessThanOrEqual(1);
          }
          const wake = step.effects.find((effect) => effect.type === 'wakeAt');
          expect(wake?.type === 'wakeAt' && wake.mono > mono && wake.mono <= mono + 60_000).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
