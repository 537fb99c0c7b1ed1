// Candidates in words.

import { KOHA_RULE_KINDS } from '../../../../shared/rules/koha/rule-kinds.ts';
import { GIVES_FIELDS } from '../../../../shared/rules/model/gives-fields.ts';
import { POLICY_REF_FIELDS } from '../../../../shared/rules/model/policy-refs.ts';
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

  test('is told in words whatever the system of the rules', () => {
    for (const field of [...GIVES_FIELDS, ...POLICY_REF_FIELDS, ...KOHA_RULE_KINDS.keys()]) {
      for (const language of ['en', 'es'] as const) {
        const said = sayCandidate(language, candidate({ gave: [field] }));
        expect(said).toMatch(/^(Gave|Dio): \p{L}[\p{L} ]+\.$/u);
        expect(said).not.toContain('_');
      }
    }
    expect(sayCandidate('en', candidate({ gave: ['loanPolicy', 'issuelength'] }))).toBe(
      'Gave: loan policy, loan period.',
    );
  });
});
