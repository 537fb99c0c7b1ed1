// Drafts of acts, independent of each other.

import fc from 'fast-check';

const hour = 3_600_000;
export const branches = { A: 'main', B: 'main', D: 'north', F: 'west' } as const;

export const oneIn = (n: number) => fc.nat(n - 1).map((drawn) => drawn === 0);

export const DraftArbitrary = fc.record({
  kind: fc.constantFrom(
    ...(['checkout', 'checkout', 'checkin', 'checkin', 'trap', 'trap', 'renew', 'undo', 'resolve'] as const),
    ...(['placeHold', 'cancelHold', 'pay', 'waive', 'recall', 'changeDueDate', 'ageToLost'] as const),
    ...(['setMark', 'setMark', 'clearMark', 'declareLost', 'notOnShelf', 'reviewMissing', 'seen', 'shelve'] as const),
    ...(['suspendHold', 'resumeHold', 'changePickup', 'transfer', 'takeBack'] as const),
  ),
  desk: fc.constantFrom<keyof typeof branches>('A', 'B', 'D', 'F'),
  item: fc.constantFrom('X', 'X', 'X', 'Y'),
  patron: fc.constantFrom('P', 'Q', 'R'),
  /** Time since the draft before it. */
  after: fc.oneof(fc.nat(3_000), fc.nat(hour), fc.nat(40 * hour)),
  /** How far the desk's clock is off. */
  clock: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -hour, max: hour }) },
  ),
  uncertaintyMs: fc.constantFrom(1_000, 1_000, 1_000, 1_000, 3_000, hour),
  /** Counted back from the newest: the loan, hold, target or recall that it names. */
  names: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(6) }),
  /** Counted back from the newest act on the item: the one that it saw. */
  saw: fc.option(fc.nat(2)),
  stated: oneIn(12),
  suspect: oneIn(20),
  /** A choice among the forms of its kind. */
  way: fc.nat(11),
  /** Hours that it promises. */
  told: fc.constantFrom(0.2, 2, 8, 48),
});

/** One act before it has a name, a time and references. */
export type Draft = typeof DraftArbitrary extends fc.Arbitrary<infer T> ? T : never;
