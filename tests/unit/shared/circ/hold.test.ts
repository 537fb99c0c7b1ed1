// The end of a hold: the server acts at it, and a desk shows the hold as due to expire at the same moment.

import { holdEnd, isDueToExpire } from '../../../../shared/circ/model/hold.ts';

const both = { expiresAt: 100, shelfUntil: 200 };

test('a hold ends at its own end while it waits, at the end of its wait on the shelf once a copy is there, and else never', () => {
  expect(holdEnd({ state: 'waiting', ...both })).toBe(100);
  expect(holdEnd({ state: 'captured', ...both })).toBe(200);
  expect(holdEnd({ state: 'captured', expiresAt: 100 })).toBeNull();
  expect(holdEnd({ state: 'waiting', shelfUntil: 200 })).toBeNull();
  for (const state of ['filled', 'cancelled', 'expired'] as const) expect(holdEnd({ state, ...both })).toBeNull();
});

test('it is due to expire from that moment on', () => {
  expect([99, 100, 101].map((now) => isDueToExpire({ state: 'waiting', ...both }, now))).toEqual([false, true, true]);
  expect(isDueToExpire({ state: 'captured' }, 1_000)).toBe(false);
});
