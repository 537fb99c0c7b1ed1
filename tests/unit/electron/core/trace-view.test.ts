// A trace as it goes to the screen: all that matched, and of the rules that lost the nearest, by how many criteria they missed.

import { NEAREST_LOST, traceView } from '../../../../electron/core/facade/say-views.ts';
import type { Candidate, Trace } from '../../../../shared/rules/trace.ts';

const saying = { language: 'en' as const, now: 0 };

const LOST: NonNullable<Candidate['lost']> = [
  { on: 'itemKind', asked: { in: ['laptop'] } },
  { on: 'location', asked: { in: ['desk'] } },
  { on: 'renewal', asked: { is: true } },
];

const lost = (number: number, missed: number): Candidate => ({
  ruleId: `lost-${number}`,
  name: `Rule ${number}`,
  matched: false,
  score: 0,
  failedOn: 'itemKind',
  lost: LOST.slice(0, missed),
  gave: [],
});

const won: Candidate = { ruleId: 'won', name: 'Books', matched: true, score: 9, failedOn: null, gave: ['duration'] };

const view = (candidates: Candidate[], mostLost: number) => {
  const trace: Trace = { candidates, due: [], limits: [], data: [] };
  return traceView(saying, trace, { words: { nameOf: (_, id) => `the ${id}`, rules: null, zone: 'UTC' }, mostLost });
};

describe('a trace on its way to the screen', () => {
  test('lists the nearest that lost, in the order they were tried, and counts the rest', () => {
    const { candidates, unlisted } = view([won, lost(1, 3), lost(2, 1), lost(3, 2), lost(4, 1)], 3);
    expect(candidates.map(({ ruleId }) => ruleId)).toEqual(['won', 'lost-2', 'lost-3', 'lost-4']);
    expect(unlisted).toBe(1);
  });

  test('a whole one leaves nothing out', () => {
    const all = [won, ...Array.from({ length: 653 }, (_, index) => lost(index, 1 + (index % 3)))];
    expect(view(all, Infinity)).toMatchObject({ candidates: { length: 654 } });
    expect(view(all, Infinity).unlisted).toBeUndefined();
    expect(view(all, NEAREST_LOST)).toMatchObject({
      candidates: { length: 1 + NEAREST_LOST },
      unlisted: 653 - NEAREST_LOST,
    });
  });

  test('tells by name what a criterion asks, and carries no list of ids', () => {
    const [row] = view([lost(1, 1)], 1).candidates;
    expect(row?.text).toBe('Does not match: kind of item (for the laptop).');
    expect(row).not.toHaveProperty('lost');
    expect(row?.lostOn).toEqual(['itemKind']);
  });
});
