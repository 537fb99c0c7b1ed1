// Candidates in words.

import { sayCandidate } from '../../../../shared/rules/say-candidate.ts';
import type { Candidate } from '../../../../shared/rules/trace.ts';

const candidate = (over: Partial<Candidate>): Candidate => ({
  ruleId: '1',
  name: 'Rule 1',
  matched: true,
  score: 1,
  failedOn: null,
  gave: [],
  ...over,
});

describe('a rule that was looked at', () => {
  test('is told by what it gave, or by what it failed on', () => {
    expect(sayCandidate('en', candidate({ gave: ['circulates', 'duration'] }))).toBe(
      'Gave: whether it circulates, loan period.',
    );
    expect(sayCandidate('en', candidate({}))).toBe('Matches and adds nothing.');
    expect(sayCandidate('es', candidate({ matched: false, failedOn: 'patronGroup' }))).toBe(
      'No coincide: grupo de usuario.',
    );
  });
});
