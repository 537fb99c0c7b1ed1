// Ordered rules at a desk: of any table, a checkout is decided by the row that a plain reading of its ranks and lines comes to first.

import fc from 'fast-check';
import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import type { PolicyRuleSet } from '../../../../../shared/rules/model/policy-rule-set.ts';
import { NO_LEND_TERMS } from '../../../../../shared/rules/model/policy/lend.ts';
import { folioRules, loanPolicy, policyRule } from '../../../../support/folio-rules.ts';
import { checkoutFacts, item, itemFacts, patron, patronFacts } from '../../../../support/small-library.ts';

const AT = Date.UTC(2022, 5, 6, 16);
const KINDS = ['kind-book', 'kind-film'];
const GROUPS = ['group-students', 'group-staff'];

type Asked = { readonly in: readonly string[] } | { readonly notIn: readonly string[] } | { readonly any: true };
type Row = {
  readonly kind: Asked | null;
  readonly group: Asked | null;
  readonly rank: readonly number[];
  readonly line: number;
};

const askedOf = (names: readonly string[]): fc.Arbitrary<Asked | null> =>
  fc.option(
    fc.oneof(
      fc.record({ in: fc.subarray([...names], { minLength: 1 }) }),
      fc.record({ notIn: fc.subarray([...names], { minLength: 1 }) }),
      fc.constant({ any: true as const }),
    ),
  );
const someRows: fc.Arbitrary<Row[]> = fc
  .array(
    fc.record({
      kind: askedOf(KINDS),
      group: askedOf(GROUPS),
      rank: fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => rows.map((row, index) => ({ ...row, line: index + 2 })));
const someLine = fc.constantFrom('first-line' as const, 'last-line' as const);
const someLoan = fc.record({ kind: fc.constantFrom(...KINDS), group: fc.constantFrom(...GROUPS) });

const days = (line: number) => ({ n: line, unit: 'days' as const });

/** Each row gives a policy of its own, whose days are its line; line 1 is the fallback. */
function rulesOf(rows: readonly Row[], line: PolicyRuleSet['line']): PolicyRuleSet {
  const criteria = ({ kind, group }: Row) =>
    ({ ...(kind === null ? {} : { itemKind: kind }), ...(group === null ? {} : { patronGroup: group }) }) as object;
  return folioRules({
    line,
    groups: GROUPS.map((id) => ({ id, name: id })),
    rules: [
      policyRule(1, 'days-1', { rank: [-1, -1] }),
      ...rows.map((row) => policyRule(row.line, `days-${row.line}`, { rank: [...row.rank], criteria: criteria(row) })),
    ],
    loanPolicies: [1, ...rows.map((row) => row.line)].map((n) =>
      loanPolicy(`days-${n}`, { lend: { ...NO_LEND_TERMS, period: days(n) } }),
    ),
  });
}

type Loan = { readonly kind: string; readonly group: string };

/** The line of the row that decides at a desk. */
function decidedBy(rules: PolicyRuleSet, { kind, group }: Loan): string | undefined {
  const facts = checkoutFacts({
    rules,
    item: itemFacts({ item: item({ kind }) }),
    patron: patronFacts({ patron: patron({ group }) }),
  });
  const { terms, trace } = decideCheckout(facts, { card: 'P1', barcode: 'B1', overrides: [] }, AT);
  const [id] = terms?.rowIds ?? [];
  // The terms, and the first rows of "Why?", are of that row.
  expect(terms?.policy.terms?.name).toBe(`Policy days-${id?.slice('line-'.length)}`);
  expect(trace.candidates[0]?.ruleId).toBe(id);
  expect(trace.candidates.filter(({ matched, outranked }) => matched && outranked === undefined)).toHaveLength(1);
  return id;
}

const fits = (asked: Asked | null, value: string): boolean => {
  if (asked === null || 'any' in asked) return true;
  return 'in' in asked ? asked.in.includes(value) : !asked.notIn.includes(value);
};

/** A plain reading: of the rows that fit, those of the highest rank, and of these the first or the last line. */
function plainly(rows: readonly Row[], line: PolicyRuleSet['line'], { kind, group }: Loan): string {
  const fitting = rows.filter((row) => fits(row.kind, kind) && fits(row.group, group));
  const figure = ({ rank: [major = 0, minor = 0] }: Row) => major * 10 + minor;
  const highest = Math.max(...fitting.map(figure));
  const lines = fitting.filter((row) => figure(row) === highest).map((row) => row.line);
  if (lines.length === 0) return 'line-1';
  return `line-${line === 'first-line' ? Math.min(...lines) : Math.max(...lines)}`;
}

test('the highest rank decides, between equals the line, and where nothing fits the fallback', () => {
  fc.assert(
    fc.property(someRows, someLine, someLoan, (rows, line, loan) => {
      expect(decidedBy(rulesOf(rows, line), loan)).toBe(plainly(rows, line, loan));
    }),
  );
});

test('in which order the rows are handed over changes nothing', () => {
  fc.assert(
    fc.property(someRows, someLine, someLoan, fc.infiniteStream(fc.nat()), (rows, line, loan, order) => {
      const rules = rulesOf(rows, line);
      const keys = new Map(rules.rules.map((row) => [row, order.next().value ?? 0]));
      const shuffled = rules.rules.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      expect(decidedBy({ ...rules, rules: shuffled }, loan)).toBe(decidedBy(rules, loan));
    }),
  );
});

test('of two rows of one rank that both fit, the other one decides once they change places', () => {
  fc.assert(
    fc.property(someRows, someLine, someLoan, (rows, line, loan) => {
      const [near, far] = [rows.length + 2, rows.length + 3];
      const twin = { kind: null, group: null, rank: [3, 0] };
      const table = rulesOf([...rows, { ...twin, line: near }, { ...twin, line: far }], line);
      const places = new Map([
        [near, far],
        [far, near],
      ]);
      const turned = table.rules.map((row) => ({ ...row, position: places.get(row.position) ?? row.position }));
      const [before, after] = line === 'first-line' ? [near, far] : [far, near];
      expect(decidedBy(table, loan)).toBe(`line-${before}`);
      expect(decidedBy({ ...table, rules: turned }, loan)).toBe(`line-${after}`);
    }),
  );
});
