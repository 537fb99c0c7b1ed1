// When a desk may take a new version: never in an outage, never while its acts wait, and a few desks first.

import fc from 'fast-check';
import { isInStage, mayUpdate, type UpdateStanding } from '../../../../shared/core/update-gate.ts';

const quiet: UpdateStanding = { isOnline: true, waitingActs: 0, isShiftOpen: false, isBusy: false };

describe('a new version', () => {
  test('is taken where the desk is connected, nothing waits and nobody works', () => {
    expect(mayUpdate(quiet, { version: '2.0.0' }, 'desk')).toEqual({ may: true });
  });

  test.each([
    ['outage', { isOnline: false, waitingActs: 4, isShiftOpen: true }],
    ['acts-wait', { waitingActs: 1, isShiftOpen: true }],
    ['shift-open', { isShiftOpen: true, isBusy: true }],
    ['busy', { isBusy: true }],
  ] as const)('is held back by %s', (why, standing) => {
    expect(mayUpdate({ ...quiet, ...standing }, { version: '2.0.0' }, 'desk')).toEqual({ may: false, why });
  });

  test('is taken in no case in which the server lacks an act of the desk or does not answer', () => {
    const standings = fc.record({
      isOnline: fc.boolean(),
      waitingActs: fc.nat(3),
      isShiftOpen: fc.boolean(),
      isBusy: fc.boolean(),
    });
    fc.assert(
      fc.property(standings, fc.string(), fc.nat(100), (standing, desk, stage) => {
        const { may } = mayUpdate(standing, { version: '2.0.0', stage }, desk);
        const isQuiet = standing.isOnline && standing.waitingActs === 0 && !standing.isShiftOpen && !standing.isBusy;
        expect(may).toBe(isQuiet && isInStage(desk, { version: '2.0.0', stage }));
      }),
    );
  });

  test('comes to its share of desks first, stays with them as the share grows, and to others with the next version', () => {
    const desks = Array.from({ length: 1_000 }, (_, n) => `desk-${n}`);
    const taking = (version: string, stage: number) => desks.filter((desk) => isInStage(desk, { version, stage }));
    expect(taking('2.0.0', 0)).toEqual([]);
    expect(taking('2.0.0', 100)).toEqual(desks);
    const first = taking('2.0.0', 10);
    expect(first.length).toBeGreaterThan(70);
    expect(first.length).toBeLessThan(130);
    expect(taking('2.0.0', 30)).toEqual(expect.arrayContaining(first));
    expect(taking('2.0.1', 10)).not.toEqual(first);
  });
});
