// Nothing is purged by a clock that was not compared with the server's since the start: one that is years ahead makes everything long over. [I19]

import { purgeParts } from '../../../../electron/core/purge-parts.ts';

type Given = Parameters<typeof purgeParts>[0];
const parseGiven = (given: unknown) => given as Given;

/** The parts of a desk that is online with a whole copy. */
const partsWith = (isConfirmed: boolean) => {
  const sight = { loansOfPatron: () => [] };
  return purgeParts(
    parseGiven({
      clock: { now: () => 0, mono: () => 0, isConfirmed: () => isConfirmed },
      timers: {},
      ledger: {},
      keeper: { state: () => ({ isPartial: false }), copy: { sight } },
      engine: { isOnline: () => true },
    }),
  );
};

test('an unconfirmed clock lets nothing be looked at, one that was compared does', () => {
  expect(partsWith(false).sight()).toBeNull();
  expect(partsWith(true).sight()).not.toBeNull();
});
