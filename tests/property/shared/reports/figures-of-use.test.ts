// Figures of use add up, for any recorded acts and any later corrections.

import fc from 'fast-check';
import type { UseTerms } from '../../../../shared/circ/model/use-terms.ts';
import { USE_BREAKDOWNS, sum, figuresOfUse } from '../../../../shared/reports/use/figures-of-use.ts';
import { SURVEY_LINES, surveyFigure } from '../../../../shared/reports/use/survey-lines.ts';
import { anyUseCounts } from '../../../support/use-kinds.ts';

const terms: UseTerms = {
  equipmentTypes: ['calculator'],
  reserveLocations: ['readings'],
  borrowedTypes: ['borrowed'],
  libraryGroups: ['Other libraries'],
};

test('every act that was recorded is counted, undone, a duplicate, without effect or practice, and no two of these', () => {
  fc.assert(
    fc.property(anyUseCounts, (counts) => {
      const { recorded, states, buckets } = figuresOfUse(counts, terms);
      expect(recorded).toBe(counts.reduce((total, { count }) => total + count, 0));
      expect(sum(states)).toBe(recorded);
      expect(sum(buckets)).toBe(states.counted);
    }),
  );
});

test('every breakdown has each act that counts once, in the bucket that it has in all', () => {
  fc.assert(
    fc.property(anyUseCounts, (counts) => {
      const { states, buckets, breakdowns } = figuresOfUse(counts, terms);
      for (const by of USE_BREAKDOWNS) {
        const lines = breakdowns[by];
        expect(lines.reduce((total, line) => total + line.total, 0)).toBe(states.counted);
        expect(lines.every((line) => sum(line.buckets) === line.total)).toBe(true);
        expect(new Set(lines.map(({ value }) => value)).size).toBe(lines.length);
        for (const bucket of Object.keys(buckets) as (keyof typeof buckets)[])
          expect(lines.reduce((total, line) => total + line.buckets[bucket], 0)).toBe(buckets[bucket]);
      }
    }),
  );
});

test('acts that do not count change no figure but what is told of them', () => {
  fc.assert(
    fc.property(anyUseCounts, (counts) => {
      const { buckets, breakdowns } = figuresOfUse(counts, terms);
      const only = figuresOfUse(
        counts.filter(({ state }) => state === 'counted'),
        terms,
      );
      expect({ buckets, breakdowns }).toEqual({ buckets: only.buckets, breakdowns: only.breakdowns });
    }),
  );
});

test('lines of one survey never count an act twice, where they are not said to be a part of another', () => {
  fc.assert(
    fc.property(anyUseCounts, (counts) => {
      const { buckets, states } = figuresOfUse(counts, terms);
      const ipeds = SURVEY_LINES.filter(({ survey }) => survey === 'IPEDS');
      expect(new Set(ipeds.flatMap(({ of }) => of)).size).toBe(ipeds.flatMap(({ of }) => of).length);
      expect(ipeds.reduce((total, line) => total + surveyFigure(line, buckets), 0)).toBeLessThanOrEqual(states.counted);
    }),
  );
});
