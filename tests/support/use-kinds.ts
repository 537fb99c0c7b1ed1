// Patrons and items of acts of use, for tests.

import fc from 'fast-check';
import { USE_STATES, type UseCount, type UseKind } from '../../shared/reports/use/use-kind.ts';

/** A book of the stacks, lent at the desk to a student. */
export function kindOfUse(more: Partial<UseKind> = {}): UseKind {
  return {
    act: 'checkout',
    channel: 'desk',
    branch: 'main',
    role: 'student',
    group: 'Undergraduates',
    college: 'quillmere',
    itemType: 'book',
    location: 'stacks',
    callClass: 'lc:Q',
    serial: false,
    hourly: false,
    shelf: null,
    ...more,
  };
}

const some = (...values: string[]) => fc.constantFrom(null, ...values);

/** Any act of use. */
export const anyUseKind: fc.Arbitrary<UseKind> = fc.record({
  act: fc.constantFrom('checkout', 'renew'),
  channel: fc.constantFrom('desk', 'server', 'catalog', 'self-check'),
  branch: some('main', 'science'),
  role: some('student', 'desk'),
  group: some('Undergraduates', 'Faculty', 'Other libraries'),
  college: some('quillmere', 'tarnfield'),
  itemType: some('book', 'calculator', 'borrowed'),
  location: some('stacks', 'readings'),
  callClass: some('lc:Q', 'dewey:500'),
  serial: fc.boolean(),
  hourly: fc.boolean(),
  shelf: fc.constantFrom(null, 'reserves', 'ill'),
});

/** Any figures as a store adds them up. */
export const anyUseCounts: fc.Arbitrary<UseCount[]> = fc.array(
  fc.record({ kind: anyUseKind, state: fc.constantFrom(...USE_STATES), count: fc.integer({ min: 1, max: 500 }) }),
  { maxLength: 60 },
);
