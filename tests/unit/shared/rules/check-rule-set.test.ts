// Rule sets at the edge: all faults of one are listed, each with its field and its place in the text.

import { readRuleSetText } from '../../../../shared/rules/check-rule-set.ts';
import { NO_LEND_TERMS } from '../../../../shared/rules/model/policy/lend.ts';
import { sayFault } from '../../../../shared/rules/rule-fault.ts';
import { folioRules, loanPolicy, policyRule } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules } from '../../../support/koha-rules.ts';
import type { Opening, WeeklyHours } from '../../../../shared/rules/model/calendar.ts';
import { calendar, duration, rule, ruleSet } from '../../../support/small-library.ts';

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
    'FORM_WANTED currency',
    'FORM_WANTED rules.0.criteria.patronGroup',
  ]);
});

test('faults beyond the form are refused too, all at once', () => {
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

test('bounds that nothing lies between are refused, and so are schedules that run backwards', () => {
  const ages = (criteria: object) => fieldsOf(ruleSet({ rules: [rule('1', { criteria })] }));
  expect(ages({ patronAge: { olderThanDays: 6570, youngerThanDays: 4380 } })).toEqual([
    'AGES_CROSSED rules.0.criteria.patronAge.youngerThanDays',
  ]);
  expect(ages({ itemAge: { olderThanDays: 30, youngerThanDays: 30 } })).toHaveLength(1);
  expect(ages({ itemAge: { olderThanDays: 30, youngerThanDays: 30, inclusive: true } })).toEqual([]);
  expect(ages({ itemAge: { olderThanDays: 29, youngerThanDays: 30 } })).toEqual([]);
  expect(ages({ startDate: { from: '2026-06-01', to: '2026-05-31' } })).toEqual([
    'RANGE_BACKWARDS rules.0.criteria.startDate.to',
  ]);
  expect(ages({ startDate: { from: '2026-06-01', to: '2026-06-01' } })).toEqual([]);
  const backwards = [{ from: 2, to: 1, due: 3 }];
  const fixed = loanPolicy('term', { lend: { ...NO_LEND_TERMS, schedules: backwards, limitSchedules: backwards } });
  expect(fieldsOf(folioRules({ loanPolicies: [fixed] }))).toEqual([
    'SCHEDULE_BACKWARDS loanPolicies.0.lend.schedules.0.to',
    'SCHEDULE_BACKWARDS loanPolicies.0.lend.limitSchedules.0.to',
  ]);
});

test('values of rules are of the kind that their names ask for', () => {
  expect(fieldsOf(kohaRules())).toEqual([]);
  expect(fieldsOf(kohaRules({ itemTypeParents: { dvd: 'film' } }))).toEqual([]);
  expect(fieldsOf(kohaRules({ itemTypeParents: { dvd: 'film', film: 'dvd' } }))).toEqual([
    'TREE_CIRCLE itemTypeParents.dvd',
    'TREE_CIRCLE itemTypeParents.film',
  ]);
  expect(
    fieldsOf(
      kohaRules({ rows: [kohaRow({ fine: '10,00', issuelength: '' }), kohaRow({ made_up: '1' })], zone: 'Nowhere' }),
    ),
  ).toEqual(['VALUE_NOT_DECIMAL rows.0.values.fine', 'RULE_NAME_UNKNOWN rows.1.values.made_up', 'ZONE_UNKNOWN zone']);
});

test.each([
  [
    'a text for a count',
    { issuelength: 'abc' },
    'issuelength: “abc” cannot be read; a whole number from 0 on was expected',
  ],
  [
    'a negative count',
    { issuelength: '-3' },
    'issuelength: “-3” cannot be read; a whole number from 0 on was expected',
  ],
  [
    'a mode that is none',
    { daysmode: 'Sundays' },
    'daysmode: “Sundays” cannot be read; one of Days, Calendar, Datedue, Dayweek, noDays was expected',
  ],
  [
    'a date that its month has not',
    { hardduedate: '2027-02-30' },
    'hardduedate: “2027-02-30” cannot be read; a date such as 2027-01-31 was expected',
  ],
  [
    'money finer than the currency',
    { fine: '0.505' },
    'fine: “0.505” cannot be read; an amount such as 10.00 was expected',
  ],
  ['a part that the rule has not', { max_holds: '3' }, 'max_holds: max_holds cannot be set for item_type'],
  ['a blank that is no value', { holdallowed: '' }, 'holdallowed: holdallowed cannot be blank'],
])('a rule set of values with %s is refused at its place', (_, values, said) => {
  const rows = [kohaRow({ issuelength: '14' }), kohaRow({ renewalsallowed: '2', ...values }, { item_type: 'book' })];
  const text = written(kohaRules({ rows }));
  const [name = ''] = Object.keys(values);
  const line = text.split('\n').findLastIndex((one) => one.includes(`"${name}"`)) + 1;
  const read = readRuleSetText(text);
  expect(read.ok ? [] : read.error.map((fault) => sayFault('en', fault))).toEqual([
    `line ${line}, column ${`    "${name}": `.length + 1}: rows.1.values.${said}`,
  ]);
});

test('a value that cannot be read where its rule may not stand is told of twice, money that is none once', () => {
  const rows = [kohaRow({ max_holds: 'many', fine: '1,00' }, { item_type: 'book' })];
  expect(fieldsOf(kohaRules({ rows, zone: 'Nowhere' }))).toEqual([
    'SCOPE_PART_TOO_MUCH rows.0.values.max_holds',
    'VALUE_UNREADABLE rows.0.values.max_holds',
    'VALUE_NOT_DECIMAL rows.0.values.fine',
    'ZONE_UNKNOWN zone',
  ]);
});

test('every value that a rule may have is none too many', () => {
  const rows = [
    kohaRow({
      issuelength: '0',
      daysmode: '',
      fine: '',
      hardduedate: '2027-02-28',
      note: 'by post',
      unseen_renewals_allowed: '',
    }),
    kohaRow({ max_holds: '', patron_maxissueqty: '5' }, { branch: 'main', patron_category: 'adult' }),
    kohaRow({ returnbranch: 'noreturn', holdallowed: 'not_allowed' }, { item_type: 'book' }),
    kohaRow({ lostreturn: '0' }, { branch: 'main' }),
  ];
  expect(fieldsOf(kohaRules({ rows }))).toEqual([]);
});

test('a profile that nobody knows is refused at its place', () => {
  expect(faultsOf(written({ ...kohaRules(), profile: 'made-up' }))).toMatchObject([
    expect.stringMatching(/^FORM_ONE_OF profile 3:/),
  ]);
});

const rulesWith = (parts: object) => ({ ...ruleSet({ rules: [rule('1')] }), ...parts });
const givesWith = (gives: object) => rulesWith({ rules: [{ ...rule('1'), gives }] });
const hoursWith = (parts: Parameters<typeof calendar>[0]) =>
  rulesWith({ branches: [{ id: 'b', parent: null, calendar: calendar(parts) }] });
const everyDay = (...hours: Opening[]): WeeklyHours => ({
  mon: hours,
  tue: [],
  wed: [],
  thu: [],
  fri: [],
  sat: [],
  sun: [],
});

test.each([
  ['a misspelt field', givesWith({ renwals: 3 }), 'rules.0.gives.renwals: a field renwals does not belong here'],
  ['a field too many', rulesWith({ limits: [] }), 'limits: a field limits does not belong here'],
  [
    'a text for a number',
    givesWith({ renewals: 'three' }),
    'rules.0.gives.renewals: here should stand a number, not "three"',
  ],
  [
    'a word for what is true, false or never',
    givesWith({ circulates: 'maybe' }),
    'rules.0.gives.circulates: here should stand one of true, false, never, not "maybe"',
  ],
  ['a negative count', givesWith({ renewals: -1 }), 'rules.0.gives.renewals: at least 0 was expected'],
  [
    'a period of no length',
    givesWith({ duration: duration({ n: 0, unit: 'days' }) }),
    'rules.0.gives.duration.periods.short.n: at least 1 was expected',
  ],
  [
    'a parent that is not there',
    rulesWith({ groups: [{ id: 'a', name: 'A', parent: 'gone', isStaff: false }] }),
    'groups.0.parent: none has the id gone',
  ],
  [
    'a criterion of no form',
    rulesWith({ rules: [{ ...rule('1'), criteria: { patronGroup: { inn: ['a'] } } }] }),
    'rules.0.criteria.patronGroup: here should stand one of in, notIn, any, is, like, olderThanDays with youngerThanDays, from with to, not {"inn":["a"]}',
  ],
  [
    'bounds of an age that are none',
    rulesWith({ rules: [rule('1', { criteria: { patronAge: {} } })] }),
    'rules.0.criteria.patronAge: patronAge is asked by olderThanDays or youngerThanDays',
  ],
  ['a list that is none', rulesWith({ rules: null }), 'rules: here should stand a list in [ ], not null'],
])('%s is refused, and told what was expected', (_, rules, said) => {
  const read = readRuleSetText(written(rules));
  expect(read.ok ? [] : read.error.map((fault) => sayFault('en', { ...fault, place: null }))).toContain(said);
});

test.each([
  [
    'an hour in another form',
    { weekly: everyDay({ open: '9:00', close: '17:00' }) },
    'weekly.mon.0.open: here should stand a time such as 09:30, not "9:00"',
  ],
  [
    'hours that overlap',
    { weekly: everyDay({ open: '12:00', close: '18:00' }, { open: '09:00', close: '12:30' }) },
    'weekly.mon.0: the hours 12:00–18:00 overlap 09:00–12:30; hours of one day must not',
  ],
  [
    'a day that its month has not',
    { exceptions: [{ date: '2027-02-29', hours: [], name: '' }] },
    'exceptions.0.date: here should stand a date such as 2027-01-31, not "2027-02-29"',
  ],
  [
    'two exceptions on a day',
    {
      exceptions: [
        { date: '2027-02-01', hours: [], name: '' },
        { date: '2027-02-01', hours: [], name: '' },
      ],
    },
    'exceptions.1.date: the date 2027-02-01 has hours already',
  ],
  [
    'a day that no year has',
    { yearly: [{ day: '02-30', name: '' }] },
    'yearly.0.day: here should stand a day of every year such as 12-25, not "02-30"',
  ],
  [
    'a closure that ends before it begins',
    { closures: [{ from: '2027-02-02T00:00', to: '2027-02-01T00:00', name: '' }] },
    'closures.0.to: 2027-02-01T00:00 is not after 2027-02-02T00:00',
  ],
  [
    'a closure at no hour',
    { closures: [{ from: '2027-02-02T25:00', to: '2027-02-03T00:00', name: '' }] },
    'closures.0.from: here should stand a date and time such as 2027-01-31T09:30, not "2027-02-02T25:00"',
  ],
])('a calendar with %s is refused', (_, parts, said) => {
  const read = readRuleSetText(written(hoursWith(parts)));
  expect(read.ok ? [] : read.error.map((fault) => sayFault('en', { ...fault, place: null }))).toEqual([
    `branches.0.calendar.${said}`,
  ]);
});

test('hours that touch, run past midnight, and February 29th are no faults', () => {
  const touching = everyDay({ open: '09:00', close: '12:00' }, { open: '12:00', close: '02:00' });
  expect(faultsOf(written(hoursWith({ weekly: touching, yearly: [{ day: '02-29', name: 'Leap' }] })))).toEqual([]);
});

test('the expected value is told in the language that is asked for', () => {
  const read = readRuleSetText(written(rulesWith({ currency: 'usd', rules: 3 })));
  expect(read.ok ? [] : read.error.map((fault) => sayFault('es', { ...fault, place: null }))).toEqual([
    'currency: aquí debe decir tres letras mayúsculas como USD, no "usd"',
    'rules: aquí debe decir una lista entre [ ], no 3',
  ]);
});
