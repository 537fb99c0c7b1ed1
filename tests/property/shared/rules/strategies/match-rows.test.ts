// Properties of the strategies on any table: naming more never loses to naming less, unordered tables have no order,
// ordered ones have.

import fc from 'fast-check';
import { criterionFit } from '../../../../../shared/rules/match/criterion-fit.ts';
import { matchWorld } from '../../../../../shared/rules/match/match-world.ts';
import { UNKNOWN_SUBJECT, type RuleSubject } from '../../../../../shared/rules/match/rule-subject.ts';
import type { Attribute, Criteria } from '../../../../../shared/rules/model/criteria.ts';
import type { Strategy } from '../../../../../shared/rules/model/profile.ts';
import type { RuleRow } from '../../../../../shared/rules/model/rule-row.ts';
import { matchRows } from '../../../../../shared/rules/strategies/match-rows.ts';

type Gives = { a?: number; b?: number };
type Row = RuleRow<Gives>;

const SPECIFICITY: readonly Attribute[] = ['deskBranch', 'patronGroup', 'itemKind'];
const world = matchWorld({
  groups: [
    { id: 'all', parent: null },
    { id: 'x', parent: 'all' },
    { id: 'y', parent: 'all' },
  ],
  branches: [{ id: 'x', parent: null }],
});
const asked = fc.option(
  fc.oneof(
    fc.record({ in: fc.subarray(['all', 'x', 'y'], { minLength: 1 }) }),
    fc.record({ notIn: fc.subarray(['x', 'y'], { minLength: 1 }) }),
    fc.constant({ any: true as const }),
  ),
  { nil: undefined },
);
const criteria: fc.Arbitrary<Criteria> = fc
  .record({ deskBranch: asked, patronGroup: asked, itemKind: asked })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, criterion]) => criterion !== undefined)));
const gives: fc.Arbitrary<Gives> = fc.record({ a: fc.nat(), b: fc.nat() }, { requiredKeys: [] });
const rows: fc.Arbitrary<Row[]> = fc
  .array(fc.record({ criteria, gives, rank: fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 2 }) }), {
    maxLength: 8,
  })
  .map((list) =>
    list.map((row, index) => ({ ...row, id: String(index), name: `Row ${index}`, position: index, active: true })),
  );
const subject: fc.Arbitrary<RuleSubject> = fc
  .record({
    deskBranch: fc.constantFrom('x', null),
    patronGroup: fc.constantFrom('x', 'y', null),
    itemKind: fc.constantFrom('x', 'y', null),
  })
  .map((about) => ({ ...UNKNOWN_SUBJECT, ...about }));

const match = (strategy: Strategy, table: readonly Row[], about: RuleSubject) =>
  matchRows<Gives, Row>(table, criterionFit(world, about), { strategy, fields: ['a', 'b'], specificity: SPECIFICITY });

const STRATEGIES = ['per_field_specific', 'weighted_fill', 'ordered', 'table_top_down', 'table_bottom_up'] as const;

describe.each(STRATEGIES)('by %s', (strategy) => {
  test('the result does not depend on how the rows are handed over, only on their positions', () => {
    fc.assert(
      fc.property(rows, subject, fc.infiniteStream(fc.nat()), (table, about, order) => {
        const keys = new Map(table.map((row) => [row, order.next().value ?? 0]));
        const shuffled = table.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        expect(match(strategy, shuffled, about)).toEqual(match(strategy, table, about));
      }),
    );
  });

  test('every field comes from a row that matches, and every row is told of once', () => {
    fc.assert(
      fc.property(rows, subject, (table, about) => {
        const { givenBy, matching, candidates } = match(strategy, table, about);
        for (const row of givenBy.values()) expect(matching).toContain(row);
        expect(candidates.map(({ ruleId }) => ruleId).toSorted()).toEqual(table.map(({ id }) => id).toSorted());
        expect(candidates.filter(({ matched }) => matched)).toHaveLength(matching.length);
      }),
    );
  });
});

describe.each(['per_field_specific', 'weighted_fill'] as const)('by %s', (strategy) => {
  test('a row that also names what another leaves open wins over it', () => {
    fc.assert(
      fc.property(rows, subject, fc.constantFrom(...SPECIFICITY), (table, about, attribute) => {
        const value = { deskBranch: about.deskBranch, patronGroup: about.patronGroup, itemKind: about.itemKind };
        const [wide] = table.filter((row) => row.criteria[attribute] === undefined);
        const named = Object.entries(value).find(([name]) => name === attribute)?.[1] ?? null;
        fc.pre(wide !== undefined && named !== null);
        const narrow = {
          ...wide,
          id: 'narrow',
          position: 99,
          criteria: { ...wide.criteria, [attribute]: { in: [named] } },
        };
        const order = match(strategy, [...table, narrow], about).matching;
        expect(order.indexOf(narrow)).toBeLessThanOrEqual(order.indexOf(wide));
      }),
    );
  });

  test('every field comes from the first row in that order which gives it', () => {
    fc.assert(
      fc.property(rows, subject, (table, about) => {
        const { gives: given, matching } = match(strategy, table, about);
        const first = (field: 'a' | 'b') => matching.find((row) => row.gives[field] !== undefined)?.gives[field];
        expect([given.a, given.b]).toEqual([first('a'), first('b')]);
      }),
    );
  });

  test('turning the positions of a table round changes nothing but ties', () => {
    fc.assert(
      fc.property(rows, subject, (table, about) => {
        const turned = table.map((row) => ({ ...row, position: -row.position }));
        const scores = (list: readonly Row[]) =>
          match(strategy, list, about).candidates.filter(({ matched }) => matched);
        const best = ([first]: ReturnType<typeof scores>) => first?.score;
        expect(best(scores(turned))).toBe(best(scores(table)));
      }),
    );
  });
});

test('of lines with one priority the last that matches wins, so that turning them round changes the winner', () => {
  fc.assert(
    fc.property(rows, subject, (table, about) => {
      const equal = table.map((row) => ({ ...row, rank: [0, 0] }));
      const { matching, contributors } = match('ordered', equal, about);
      expect(contributors[0]?.position).toBe(matching.map(({ position }) => position).toSorted((a, b) => b - a)[0]);
      const turned = equal.map((row) => ({ ...row, position: -row.position }));
      if (matching.length > 1)
        expect(match('ordered', turned, about).contributors[0]?.id).not.toBe(contributors[0]?.id);
    }),
  );
});

test('turning the positions of an ordered table round changes the winner', () => {
  fc.assert(
    fc.property(rows, subject, (table, about) => {
      const first = match('table_top_down', table, about).contributors[0]?.id;
      const turned = table.map((row) => ({ ...row, position: -row.position }));
      expect(match('table_bottom_up', turned, about).contributors[0]?.id).toBe(first);
      const matching = match('table_top_down', table, about).matching;
      if (matching.length > 1) expect(match('table_top_down', turned, about).contributors[0]?.id).not.toBe(first);
    }),
  );
});
