// How long an emergency closing lasts that was taken back.

import { branchId, ruleSetVersion } from '../../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../../shared/core/instant.ts';
import { windowsOf, type Activation } from '../../../../../shared/circ/model/closing.ts';

const version = ruleSetVersion('rules-1');
const TEN = 10 * HOUR_MS;
const lasts = (from: number, madeAt: number, liftedAt: number): number => {
  const closing = { branches: [branchId('main')], from, to: TEN + 8 * HOUR_MS, reason: 'storm' };
  const activations: Activation[] = [
    { id: 'closed', version, at: madeAt, closing },
    { id: 'lifted', version, at: liftedAt, lifts: 'closed' },
  ];
  return windowsOf(activations).reduce((sum, window) => sum + window.to - window.from, 0);
};

describe('a closing that is taken back', () => {
  test('ends with the minute', () => {
    expect(lasts(TEN, TEN, TEN + 20 * MINUTE_MS + SECOND_MS)).toBe(21 * MINUTE_MS);
    expect(lasts(TEN, TEN, TEN + MINUTE_MS)).toBe(MINUTE_MS);
  });

  test('counts not at all where that was within a minute, or before it began', () => {
    expect(lasts(TEN, TEN, TEN + 59 * SECOND_MS)).toBe(0);
    expect(lasts(TEN, TEN + 50 * SECOND_MS, TEN + 70 * SECOND_MS)).toBe(0);
    expect(lasts(TEN - HOUR_MS, TEN, TEN + 30 * SECOND_MS)).toBe(0);
    expect(lasts(TEN + HOUR_MS, TEN, TEN + 30 * MINUTE_MS)).toBe(0);
  });
});
