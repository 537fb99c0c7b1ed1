// Rule sets at the edge: what is wrong with one is told whole, each with its field and its place in the text.

import { readRuleSetText } from '../../../../shared/rules/check-rule-set.ts';
import { sayFault } from '../../../../shared/rules/rule-fault.ts';
import { rule, ruleSet } from '../../../support/small-library.ts';

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
