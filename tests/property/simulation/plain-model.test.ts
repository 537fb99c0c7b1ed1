// The plain model and the folds, which share no logic, end alike on any acts, in every arrival order. [I24]

import fc from 'fast-check';
import { plainEnd } from '../../simulation/model/plain-end.ts';
import { runCase } from '../../timeline/run-case.ts';
import { arbitraryCase, arbitraryCaseFile } from '../../support/arbitrary-case.ts';
import { worldOfCase } from '../../support/plain-world.ts';

describe('the plain model and the folds', () => {
  test('end alike on any acts, in every arrival order [I24]', () => {
    fc.assert(
      fc.property(arbitraryCase(14), (one) => {
        const expected = plainEnd(worldOfCase(arbitraryCaseFile, one));
        expect(runCase(arbitraryCaseFile, { ...one, expect: expected })).toMatchObject({ outcome: 'passed' });
      }),
      { numRuns: 200 },
    );
  });

  test('the model has one end for one set of acts, in whatever order they are given [I24]', () => {
    fc.assert(
      fc.property(arbitraryCase(14), fc.infiniteStream(fc.nat()), (one, draws) => {
        const world = worldOfCase(arbitraryCaseFile, one);
        const rank = new Map(world.acts.map((act) => [act, draws.next().value ?? 0]));
        const mixed = world.acts.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
        expect(plainEnd({ ...world, acts: mixed })).toEqual(plainEnd(world));
      }),
      { numRuns: 200 },
    );
  });
});
