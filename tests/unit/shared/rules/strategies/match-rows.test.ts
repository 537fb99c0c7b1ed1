// The strategies side by side on one table: the winning row, the source of each field, and the trace of the rest.

import { criterionFit } from '../../../../../shared/rules/match/criterion-fit.ts';
import { matchWorld } from '../../../../../shared/rules/match/match-world.ts';
import { UNKNOWN_SUBJECT, type RuleSubject } from '../../../../../shared/rules/match/rule-subject.ts';
import { branchId } from '../../../../../shared/core/ids.ts';
import type { Criteria, Criterion } from '../../../../../shared/rules/model/criteria.ts';
import type { Strategy } from '../../../../../shared/rules/model/profile.ts';
import type { RuleRow } from '../../../../../shared/rules/model/rule-row.ts';
import type { Outranked } from '../../../../../shared/rules/trace.ts';
import { matchRows } from '../../../../../shared/rules/strategies/match-rows.ts';

type Gives = { length?: number; fine?: number };
const row = (id: string, criteria: Criteria, gives: Gives, over: Partial<RuleRow<Gives>> = {}): RuleRow<Gives> => ({
  id,
  name: id,
  position: Number(id),
  active: true,
  criteria,
  gives,
  ...over,
});

const world = matchWorld({
  groups: [
    { id: 'all', parent: null },
    { id: 'students', parent: 'all' },
  ],
  branches: [
    { id: 'city', parent: null },
    { id: 'main', parent: 'city' },
  ],
  branchGroups: [{ id: 'even', name: 'Even', branches: [branchId('main')] }],
});
const subject: RuleSubject = {
  ...UNKNOWN_SUBJECT,
  patronGroup: 'students',
  deskBranch: 'main',
  itemHome: 'main',
  itemKind: 'book',
};

const match = (strategy: Strategy, rows: readonly RuleRow<Gives>[], about: Partial<RuleSubject> = {}) =>
  matchRows<Gives, RuleRow<Gives>>(rows, criterionFit(world, { ...subject, ...about }), {
    strategy,
    fields: ['length', 'fine'],
    specificity: ['deskBranch', 'patronGroup', 'itemKind'],
    line: 'last-line',
  });

describe('one table by each strategy', () => {
  const rows = [
    row('1', {}, { length: 1, fine: 1 }),
    row('2', { patronGroup: { in: ['students'] }, itemKind: { in: ['book'] } }, { length: 2 }),
    row('3', { deskBranch: { in: ['main'] } }, { fine: 3 }),
    row('4', { itemKind: { in: ['dvd'] } }, { length: 4, fine: 4 }),
  ];

  test.each([
    ['per_field_specific', { length: 2, fine: 3 }, ['3', '2']],
    ['weighted_fill', { length: 2, fine: 3 }, ['2', '3']],
    ['ordered', { fine: 3 }, ['3']],
    ['table_top_down', { length: 1, fine: 1 }, ['1']],
    ['table_bottom_up', { fine: 3 }, ['3']],
  ] as const)('%s', (strategy, gives, contributors) => {
    const matched = match(strategy, rows);
    expect(matched.gives).toEqual(gives);
    expect(matched.contributors.map(({ id }) => id)).toEqual(contributors);
    expect(matched.candidates).toHaveLength(4);
    expect(matched.candidates.find(({ ruleId }) => ruleId === '4')).toMatchObject({
      matched: false,
      failedOn: 'itemKind',
    });
  });

  test.each<[Strategy, readonly [string, Partial<Outranked>][]]>([
    ['per_field_specific', [['1', { by: '3', on: 'specificity', ahead: ['deskBranch'] }]]],
    ['weighted_fill', [['1', { by: '2', on: 'weight', ahead: ['patronGroup', 'itemKind'] }]]],
    [
      'ordered',
      [
        ['2', { by: '3', on: 'line', ahead: [], figures: ['3', '2'] }],
        ['1', { by: '3', on: 'line', ahead: [], figures: ['3', '1'] }],
      ],
    ],
    [
      'table_top_down',
      [
        ['2', { by: '1', on: 'position', figures: ['1', '2'] }],
        ['3', { by: '1', on: 'position', figures: ['1', '3'] }],
      ],
    ],
  ])('%s says of each row that matches and does not decide which one went before it and on what', (strategy, said) => {
    const outranked = match(strategy, rows).candidates.flatMap(({ ruleId, outranked: by }) =>
      by === undefined ? [] : [[ruleId, by]],
    );
    expect(outranked).toMatchObject(said);
  });

  test('a row of lower rank says both ranks, and what only the other one asks', () => {
    const ranked = [
      row('1', { loanType: { in: ['day'] } }, { length: 1 }, { rank: [7, 1] }),
      row('2', {}, { length: 2 }, { rank: [0, 0] }),
    ];
    expect(match('ordered', ranked, { loanType: 'day' }).candidates[1]?.outranked).toEqual({
      by: '1',
      name: '1',
      on: 'priority',
      ahead: ['loanType'],
      figures: ['7.1', '0.0'],
    });
  });

  test('between equals the place says why, and in one place the id', () => {
    const twin = (id: string, position: number) => row(id, {}, { length: 1 }, { position });
    const behind = (...rows: RuleRow<Gives>[]) => match('weighted_fill', rows).candidates[1]?.outranked;
    expect(behind(twin('a', 2), twin('b', 1))).toMatchObject({ by: 'b', on: 'position', figures: ['1', '2'] });
    expect(behind(twin('b', 1), twin('a', 1))).toMatchObject({ by: 'a', on: 'id', figures: ['a', 'b'] });
  });

  test('a row that fails says every criterion that did not match', () => {
    const asks: Criteria = { itemKind: { in: ['dvd'] }, patronGroup: { in: ['staff'] }, deskBranch: { in: ['main'] } };
    const [failed] = match('weighted_fill', [row('1', asks, { length: 1 })]).candidates;
    expect(failed).toMatchObject({
      failedOn: 'patronGroup',
      lost: [
        { on: 'patronGroup', asked: { in: ['staff'] } },
        { on: 'itemKind', asked: { in: ['dvd'] } },
      ],
    });
  });

  test('ordered takes rank before line', () => {
    const ranked = [row('1', {}, { length: 1 }, { rank: [1, 0] }), row('2', {}, { length: 2 }, { rank: [0, 9] })];
    expect(match('ordered', ranked).gives).toEqual({ length: 1 });
  });

  test('a row that is not active is not tried', () => {
    expect(match('table_bottom_up', [...rows, row('9', {}, { length: 9 }, { active: false })]).candidates).toHaveLength(
      4,
    );
  });
});

