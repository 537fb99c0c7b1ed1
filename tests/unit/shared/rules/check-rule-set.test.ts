// Rule sets at the edge: what is wrong with one is told whole, each with its field and its place in the text.

import { readRuleSetText } from '../../../../shared/rules/check-rule-set.ts';
import { sayFault } from '../../../../shared/rules/rule-fault.ts';
import { folioRules, policyRule } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules } from '../../../support/koha-rules.ts';
import { calendar, rule, ruleSet } from '../../../support/small-library.ts';

const faultsOf = (text: string) => {
  const read = readRuleSetText(text);
  return read.ok ? [] : read.error.map(({ code, path, place }) => `${code} ${path} ${place?.line}:${place?.column}`);
};
const written = (rules: object) => JSON.stringify(rules, null, 1);

test('a good one is taken as it is', () => {
  const rules = ruleSet({ rules: [rule('1')] });
  const read = readRuleSetText(written(rules));
  expect(read.ok ? read.value : read.error).toEqual(rules);
});

test('a text that is no JSON is refused where it stops being one', () => {
  expect(faultsOf('{"version": "1",\n "profile" "holdfast"}')).toEqual(['JSON_UNEXPECTED  2:12']);
});

test('wrong forms are refused with their fields', () => {
  const rules = ruleSet({ rules: [rule('1')] });
  const text = written({
    ...rules,
    rules: [{ ...rules.rules[0], criteria: { patronGroup: { in: [] } } }],
    currency: 'DOLLARS',
  });
  expect(faultsOf(text).map((fault) => fault.split(' ').slice(0, 2).join(' '))).toEqual([
    'FORM currency',
    'FORM rules.0.criteria.patronGroup',
  ]);
});

test('what a form cannot say is refused too, all at once', () => {
  const rules = ruleSet({
    rules: [
      rule('1', { criteria: { patronGroup: { is: true }, patronAge: { in: ['old'] }, location: { like: ['a*'] } } }),
      rule('1', { criteria: { reference: { in: ['yes'] } }, gives: { schedules: [{ from: 2, to: 1, due: 3 }] } }),
    ],
    groups: [
      { id: 'a', name: 'A', parent: 'b', isStaff: false },
      { id: 'b', name: 'B', parent: 'a', isStaff: false },
    ],
  });
  expect(faultsOf(written(rules)).map((fault) => fault.split(' ').slice(0, 2).join(' '))).toEqual([
    'ID_TWICE rules.1.id',
    'TREE_CIRCLE groups.0.parent',
    'TREE_CIRCLE groups.1.parent',
    'CRITERION_UNFIT rules.0.criteria.patronGroup',
    'CRITERION_UNFIT rules.0.criteria.patronAge',
    'CRITERION_UNFIT rules.1.criteria.reference',
    'SCHEDULE_BACKWARDS rules.1.gives.schedules.0.to',
  ]);
});

test('a fault is said with its place and its field', () => {
  const read = readRuleSetText(written(ruleSet({ rules: [rule('1'), rule('1')] })));
  const [fault] = read.ok ? [] : read.error;
  expect(fault === undefined ? '' : sayFault('en', fault)).toMatch(
    /^line \d+, column \d+: rules\.1\.id: the id 1 stands twice$/,
  );
});

const fieldsOf = (rules: object) => faultsOf(written(rules)).map((fault) => fault.split(' ').slice(0, 2).join(' '));

test('rules that name policies are checked, save for policies that an export does not hold', () => {
  expect(fieldsOf(folioRules())).toEqual([]);
  expect(
    fieldsOf(
      folioRules({
        zone: 'Middle/Earth',
        rules: [policyRule(1, 'never'), policyRule(1, 'gone', { criteria: { itemKind: { is: true } } })],
        calendars: [
          {
            id: 'j',
            name: 'J',
            from: '2022-01-01',
            to: '2022-02-01',
            desks: [],
            calendar: calendar({ zone: 'Nowhere' }),
          },
        ],
      }),
    ),
  ).toEqual([
    'ID_TWICE rules.1.id',
    'CRITERION_UNFIT rules.1.criteria.itemKind',
    'ZONE_UNKNOWN zone',
    'ZONE_UNKNOWN calendars.0.calendar.zone',
  ]);
});

test('values of rules are of the kind that their names ask for', () => {
  expect(fieldsOf(kohaRules())).toEqual([]);
  expect(
    fieldsOf(
      kohaRules({ rows: [kohaRow({ fine: '10,00', issuelength: '' }), kohaRow({ made_up: '1' })], zone: 'Nowhere' }),
    ),
  ).toEqual(['VALUE_NOT_DECIMAL rows.0.values.fine', 'RULE_NAME_UNKNOWN rows.1.values.made_up', 'ZONE_UNKNOWN zone']);
});

test('a profile that nobody knows is refused at its place', () => {
  expect(faultsOf(written({ ...kohaRules(), profile: 'made-up' }))).toMatchObject([
    expect.stringMatching(/^FORM profile 3:/),
  ]);
});
