// The sync engine as a pure machine: its requests after each event, and that it never stays wedged.

import { startState, type SyncState } from '../../../../../electron/core/sync/sync-state.ts';
import { isOnline, problemOf, stepSync } from '../../../../../electron/core/sync/sync-machine.ts';
import type { LedgerState, SyncEffect, SyncEvent } from '../../../../../electron/core/sync/sync-events.ts';

const noLedger: LedgerState = { pending: 0, oldestPendingAt: null, oldestPendingMono: null, unsent: 0 };
const replica = { epoch: 'e1', pos: 10 };

/** A machine with a clock of its own. */
function machine(start: { replica?: SyncState['replica'] } = {}) {
  let state = startState({ at: 1_000_000, replica: start.replica ?? replica, staffRevision: { known: 1, wanted: 1 } });
  let mono = 0;
  return {
    send(event: SyncEvent, afterMs = 0): SyncEffect['type'][] {
      mono += afterMs;
      const step = stepSync(state, event, { at: 1_000_000 + mono, mono, fraction: 0.5 });
      state = step.state;
      return step.effects.map((effect) => effect.type).filter((type) => type !== 'wakeAt' && type !== 'statusChanged');
    },
    wakeMono(): number {
      const step = stepSync(state, { type: 'tick' }, { at: 1_000_000 + mono, mono, fraction: 0.5 });
      const wake = step.effects.find((effect) => effect.type === 'wakeAt');
      return wake?.type === 'wakeAt' ? wake.mono - mono : Number.NaN;
    },
    get state() {
      return state;
    },
    online: () => isOnline(state, mono),
  };
}

/** A machine that is online with an open feed. */
function onlineMachine() {
  const sync = machine();
  sync.send({ type: 'tick' });
  sync.send({ type: 'probed', head: 10, epoch: 'e1' });
  sync.send({ type: 'tokenGot' });
  sync.send({ type: 'feedOpened' });
  return sync;
}

const unreachable = { kind: 'unreachable' } as const;

