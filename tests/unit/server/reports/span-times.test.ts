// Times of outages that were joined hold the moments that any of them holds.

import fc from 'fast-check';
import { spanTimes } from '../../../../server/reports/span-times.ts';

const BRANCHES: Readonly<Record<string, string>> = { a: 'main', b: 'main', c: 'north' };
const branchOf = (desk: string): string | null => BRANCHES[desk] ?? null;
const until = 100;

const moment = fc.integer({ min: 0, max: until });
const spans = fc.array(
  fc.record({
    deskId: fc.constantFrom('a', 'b', 'c', 'not known'),
    from: moment,
    to: fc.option(moment),
  }),
);

test('times of outages hold, at a branch or at any, the moments that one of them holds', () => {
  fc.assert(
    fc.property(spans, fc.constantFrom(null, 'main', 'north', 'south'), moment, (some, branch, at) => {
      const one = some.some(
        ({ deskId, from, to }) => at >= from && at <= (to ?? until) && (branch === null || branch === branchOf(deskId)),
      );
      expect(spanTimes(some, { branchOf, until })(branch, at)).toBe(one);
    }),
  );
});
