// Candidates in words: the result of a rule, or the criterion it lost on and its audience.

import { GIVES_FIELDS } from '../../../../../shared/rules/model/gives-fields.ts';
import { POLICY_REF_FIELDS } from '../../../../../shared/rules/model/policy-refs.ts';
import type { Attribute, Criterion } from '../../../../../shared/rules/model/criteria.ts';
import { KOHA_RULE_KINDS } from '../../../../../shared/rules/koha/rule-kinds.ts';
import { sayCandidate, sayRuleName, type CandidateTelling } from '../../../../../shared/rules/said/say-candidate.ts';
import type { NameOf } from '../../../../../shared/rules/said/say-criterion.ts';
import type { AskedAbout, Candidate, LostCriterion, Outranked } from '../../../../../shared/rules/trace.ts';

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

const lost = (language: 'en' | 'es', ...criteria: readonly LostCriterion[]): string =>
  sayCandidate(
    language,
    candidate({ matched: false, failedOn: criteria[0]?.on ?? null, lost: [...criteria] }),
    TELLING,
  );

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

  test('is told by every criterion that it lost on', () => {
    const both: LostCriterion[] = [
      { on: 'patronGroup', asked: { in: ['10'] } },
      { on: 'itemKind', asked: { notIn: ['laptop'] } },
    ];
    expect(lost('en', ...both)).toBe('Does not match: patron group (for Faculty); kind of item (not for laptop).');
    expect(lost('es', ...both)).toBe(
      'No coincide: grupo de usuario (para Faculty); tipo de material (no para laptop).',
    );
  });

  test.each<[Partial<Outranked>, string, string]>([
    [
      { on: 'weight', ahead: ['patronGroup', 'location'] },
      'that one weighs more by patron group, location.',
      'pesa más por grupo de usuario, ubicación.',
    ],
    [
      { on: 'specificity', ahead: ['deskBranch'] },
      'that one is more specific in branch of the desk.',
      'es más específica en sede del mostrador.',
    ],
    [
      { on: 'priority', ahead: ['loanType'], figures: ['7.3', '5.2'] },
      'by its priority: 7.3 against 5.2. Only that one asks for loan type.',
      'por su prioridad: 7.3 frente a 5.2. Solo esa pide tipo de préstamo.',
    ],
    [{ on: 'priority', figures: ['7', '5'] }, 'by its priority: 7 against 5.', 'por su prioridad: 7 frente a 5.'],
    [
      { on: 'line', figures: ['40', '12'] },
      'of the same priority, the line decides. Its line: 40. This one: 12.',
      'con la misma prioridad decide la línea. La suya: 40. Esta: 12.',
    ],
    [{ on: 'position', figures: ['1', '2'] }, 'Its place: 1. This one: 2.', 'El suyo: 1. Esta: 2.'],
    [{ on: 'id', figures: ['7', '12'] }, 'Its id: 7. This one: 12.', 'El suyo: 7. Esta: 12.'],
  ])('that was outranked by %j says by which rule and on what', (over, en, es) => {
    const outranked: Outranked = { by: '2', name: 'Rule 2', on: 'weight', ahead: [], ...over };
    const said = (language: 'en' | 'es') => sayCandidate(language, candidate({ outranked }), TELLING);
    expect(said('en')).toMatch(/^Matches, and “Rule 2” goes before it/);
    expect(said('es')).toMatch(/^Coincide, pero «Rule 2» va antes/);
    expect(said('en').endsWith(en)).toBe(true);
    expect(said('es').endsWith(es)).toBe(true);
    for (const language of ['en', 'es'] as const) expect(said(language)).not.toMatch(/[{}]/);
  });

  test.each<[Attribute, Criterion, string, string]>([
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
    expect(lost('en', { on: attribute, asked })).toBe(`Does not match: ${en}.`);
    expect(lost('es', { on: attribute, asked })).toBe(`No coincide: ${es}.`);
  });

  test.each<[Attribute, Criterion, AskedAbout, readonly [string, string]]>([
    ['patronGroup', { in: ['10'] }, { patronGroup: '12' }, ['for Faculty; here: Alumni', 'para Faculty; aquí: Alumni']],
    ['renewal', { is: true }, { renewal: false }, ['a renewal; here: a checkout', 'una renovación; aquí: un préstamo']],
    ['reference', { is: true }, { reference: false }, ['yes; here: no', 'sí; aquí: no']],
    ['itemKind', { in: ['map'] }, { itemKind: null }, ['for map; here: not known', 'para map; aquí: no se sabe']],
    // Of a group of libraries, the library itself is known.
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
  ])('%s that asks %j of %j says both', (on, asked, askedAbout, [en, es]) => {
    const said = (language: 'en' | 'es') =>
      sayCandidate(language, candidate({ matched: false, failedOn: on, lost: [{ on, asked }] }), {
        ...TELLING,
        askedAbout,
      });
    expect(said('en')).toContain(`(${en}).`);
    expect(said('es')).toContain(`(${es}).`);
  });
});
