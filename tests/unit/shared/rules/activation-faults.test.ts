// Rules put in force by hand: faults that no sound rule set has, and values that no library means.

import { branchId } from '../../../../shared/core/ids.ts';
import { readRuleSetText } from '../../../../shared/rules/check-rule-set.ts';
import { sayFault } from '../../../../shared/rules/rule-fault.ts';
import { folioRules } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules } from '../../../support/koha-rules.ts';
import { duration, rule, ruleSet } from '../../../support/small-library.ts';

const faultsOf = (rules: object) => {
  const read = readRuleSetText(JSON.stringify(rules, null, 1));
  if (read.ok) return [];
  for (const { place } of read.error) expect(place?.line).toBeGreaterThan(1);
  return read.error.map(({ code, path, params }) =>
    [code, path, ...Object.values(params).map((value) => JSON.stringify(value))].join(' '),
  );
};
const sound = ruleSet({ rules: [rule('1')] });
const limitSet = {
  id: 'one',
  name: 'One',
  branch: branchId('main'),
  limit: 1,
  kinds: [],
  locations: [],
  global: false,
};
const fine = {
  name: 'Fine',
  lowMinor: 1,
  normalMinor: -25,
  highMinor: 100_000_001,
  per: { n: 1, unit: 'days' as const },
  grace: { n: 0, unit: 'days' as const },
};
const threshold = { group: 'nobody', branch: branchId('nowhere'), counts: 'fines' as const, limit: 1, blocks: [] };

test('a sound set has none of these faults', () => {
  expect(faultsOf(sound)).toEqual([]);
});

test.each<[string, object, readonly string[]]>([
  ['no rules', ruleSet({ rules: [] }), ['FORM_MISSING rules "activeRule"']],
  [
    'only rules that are not active',
    ruleSet({ rules: [rule('1', { active: false })] }),
    ['FORM_MISSING rules "activeRule"'],
  ],
  ['no rows', kohaRules({ rows: [] }), ['FORM_MISSING rows "activeRule"']],
  ['no rules of FOLIO', folioRules({ rules: [] }), ['FORM_MISSING rules "activeRule"']],
  [
    'amounts below nothing and beyond reason',
    ruleSet({ rules: [rule('1', { gives: { fine } })] }),
    ['FORM_LEAST rules.0.gives.fine.normalMinor 0', 'FORM_MOST rules.0.gives.fine.highMinor 100000000'],
  ],
  [
    'amounts of Koha below nothing and beyond reason',
    kohaRules({ rows: [kohaRow({ fine: '-0.25', overduefinescap: '1000000.01' })] }),
    ['VALUE_NOT_DECIMAL rows.0.values.fine "fine" "-0.25"', 'FORM_MOST rows.0.values.overduefinescap 1000000'],
  ],
  [
    'a period of centuries',
    ruleSet({ rules: [rule('1', { gives: { duration: duration({ n: 36_601, unit: 'days' }) } })] }),
    ['short', 'normal', 'extended'].map((grade) => `FORM_MOST rules.0.gives.duration.periods.${grade}.n 36600`),
  ],
  ['a weight that no score can hold', { ...sound, weights: { location: 600 } }, ['FORM_MOST weights.location 100']],
  [
    'thresholds of a group and a branch that are not there',
    ruleSet({ rules: [rule('1')], thresholds: [threshold] }),
    ['REFERENCE_UNKNOWN thresholds.0.group "nobody"', 'REFERENCE_UNKNOWN thresholds.0.branch "nowhere"'],
  ],
  [
    'limit sets of one id, and of a branch that is not there',
    ruleSet({ rules: [rule('1')], limitSets: [limitSet, { ...limitSet, branch: branchId('nowhere') }] }),
    ['ID_TWICE limitSets.1.id "one"', 'REFERENCE_UNKNOWN limitSets.1.branch "nowhere"'],
  ],
  [
    'a limit set that counts by a rule that is not there',
    ruleSet({
      rules: [rule('1')],
      limitSets: [
        {
          ...limitSet,
          rules: [
            { rule: '1', fallsThrough: false },
            { rule: '9', fallsThrough: true },
          ],
        },
      ],
    }),
    ['REFERENCE_UNKNOWN limitSets.0.rules.1 "9"'],
  ],
  [
    'criteria for a group and a branch that are not there',
    ruleSet({
      rules: [rule('1', { criteria: { patronGroup: { in: ['nobody'] }, itemHome: { notIn: ['nowhere'] } } })],
    }),
    [
      'REFERENCE_UNKNOWN rules.0.criteria.patronGroup.in.0 "nobody"',
      'REFERENCE_UNKNOWN rules.0.criteria.itemHome.notIn.0 "nowhere"',
    ],
  ],
  [
    'limits of a group that FOLIO does not have',
    folioRules({ limits: [{ group: 'nobody', counts: 'lost', limit: 1, blocks: [] }] }),
    ['REFERENCE_UNKNOWN limits.0.group "nobody"'],
  ],
  ['a currency that ISO 4217 does not have', { ...sound, currency: 'ZZZ' }, ['CURRENCY_UNKNOWN currency "ZZZ"']],
])('%s', (_, rules, faults) => {
  expect(faultsOf(rules)).toEqual(faults);
});

test('rules of another system than those in force are told where they say so', () => {
  const text = JSON.stringify(kohaRules({ rows: [kohaRow({ issuelength: '7', lengthunit: 'days' })] }), null, 1);
  expect(readRuleSetText(text, 'koha').ok).toBe(true);
  const read = readRuleSetText(text, 'folio');
  expect(read.ok ? [] : read.error.map((fault) => sayFault('en', fault))).toEqual([
    expect.stringMatching(
      /^line \d+, column 13: profile: the library goes by rules of folio; rules of koha are taken only/,
    ),
  ]);
});

test('a field that stands twice is told where it stands for the second time', () => {
  const read = readRuleSetText('{"version": "1",\n "rules": [{"id": "1", "id": "2"}]}');
  expect(read.ok ? [] : read.error.map((fault) => sayFault('en', fault))).toEqual([
    'line 2, column 24: the field id stands twice; each must stand once',
  ]);
});
