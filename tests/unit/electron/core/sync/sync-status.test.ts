// Up to when the copy is known to be complete: a claim that people act on, so it is made only while the feed would have said otherwise.

import { completeTo } from '../../../../../electron/core/sync/sync-status.ts';
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
