// How often a desk may ask for cards that it does not know.

import { createLookupThrottle, MOST_LOOKUPS } from '../../../../server/http/lookup-throttle.ts';

test('a desk may ask for so many cards within any minute, each desk for itself', () => {
  let mono = 0;
  const throttle = createLookupThrottle({ now: () => 0, mono: () => mono });
  for (let n = 0; n < MOST_LOOKUPS; n += 1) {
    mono = n * 500;
    throttle.take('A');
  }
  expect(() => throttle.take('A')).toThrow('too many cards');
  throttle.take('B');
  // A question that was refused does not count, and each that is a minute old makes room for one.
  mono = 60_000;
  throttle.take('A');
  expect(() => throttle.take('A')).toThrow('too many cards');
  mono = 60_500;
  throttle.take('A');
});