describe('a criterion', () => {
  const asks = (criteria: Criteria, about: Partial<RuleSubject> = {}) =>
    match('ordered', [row('1', criteria, { length: 1 })], about).contributors.length === 1;

  test.each<[Criterion, string | null, boolean]>([
    [{ in: ['book', 'map'] }, 'book', true],
    [{ in: ['map'] }, 'book', false],
    [{ notIn: ['map'] }, 'book', true],
    [{ notIn: ['book'] }, 'book', false],
    [{ notIn: ['book'] }, null, true],
    [{ any: true }, 'book', true],
    [{ any: true }, null, true],
    [{ like: ['b??k'] }, 'book', true],
    [{ like: ['b?k'] }, 'book', false],
    [{ like: ['*oo*'] }, 'book', true],
    [{ like: ['?*?*?*?*?'] }, 'book', false],
    [{ like: ['b*'] }, null, false],
    [{ is: true }, 'book', false],
  ])('%j on the kind %j: %j', (criterion, itemKind, matches) => {
    expect(asks({ itemKind: criterion }, { itemKind })).toBe(matches);
  });

  test.each<[Criterion, boolean]>([
    [{ in: ['even'] }, true],
    [{ in: ['odd'] }, false],
    [{ notIn: ['even'] }, false],
    [{ notIn: ['odd'] }, true],
  ])('%j on the library groups of the item: %j', (criterion, matches) => {
    expect(asks({ itemHomeGroup: criterion })).toBe(matches);
    expect(asks({ itemHomeGroup: criterion }, { itemHome: null })).toBe(false);
  });

  test.each<[Criterion, number, boolean]>([
    [{ olderThanDays: 10 }, 10, false],
    [{ olderThanDays: 10 }, 11, true],
    [{ youngerThanDays: 10 }, 10, false],
    [{ olderThanDays: 10, youngerThanDays: 20, inclusive: true }, 10, true],
    [{ olderThanDays: 10, youngerThanDays: 20, inclusive: true }, 20, true],
  ])('%j on the age %d: %j', (criterion, patronAge, matches) => {
    expect(asks({ patronAge: criterion }, { patronAge })).toBe(matches);
    expect(asks({ patronAge: criterion }, { patronAge: null })).toBe(false);
  });

  test.each<[Criterion, string | null, boolean]>([
    [{ from: '2026-09-01', to: '2026-12-15' }, '2026-09-01', true],
    [{ from: '2026-09-01', to: '2026-12-15' }, '2026-12-15', true],
    [{ from: '2026-09-01', to: '2026-12-15' }, '2026-12-16', false],
    [{ from: '2026-09-01' }, '2030-01-01', true],
    [{ to: '2026-12-15' }, null, false],
  ])('%j on loans of %j: %j', (criterion, startDate, matches) => {
    expect(asks({ startDate: criterion }, { startDate })).toBe(matches);
  });

  test('of a library group weighs next to nothing beside one of a library', () => {
    const byGroup = row('1', { itemHomeGroup: { in: ['even'] }, itemKind: { in: ['book'] } }, { length: 1 });
    const byPlace = row('2', { itemHome: { in: ['city'] } }, { length: 2 });
    expect(match('weighted_fill', [byGroup, byPlace]).contributors.map(({ id }) => id)).toEqual(['2']);
  });
});
