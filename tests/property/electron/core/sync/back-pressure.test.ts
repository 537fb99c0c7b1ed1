// 500 desks whose server has no room: each asks less and less often, they do not ask together, and when there is room again all are served
// within half a minute. [I26] [I29]

import type { SyncEffect, SyncEvent } from '../../../../../electron/core/sync/sync-events.ts';
import { stepSync } from '../../../../../electron/core/sync/sync-machine.ts';
import { startState, type SyncState } from '../../../../../electron/core/sync/sync-state.ts';

const desks = 500;
const second = 1_000;
const fullForMs = 10 * 60 * second;

/** Desks that live beside each other in simulated time, with one server that has room from some moment on. */
function crowd(seed: number) {
  const draw = uniform(seed);
  let now = 0;
  /** Pushes a second. */
  const pushes = new Map<number, number>();
  const ledger = (unsent: number) => ({ pending: unsent, oldestPendingAt: null, oldestPendingMono: null, unsent });
  const members = Array.from({ length: desks }, () => ({
    state: {
      ...startState({ at: 0, replica: { epoch: 'e', pos: 1 }, staffRevision: { known: 1, wanted: 1 } }),
      hasToken: true,
      ledger: ledger(20),
    } satisfies SyncState as SyncState,
    wakeAt: 0,
    pushes: 0,
  }));
  type Member = (typeof members)[number];
  const send = (member: Member, event: SyncEvent): void => {
    const moment = { at: now, mono: now, fraction: draw() };
    const step = stepSync(member.state, event, moment);
    member.state = step.state;
    for (const effect of step.effects) if (effect.type === 'wakeAt') member.wakeAt = effect.mono;
    // Answers come after the step: their requests count.
    for (const effect of step.effects) answer(member, effect);
  };
  const answer = (member: Member, effect: SyncEffect): void => {
    if (effect.type === 'probe') send(member, { type: 'probed', head: 1, epoch: 'e' });
    else if (effect.type === 'openFeed') send(member, { type: 'feedOpened' });
    else if (effect.type === 'push') {
      member.pushes += 1;
      pushes.set(Math.floor(now / second), (pushes.get(Math.floor(now / second)) ?? 0) + 1);
      if (now < fullForMs) send(member, { type: 'failed', job: 'push', failure: { kind: 'server' } });
      else send(member, { type: 'pushed', ledger: ledger(0), epoch: 'e' });
    }
  };
  const runTo = (end: number): void => {
    for (const member of members) if (now === 0) send(member, { type: 'tick' });
    for (;;) {
      const next = members.reduce((first, member) => (member.wakeAt < first.wakeAt ? member : first));
      if (next.wakeAt > end) break;
      now = Math.max(now, next.wakeAt);
      // Data on an open feed keeps desks from taking the line for dead.
      send(next, { type: 'feedBytes', rows: false });
      send(next, { type: 'tick' });
    }
    now = end;
  };
  return { runTo, members, pushes };
}

/** Even draws in [0, 1) from a seed: those of fast-check prefer the ends. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('desks whose server has no room', () => {
  test.each([1, 2])(
    'are answered 503 or 429 for ten minutes: a bounded number of requests, spread, and then all are served, seed %d [I26] [I29]',
    (seed) => {
      const { runTo, members, pushes } = crowd(seed);
      runTo(fullForMs - 1);
      // Six tries on the way to 30 s, then one in 15 to 30 s.
      for (const member of members) expect(member.pushes).toBeLessThanOrEqual(8 + Math.ceil(fullForMs / (15 * second)));
      const late = [...pushes].filter(([at]) => at > 30).map(([, count]) => count);
      expect(Math.max(...late)).toBeLessThan(desks / 8);
      expect(members.every(({ state }) => state.ledger.unsent > 0)).toBe(true);
      runTo(fullForMs + 30 * second);
      expect(members.filter(({ state }) => state.ledger.unsent > 0)).toEqual([]);
    },
  );
});