describe('the sync machine', () => {
  test('a desk that gets no token because of too many requests is not online, says why, and is online again once it has one', () => {
    const sync = machine();
    sync.send({ type: 'tick' });
    sync.send({ type: 'probed', head: 3, epoch: 'e2' });
    sync.send({ type: 'tokenGot' });
    sync.send({ type: 'snapshotLoaded', epoch: 'e2', pos: 3 });
    expect(sync.online()).toBe(true);
    sync.send({ type: 'failed', job: 'grants', failure: { kind: 'token' } });
    const tooMany = { kind: 'server', code: 'HF-SERVER-021' } as const;
    sync.send({ type: 'failed', job: 'token', failure: tooMany });
    expect(sync.online()).toBe(false);
    expect(problemOf(sync.state)).toBe('HF-SERVER-021');
    sync.send({ type: 'tokenGot' });
    expect(sync.online()).toBe(true);
    expect(problemOf(sync.state)).toBeNull();
  });

  test('a server that is busy now and then asks for patience; one that turns acts away again and again is said', () => {
    const sync = machine();
    sync.send({ type: 'tick' });
    sync.send({ type: 'probed', head: 3, epoch: 'e2' });
    sync.send({ type: 'tokenGot' });
    sync.send({ type: 'snapshotLoaded', epoch: 'e2', pos: 3 });
    const busy = { type: 'failed', job: 'push', failure: { kind: 'server', code: 'HF-SERVER-010' } } as const;
    sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 1, unsent: 1 } });
    sync.send(busy);
    sync.send(busy);
    expect(sync.online()).toBe(true);
    sync.send(busy);
    expect(sync.online()).toBe(false);
    expect(problemOf(sync.state)).toBe('HF-SERVER-010');
    sync.send({ type: 'pushed', ledger: noLedger, epoch: 'e2' });
    expect(sync.online()).toBe(true);
  });

  test('a push that was turned away is over once its acts are at the server by another way', () => {
    const sync = machine();
    sync.send({ type: 'tick' });
    sync.send({ type: 'probed', head: 3, epoch: 'e2' });
    sync.send({ type: 'tokenGot' });
    sync.send({ type: 'snapshotLoaded', epoch: 'e2', pos: 3 });
    sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 1, unsent: 1 } });
    for (let times = 0; times < 3; times += 1)
      sync.send({ type: 'failed', job: 'push', failure: { kind: 'server', code: 'HF-SERVER-010' } });
    expect(sync.online()).toBe(false);
    sync.send({ type: 'batchApplied', pos: 4, ledger: noLedger, staffRevision: sync.state.staffRevision.wanted });
    expect(sync.online()).toBe(true);
    expect(problemOf(sync.state)).toBeNull();
  });

  test('a desk that is not admitted again after a restore goes on handing in, asks for all else at its back-off, and says why until it is served', () => {
    const sync = machine();
    sync.send({ type: 'tick' });
    sync.send({ type: 'probed', head: 3, epoch: 'e2' });
    expect(sync.send({ type: 'tokenGot' })).toEqual(['loadSnapshot']);
    const later = { kind: 'server', code: 'HF-AUTH-032' } as const;
    expect(sync.send({ type: 'failed', job: 'snapshot', failure: later })).toEqual([]);
    expect(sync.state).toMatchObject({ problem: 'HF-AUTH-032', hasToken: true, revoked: false });
    expect(sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 1, unsent: 1 } })).toEqual(['push']);
    sync.send({ type: 'failed', job: 'push', failure: { kind: 'token' } });
    sync.send({ type: 'tokenGot' });
    expect(sync.state.problem).toBe('HF-AUTH-032');
    expect(sync.online()).toBe(false);
    expect(sync.send({ type: 'tick' }, 30_000)).toContain('loadSnapshot');
    sync.send({ type: 'snapshotLoaded', epoch: 'e2', pos: 5 });
    expect(sync.state.problem).toBeNull();
  });

  test('asks for a token and probes first, then opens the feed and pushes', () => {
    const sync = machine();
    expect(sync.send({ type: 'tick' })).toEqual(['probe', 'getToken']);
    sync.send({ type: 'probed', head: 12, epoch: 'e1' });
    expect(sync.send({ type: 'tokenGot' })).toEqual(['openFeed']);
    expect(sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 1, unsent: 1 } })).toEqual(['push']);
    expect(sync.online()).toBe(true);
  });

  test('loads a snapshot where there is no copy, and opens the feed from its position', () => {
    const sync = machine();
    sync.send({ type: 'tick' });
    sync.send({ type: 'tokenGot' });
    sync.send({ type: 'mustRebootstrap' });
    expect(sync.state.replica).toBeNull();
    expect(sync.send({ type: 'feedEnded' })).toContain('loadSnapshot');
    expect(sync.online()).toBe(false);
    expect(sync.send({ type: 'snapshotLoaded', epoch: 'e2', pos: 40 })).toEqual(['openFeed']);
    expect(sync.state.replica).toEqual({ epoch: 'e2', pos: 40 });
  });

  test('notices within one failed probe that the server is gone, and probes every three seconds or so', () => {
    const sync = onlineMachine();
    expect(sync.send({ type: 'feedEnded' })).toContain('probe');
    sync.send({ type: 'failed', job: 'probe', failure: unreachable });
    expect(sync.online()).toBe(false);
    expect(sync.wakeMono()).toBeLessThanOrEqual(4_000);
    expect(sync.send({ type: 'tick' }, 4_000)).toContain('probe');
  });

  test('a probe that answers after silence starts every waiting job at once', () => {
    const sync = onlineMachine();
    sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 3, unsent: 3 } });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      sync.send({ type: 'failed', job: 'push', failure: unreachable }, 31_000);
      sync.send({ type: 'tick' }, 0);
    }
    sync.send({ type: 'feedEnded' });
    sync.send({ type: 'failed', job: 'push', failure: unreachable });
    sync.send({ type: 'failed', job: 'probe', failure: unreachable });
    sync.send({ type: 'tick' }, 4_000);
    expect(sync.state.push.notBefore).toBeGreaterThan(10_000);
    expect(sync.send({ type: 'probed', head: 11, epoch: 'e1' })).toEqual(['push']);
    expect(sync.state.feed.busy).toBe(true);
  });

  test('a request that hung through an outage and fails when the line is back is made again at once [I26]', () => {
    const sync = onlineMachine();
    sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 1, unsent: 1 } });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      sync.send({ type: 'failed', job: 'push', failure: unreachable });
      sync.send({ type: 'failed', job: 'probe', failure: unreachable });
      sync.send({ type: 'tick' }, 31_000);
    }
    expect(sync.state.push.busy).toBe(true);
    sync.send({ type: 'probed', head: 10, epoch: 'e1' });
    sync.send({ type: 'failed', job: 'push', failure: unreachable });
    expect(sync.send({ type: 'tick' }, 500)).toContain('push');
  });

  test('an act that gets through after silence opens the feed at once, however long its back-off had become', () => {
    const sync = onlineMachine();
    sync.send({ type: 'feedEnded' });
    sync.send({ type: 'failed', job: 'probe', failure: unreachable });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      sync.send({ type: 'tick' }, 31_000);
      sync.send({ type: 'failed', job: 'feed', failure: unreachable });
      sync.send({ type: 'failed', job: 'probe', failure: unreachable });
    }
    sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 1, unsent: 1 } });
    expect(sync.send({ type: 'pushed', ledger: { ...noLedger, pending: 1 }, epoch: 'e1' })).toContain('openFeed');
  });

  test('keeps the queue and stops asking when the server refuses, until staff say so', () => {
    const sync = onlineMachine();
    sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 2, unsent: 2 } });
    sync.send({ type: 'failed', job: 'push', failure: { kind: 'refused', code: 'HF-CLI-001' } });
    expect(sync.state).toMatchObject({ problem: 'HF-CLI-001', ledger: { unsent: 2 } });
    expect(sync.send({ type: 'tick' }, 31_000)).not.toContain('push');
    expect(sync.send({ type: 'syncNow' })).toContain('getToken');
  });

  test('gets a new token when the old one is no longer taken', () => {
    const sync = onlineMachine();
    expect(sync.send({ type: 'failed', job: 'push', failure: { kind: 'token' } })).toContain('getToken');
  });

  test('closes a feed that is silent for 45 seconds', () => {
    const sync = onlineMachine();
    expect(sync.send({ type: 'tick' }, 44_000)).not.toContain('closeFeed');
    expect(sync.send({ type: 'tick' }, 2_000)).toContain('closeFeed');
  });

  test('closes a feed that stays behind the head although it breathes', () => {
    const sync = onlineMachine();
    sync.send({ type: 'feedBytes', rows: false }, 30_000);
    sync.send({ type: 'probed', head: 15, epoch: 'e1' }, 30_000);
    sync.send({ type: 'feedBytes', rows: false }, 30_000);
    expect(sync.send({ type: 'probed', head: 15, epoch: 'e1' }, 30_000)).toContain('closeFeed');
  });

  test('does not take two probes close together for a feed that stays behind', () => {
    const sync = onlineMachine();
    sync.send({ type: 'feedBytes', rows: false }, 30_000);
    sync.send({ type: 'probed', head: 15, epoch: 'e1' }, 30_000);
    expect(sync.send({ type: 'syncNow' }, 1_000)).toContain('probe');
    expect(sync.send({ type: 'probed', head: 15, epoch: 'e1' }, 100)).not.toContain('closeFeed');
  });

  test('asks more and more seldom for a batch that always breaks in its middle, until one is whole [I29]', () => {
    const sync = onlineMachine();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      sync.send({ type: 'feedOpened' });
      sync.send({ type: 'feedBytes', rows: true });
      sync.send({ type: 'feedEnded' });
      waits.push(sync.wakeMono());
      sync.send({ type: 'tick' }, 31_000);
      sync.send({ type: 'probed', head: 12, epoch: 'e1' });
    }
    expect(waits.slice(0, 4)).toEqual([375, 750, 1_500, 3_000]);
    sync.send({ type: 'feedOpened' });
    sync.send({ type: 'batchApplied', pos: 11, ledger: noLedger, staffRevision: 1 });
    sync.send({ type: 'feedEnded' });
    expect(sync.wakeMono()).toBe(375);
  });

  test('calls itself offline when an act waits for more than 30 seconds on a line that looks fine', () => {
    const sync = onlineMachine();
    sync.send({ type: 'ledgerChanged', ledger: { pending: 1, oldestPendingAt: 1, oldestPendingMono: 0, unsent: 0 } });
    sync.send({ type: 'feedBytes', rows: false }, 20_000);
    expect(sync.online()).toBe(true);
    sync.send({ type: 'feedBytes', rows: false }, 12_000);
    expect(sync.online()).toBe(false);
    expect(sync.send({ type: 'tick' }, 1)).toContain('closeFeed');
  });

  test('looks again when the oldest act comes to wait too long, without anything happening', () => {
    const sync = onlineMachine();
    sync.send({ type: 'ledgerChanged', ledger: { pending: 1, oldestPendingAt: 1, oldestPendingMono: 0, unsent: 0 } });
    expect(sync.wakeMono()).toBe(30_001);
  });

  test('keeps its feed while old acts are still being sent: unsent acts can be on no feed', () => {
    const sync = onlineMachine();
    sync.send({ type: 'ledgerChanged', ledger: { pending: 9, oldestPendingAt: 1, oldestPendingMono: 0, unsent: 9 } });
    sync.send({ type: 'feedBytes', rows: false }, 32_000);
    expect(sync.send({ type: 'tick' }, 1)).not.toContain('closeFeed');
  });

  test('stays offline on a line that only lets things come, until a question is answered [I26]', () => {
    const sync = onlineMachine();
    sync.send({ type: 'failed', job: 'probe', failure: { kind: 'unreachable' } }, 60_000);
    expect(sync.online()).toBe(false);
    sync.send({ type: 'feedBytes', rows: true }, 1_000);
    expect(sync.online()).toBe(false);
    expect(sync.state.link).toMatchObject({ up: false, lastOkMono: 61_000 });
    sync.send({ type: 'probed', head: 12, epoch: 'e1' }, 3_000);
    expect(sync.online()).toBe(true);
  });

  test.each([
    { type: 'probed', head: 3, epoch: 'e2' },
    { type: 'pushed', ledger: noLedger, epoch: 'e2' },
  ] as const)('throws its copy away when the epoch is another one: $type', (answer) => {
    const sync = onlineMachine();
    expect(sync.send(answer)).toContain('closeFeed');
    expect(sync.state.replica).toBeNull();
  });

  test('does nothing but probe while paused, and goes on after', () => {
    const sync = onlineMachine();
    expect(sync.send({ type: 'paused', on: true })).toContain('closeFeed');
    expect(sync.send({ type: 'ledgerChanged', ledger: { ...noLedger, pending: 1, unsent: 1 } })).not.toContain('push');
    expect(sync.send({ type: 'paused', on: false })).toContain('push');
  });

  test('knows since when it is paused: from the first pause, until staff resume', () => {
    const sync = onlineMachine();
    expect(sync.state.pausedSince).toBeNull();
    sync.send({ type: 'paused', on: true }, 5_000);
    sync.send({ type: 'paused', on: true }, 5_000);
    expect(sync.state.pausedSince).toBe(1_005_000);
    sync.send({ type: 'paused', on: false }, 5_000);
    expect(sync.state).toMatchObject({ paused: false, pausedSince: null });
    sync.send({ type: 'paused', on: true }, 5_000);
    expect(sync.state.pausedSince).toBe(1_020_000);
  });

  test('fetches staff grants when the feed says that staff changed', () => {
    const sync = onlineMachine();
    expect(sync.send({ type: 'batchApplied', pos: 11, ledger: noLedger, staffRevision: 2 })).toContain('fetchGrants');
    sync.send({ type: 'grantsFetched', revision: 2 });
    expect(sync.send({ type: 'tick' })).not.toContain('fetchGrants');
  });
});
