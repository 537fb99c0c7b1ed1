// Up to when the copy is known to be complete: a claim that people act on, so it is made only while the feed would contradict it otherwise.

import { completeTo, systemHops } from '../../../../../electron/core/sync/sync-status.ts';
import type { SyncEvent } from '../../../../../electron/core/sync/sync-events.ts';
import { stepSync } from '../../../../../electron/core/sync/sync-machine.ts';
import { startState } from '../../../../../electron/core/sync/sync-state.ts';

const START = 1_000_000;
const COPIED_AT = START - 5_000;

/** A desk with a copy, and a second between any two things that happen to it. */
function desk() {
  const replica = { epoch: 'e1', pos: 10 };
  let state = startState({ at: START, replica, staffRevision: { known: 1, wanted: 1 } });
  let mono = 0;
  let setBackMs = 0;
  const now = () => START + mono - setBackMs;
  const keeper = { state: () => ({ asOf: COPIED_AT }) };
  const heard = (...events: readonly SyncEvent[]) => {
    for (const event of events) {
      mono += 1_000;
      state = stepSync(state, event, { at: now(), mono, fraction: 0.5 }).state;
    }
  };
  return {
    heard,
    setBack: (byMs: number) => {
      setBackMs += byMs;
    },
    now,
    completeTo: () => completeTo({ state }, keeper, { now }),
  };
}

const probed = (head: number): SyncEvent => ({ type: 'probed', head, epoch: 'e1' });
const online: readonly SyncEvent[] = [
  { type: 'tick' },
  probed(10),
  { type: 'tokenGot' },
  { type: 'feedOpened' },
  { type: 'feedBytes', rows: false },
];

describe('the copy is complete', () => {
  test('up to what it says itself until the feed was open', () => {
    const one = desk();
    one.heard(...online.slice(0, 3));
    expect(one.completeTo()).toBe(COPIED_AT);
  });

  test('up to now while the feed is open at the head', () => {
    const one = desk();
    one.heard(...online);
    expect(one.completeTo()).toBe(one.now());
  });

  test('up to when the feed last said so once it ended, although the server answers and tells of nothing more', () => {
    const one = desk();
    one.heard(...online);
    const last = one.now();
    one.heard({ type: 'feedEnded' }, probed(10));
    expect(one.completeTo()).toBe(last);
  });

  test('up to when the feed last said so once a question was not answered, although the feed is not closed yet', () => {
    const one = desk();
    one.heard(...online);
    const last = one.now();
    one.heard({ type: 'failed', job: 'probe', failure: { kind: 'unreachable' } });
    expect(one.completeTo()).toBe(last);
  });

  test('up to when it last was at the head where the server tells of more', () => {
    const one = desk();
    one.heard(...online);
    const last = one.now();
    one.heard(probed(11));
    expect(one.completeTo()).toBe(last);
  });

  test('up to no moment to come where the clock was set back since', () => {
    const one = desk();
    one.heard(...online, { type: 'feedEnded' });
    one.setBack(4_000);
    expect(one.completeTo()).toBe(one.now());
  });

  test('up to what another copy says that is loaded in its place', () => {
    const one = desk();
    one.heard(...online, { type: 'mustRebootstrap' });
    expect(one.completeTo()).toBe(COPIED_AT);
  });
});

describe('the library system behind the server', () => {
  const step = (state: ReturnType<typeof startState>, event: SyncEvent, mono: number) =>
    stepSync(state, event, { at: START + mono, mono, fraction: 0.5 });
  const begun = () => startState({ at: START, replica: null, staffRevision: { known: 1, wanted: 1 } });
  const since = START - 60_000;
  const probedWith = (state: 'up' | 'down'): SyncEvent => ({
    type: 'probed',
    head: 1,
    epoch: 'e1',
    system: { state, since },
  });
  const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

  test('is no hop where the server stands alone', () => {
    expect(systemHops(step(begun(), probed(1), 1_000).state)).toEqual([]);
  });

  test('is as the server last said, and a change is shown', () => {
    const up = step(begun(), probedWith('up'), 1_000);
    expect(systemHops(up.state)).toEqual([{ name: 'ils', state: 'up', since: iso(since) }]);
    const down = step(up.state, probedWith('down'), 2_000);
    expect(down.effects.map(({ type }) => type)).toContain('statusChanged');
    expect(systemHops(down.state)).toEqual([{ name: 'ils', state: 'down', since: iso(since) }]);
    const several = { all: 3, away: 2, name: 'koha' };
    const event: SyncEvent = { type: 'probed', head: 1, epoch: 'e1', system: { state: 'down', since, several } };
    const away = step(begun(), event, 1_000).state;
    expect(systemHops(away)).toEqual([{ name: 'ils', state: 'down', since: iso(since), several }]);
  });

  test('is not reached while the server is not', () => {
    let { state } = step(begun(), probedWith('up'), 1_000);
    for (let n = 2; n < 6; n += 1)
      ({ state } = step(state, { type: 'failed', job: 'probe', failure: { kind: 'unreachable' } }, n * 60_000));
    expect(state.link.up).toBe(false);
    expect(systemHops(state)).toEqual([{ name: 'ils', state: 'down', since: iso(state.link.since) }]);
  });
});
