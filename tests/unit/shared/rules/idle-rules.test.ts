// Which rules of an ordered table decide nothing, because one before them takes all that they ask for.

import { idleRules } from '../../../../shared/rules/idle-rules.ts';
import type { Criteria } from '../../../../shared/rules/model/criteria.ts';
import type { Place } from '../../../../shared/rules/model/policy-rule-set.ts';
import { folioRules, policyRule } from '../../../support/folio-rules.ts';

const place = (id: string, within: string | null): Place => ({ id, name: id, code: null, within });
const places = {
  institutions: [place('uni', null)],
  campuses: [place('north', 'uni'), place('south', 'uni')],
  libraries: [place('arts', 'north'), place('law', 'south')],
  locations: [
    { ...place('stacks', 'arts'), desk: null },
    { ...place('desk', 'arts'), desk: null },
    { ...place('court', 'law'), desk: null },
  ],
};

/** The lines of rules that decide nothing, with the line before them, where the first line wins. */
function idle(criteria: readonly Criteria[], line: 'first-line' | 'last-line' = 'first-line'): string[] {
  const rules = criteria.map((asked, index) => policyRule(index + 1, 'never', { criteria: asked }));
  return idleRules(folioRules({ line, rules, ...places })).map(
    ({ rule, behind }) => `${rule.position} behind ${behind.position}`,
  );
}

test.each<readonly [string, readonly Criteria[], readonly string[]]>([
  ['the same again', [{ itemKind: { in: ['book'] } }, { itemKind: { in: ['book'] } }], ['2 behind 1']],
  ['fewer of the same', [{ itemKind: { in: ['book', 'map'] } }, { itemKind: { in: ['map'] } }], ['2 behind 1']],
  ['more of the same', [{ itemKind: { in: ['book'] } }, { itemKind: { in: ['book', 'map'] } }], []],
  ['one more criterion', [{ itemKind: { any: true } }, { loanType: { in: ['short'] } }], ['2 behind 1']],
  [
    'one criterion less',
    [{ itemKind: { in: ['book'] }, loanType: { in: ['short'] } }, { itemKind: { in: ['book'] } }],
    [],
  ],
  [
    'something else than what is left out',
    [{ itemKind: { notIn: ['map'] } }, { itemKind: { in: ['book'] } }],
    ['2 behind 1'],
  ],
  ['what is left out', [{ itemKind: { notIn: ['map'] } }, { itemKind: { in: ['map'] } }], []],
  ['a location of a campus', [{ campus: { in: ['north'] } }, { location: { in: ['desk'] } }], ['2 behind 1']],
  ['a location of another campus', [{ campus: { in: ['south'] } }, { location: { in: ['desk'] } }], []],
  [
    'a library by all its locations',
    [{ location: { in: ['stacks', 'desk'] } }, { library: { in: ['arts'] } }],
    ['2 behind 1'],
  ],
  ['a place that nobody knows', [{ campus: { in: ['north'] } }, { location: { in: ['attic'] } }], []],
])('a rule that asks for %s after another', (_what, criteria, expected) => {
  expect(idle(criteria)).toEqual(expected);
});

test('a rule behind in the order, not in the text, decides nothing; one that matches nothing is told of elsewhere', () => {
  const twice: Criteria[] = [{ itemKind: { in: ['map'] } }, { itemKind: { in: ['book', 'map'] } }];
  expect(idle(twice, 'last-line')).toEqual(['1 behind 2']);
  const off = policyRule(2, 'never', { active: false });
  expect(idleRules(folioRules({ rules: [policyRule(1, 'never'), off] }))).toEqual([]);
});
