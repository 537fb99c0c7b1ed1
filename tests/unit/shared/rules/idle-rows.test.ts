// Which rows of a rule set decide nothing, in each form that rules have.

import { idleRows } from '../../../../shared/rules/idle-rows.ts';
import type { LoanRule, RuleSet } from '../../../../shared/rules/model/rule-set.ts';
import { folioRules, policyRule } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules } from '../../../support/koha-rules.ts';
import { rule, ruleSet } from '../../../support/small-library.ts';
import { written } from '../../../support/written-rules.ts';

const told = (rules: RuleSet) => idleRows(rules).map(({ row, behind }) => `${row} behind ${behind}`);
const row = (
  id: string,
  position: number,
  criteria: LoanRule['criteria'],
  gives: LoanRule['gives'] = { renewals: 1 },
) => rule(id, { name: `R${id}`, position, criteria, gives });
const ALL = { patronGroup: { in: ['everybody'] } };
const STUDENTS = { patronGroup: { in: ['students'] } };
const BOOKS = { ...STUDENTS, itemKind: { in: ['book'] } };

describe('a table', () => {
  const table = (strategy: 'table_top_down' | 'table_bottom_up', rules: LoanRule[]) => written(rules, { strategy });

  test('leaves nothing to a row whose loans an earlier one takes, by groups and branches above them too', () => {
    const rows = [row('1', 1, ALL), row('2', 2, BOOKS)];
    expect(told(table('table_top_down', rows))).toEqual(['R2 behind R1']);
    expect(told(table('table_bottom_up', rows))).toEqual([]);
    expect(told(table('table_bottom_up', [row('1', 1, BOOKS), row('2', 2, ALL)]))).toEqual(['R1 behind R2']);
    const branches = [row('1', 1, { deskBranch: { in: ['all'] } }), row('2', 2, { deskBranch: { in: ['main'] } })];
    expect(told(table('table_top_down', branches))).toEqual(['R2 behind R1']);
  });

  test('leaves something to a row that asks for other loans, and to one of a form that is not compared', () => {
    expect(told(table('table_top_down', [row('1', 1, BOOKS), row('2', 2, STUDENTS)]))).toEqual([]);
    const young = { patronAge: { youngerThanDays: 100 } };
    expect(
      told(table('table_top_down', [row('1', 1, { patronAge: { youngerThanDays: 200 } }), row('2', 2, young)])),
    ).toEqual([]);
    expect(told(table('table_top_down', [row('1', 1, young), row('2', 2, young)]))).toEqual(['R2 behind R1']);
    expect(told(table('table_top_down', [{ ...row('1', 1, ALL), active: false }, row('2', 2, BOOKS)]))).toEqual([]);
  });
});

test('rows that are weighed leave nothing to one that asks and gives no more than an earlier twin', () => {
  const twins = (gives: LoanRule['gives']) => ruleSet({ rules: [row('1', 1, BOOKS), row('2', 2, BOOKS, gives)] });
  expect(told(twins({ renewals: 3 }))).toEqual(['R2 behind R1']);
  expect(told(twins({ renewals: 3, hoursMode: 'ignore' }))).toEqual([]);
  expect(told(twins({ recall: { allowed: 0 } }))).toEqual([]);
  expect(told(ruleSet({ rules: [row('1', 1, ALL), row('2', 2, BOOKS)] }))).toEqual([]);
});

test('rows of Koha with one scope leave nothing to a later one that has no other value', () => {
  const values = { issuelength: '5', fine: '1' };
  expect(told(kohaRules({ rows: [kohaRow(values), kohaRow({ issuelength: '9' })] }))).toEqual([
    '* · * · * behind * · * · *',
  ]);
  expect(told(kohaRules({ rows: [kohaRow(values), kohaRow({ issuelength: '9' }, { branch: 'main' })] }))).toEqual([]);
  expect(told(kohaRules({ rows: [kohaRow(values), kohaRow({ issuelength: '9', renewalsallowed: '1' })] }))).toEqual([]);
});

test('rules of FOLIO are told as an import tells them', () => {
  const rules = [1, 2].map((n) =>
    policyRule(n, 'never', { name: `line ${n}`, criteria: { itemKind: { in: ['book'] } } }),
  );
  expect(told(folioRules({ line: 'first-line', rules }))).toEqual(['line 2 behind line 1']);
});
