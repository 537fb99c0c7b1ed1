// Candidates in words: what a rule gave, or the criterion it lost on and whom it is for.

import { GIVES_FIELDS } from '../../../../../shared/rules/model/gives-fields.ts';
import { POLICY_REF_FIELDS } from '../../../../../shared/rules/model/policy-refs.ts';
import type { Criterion } from '../../../../../shared/rules/model/criteria.ts';
import { KOHA_RULE_KINDS } from '../../../../../shared/rules/koha/rule-kinds.ts';
import { sayCandidate, sayRuleName, type CandidateTelling } from '../../../../../shared/rules/said/say-candidate.ts';
import type { NameOf } from '../../../../../shared/rules/said/say-criterion.ts';
import type { AskedAbout, Candidate } from '../../../../../shared/rules/trace.ts';

const NAMES: Readonly<Record<string, string>> = { '10': 'Faculty', '11': 'Staff', '12': 'Alumni', '13': 'Guests' };
const nameOf: NameOf = (attribute, id) => (attribute === 'patronGroup' ? (NAMES[id] ?? id) : id);

const TELLING: CandidateTelling = { nameOf, rules: null, zone: 'UTC', askedAbout: undefined };

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
  sayCandidate(language, candidate({ matched: false, failedOn, ...(asked === undefined ? {} : { asked }) }), TELLING);

describe('the name of a rule', () => {
  const named = (language: 'en' | 'es', over: Partial<Candidate>) =>
    sayRuleName(language, candidate({ name: '', ...over }), nameOf);

  test('is its own, or what it asks where nobody named it', () => {
    expect(named('en', { name: 'Rule 1' })).toBe('Rule 1');
    expect(named('en', { asks: { deskBranch: { in: ['main'] }, patronGroup: { in: ['10', '11'] } } })).toBe(
      'Faculty, Staff · main',
    );
    expect(named('es', { asks: { itemKind: { in: ['book'] }, renewal: { is: true } } })).toBe(
      'préstamo o renovación (una renovación) · book',
    );
    expect(named('en', { asks: {} })).toBe('Everyone, everything');
    expect(named('es', { asks: {} })).toBe('Todos los usuarios, todo el material');
  });
});

describe('a rule that was looked at', () => {
  test('is told by what it gave', () => {
    expect(sayCandidate('en', candidate({ gave: ['circulates', 'duration'] }), TELLING)).toBe(
      'Gave: whether it circulates; loan period.',
    );
    expect(sayCandidate('en', candidate({}), TELLING)).toBe('Matches and adds nothing.');
    expect(sayCandidate('es', candidate({ gave: ['loanPolicy', 'lostPolicy'] }), TELLING)).toBe(
      'Dio: política de préstamo; política de perdidos.',
    );
  });

  test('is told in words whatever the system of the rules', () => {
    for (const field of [...GIVES_FIELDS, ...POLICY_REF_FIELDS, ...KOHA_RULE_KINDS.keys()]) {
      for (const language of ['en', 'es'] as const) {
        const said = sayCandidate(language, candidate({ gave: [field] }), TELLING);
        expect(said).toMatch(/^(Gave|Dio): \p{L}[\p{L} ]+\.$/u);
        expect(said).not.toContain('_');
      }
    }
    expect(sayCandidate('en', candidate({ gave: ['loanPolicy', 'issuelength'] }), TELLING)).toBe(
      'Gave: loan policy; loan period.',
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
    ['renewal', { is: true }, 'checkout or renewal (a renewal)', 'préstamo o renovación (una renovación)'],
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

  test.each<[string, Criterion, AskedAbout, readonly [string, string]]>([
    ['patronGroup', { in: ['10'] }, { patronGroup: '12' }, ['for Faculty; here: Alumni', 'para Faculty; aquí: Alumni']],
    ['renewal', { is: true }, { renewal: false }, ['a renewal; here: a checkout', 'una renovación; aquí: un préstamo']],
    ['reference', { is: true }, { reference: false }, ['yes; here: no', 'sí; aquí: no']],
    ['itemKind', { in: ['map'] }, { itemKind: null }, ['for map; here: not known', 'para map; aquí: no se sabe']],
    // Of a group of libraries, what is known is the library itself.
    ['deskBranchGroup', { in: ['north'] }, { deskBranch: 'main' }, ['for north; here: main', 'para north; aquí: main']],
    [
      'itemAge',
      { youngerThanDays: 90 },
      { itemAge: 412.7 },
      ['days: less than 90; here: 412 days', 'días: menos de 90; aquí: 412 días'],
    ],
    [
      'startDate',
      { from: '2026-06-01' },
      { startDate: '2026-05-30' },
      ['from Jun 1, 2026; here: May 30, 2026', 'desde 1 jun 2026; aquí: 30 may 2026'],
    ],
  ])('%s that asks %j of %j says both', (failedOn, asked, askedAbout, [en, es]) => {
    const said = (language: 'en' | 'es') =>
      sayCandidate(language, candidate({ matched: false, failedOn, asked }), { ...TELLING, askedAbout });
    expect(said('en')).toContain(`(${en}).`);
    expect(said('es')).toContain(`(${es}).`);
  });
});
