// Candidates in words: what a rule gave, or the criterion it lost on and whom it is for.

import { GIVES_FIELDS } from '../../../../shared/rules/model/gives-fields.ts';
import { POLICY_REF_FIELDS } from '../../../../shared/rules/model/policy-refs.ts';
import type { Criterion } from '../../../../shared/rules/model/criteria.ts';
import { KOHA_RULE_KINDS } from '../../../../shared/rules/koha/rule-kinds.ts';
import { sayCandidate, sayRuleName } from '../../../../shared/rules/say-candidate.ts';
import type { NameOf } from '../../../../shared/rules/say-criterion.ts';
import type { Candidate } from '../../../../shared/rules/trace.ts';

const NAMES: Readonly<Record<string, string>> = { '10': 'Faculty', '11': 'Staff', '12': 'Alumni', '13': 'Guests' };
const nameOf: NameOf = (attribute, id) => (attribute === 'patronGroup' ? (NAMES[id] ?? id) : id);

const candidate = (over: Partial<Candidate>): Candidate => ({
  ruleId: '1',
  name: 'Rule 1',
  matched: true,
  score: 1,
  failedOn: null,
  gave: [],
  ...over,
});

const lost = (language: 'en' | 'es', failedOn: string, asked?: Criterion): string =>
  sayCandidate(language, candidate({ matched: false, failedOn, ...(asked === undefined ? {} : { asked }) }), nameOf);

describe('the name of a rule', () => {
  const named = (language: 'en' | 'es', over: Partial<Candidate>) =>
    sayRuleName(language, candidate({ name: '', ...over }), nameOf);

  test('is its own, or what it asks where nobody named it', () => {
    expect(named('en', { name: 'Rule 1' })).toBe('Rule 1');
    expect(named('en', { asks: { deskBranch: { in: ['main'] }, patronGroup: { in: ['10', '11'] } } })).toBe(
      'Faculty, Staff · main',
    );
    expect(named('es', { asks: { itemKind: { in: ['book'] }, renewal: { is: true } } })).toBe(
      'préstamo o renovación (sí) · book',
    );
    expect(named('en', { asks: {} })).toBe('Everyone, everything');
    expect(named('es', { asks: {} })).toBe('Todos los usuarios, todo el material');
  });
});

describe('a rule that was looked at', () => {
  test('is told by what it gave', () => {
    expect(sayCandidate('en', candidate({ gave: ['circulates', 'duration'] }), nameOf)).toBe(
      'Gave: whether it circulates, loan period.',
    );
    expect(sayCandidate('en', candidate({}), nameOf)).toBe('Matches and adds nothing.');
    expect(sayCandidate('es', candidate({ gave: ['loanPolicy', 'lostPolicy'] }), nameOf)).toBe(
      'Dio: política de préstamo, política de perdidos.',
    );
  });

  test('is told in words whatever the system of the rules', () => {
    for (const field of [...GIVES_FIELDS, ...POLICY_REF_FIELDS, ...KOHA_RULE_KINDS.keys()]) {
      for (const language of ['en', 'es'] as const) {
        const said = sayCandidate(language, candidate({ gave: [field] }), nameOf);
        expect(said).toMatch(/^(Gave|Dio): \p{L}[\p{L} ]+\.$/u);
        expect(said).not.toContain('_');
      }
    }
    expect(sayCandidate('en', candidate({ gave: ['loanPolicy', 'issuelength'] }), nameOf)).toBe(
      'Gave: loan policy, loan period.',
    );
  });

  test('is told by the criterion that it lost on', () => {
    expect(lost('es', 'patronGroup')).toBe('No coincide: grupo de usuario.');
  });

  test.each<[string, Criterion, string, string]>([
    [
      'patronGroup',
      { in: ['10', '11'] },
      'patron group (for Faculty, Staff)',
      'grupo de usuario (para Faculty, Staff)',
    ],
    [
      'patronGroup',
      { in: ['10', '11', '12', '13'] },
      'patron group (for Faculty, Staff, Alumni and 1 more)',
      'grupo de usuario (para Faculty, Staff, Alumni y 1 más)',
    ],
    ['itemKind', { notIn: ['laptop'] }, 'kind of item (not for laptop)', 'tipo de material (no para laptop)'],
    ['loanType', { any: true }, 'loan type (it must be known)', 'tipo de préstamo (debe conocerse)'],
    ['renewal', { is: true }, 'checkout or renewal (yes)', 'préstamo o renovación (sí)'],
    ['recordType', { like: ['a?'] }, 'record type (for a?)', 'tipo de registro (para a?)'],
    [
      'itemAge',
      { youngerThanDays: 90 },
      'age of the item (days: less than 90)',
      'antigüedad del material (días: menos de 90)',
    ],
    [
      'patronAge',
      { olderThanDays: 10, youngerThanDays: 20, inclusive: true },
      'age of the patron (days: 10 or more, days: 20 or less)',
      'edad del usuario (días: 10 o más, días: 20 o menos)',
    ],
    [
      'startDate',
      { from: '2026-06-01', to: '2026-08-21' },
      'date of the loan (from Jun 1, 2026, until Aug 21, 2026)',
      'fecha del préstamo (desde 1 jun 2026, hasta 21 ago 2026)',
    ],
  ])('%s that asks %j', (attribute, asked, en, es) => {
    expect(lost('en', attribute, asked)).toBe(`Does not match: ${en}.`);
    expect(lost('es', attribute, asked)).toBe(`No coincide: ${es}.`);
  });
});
