// A table of rules, one a row, in their order: the first that matches wins. Criteria are names joined by ` or `, `NOT` before them, `any`,
// or nothing; the last row is the fallback. A row that names something unknown is taken with a note: without it another row would decide.

import { join } from 'node:path';
import type { Criteria, Criterion } from '../../../shared/rules/model/criteria.ts';
import { POLICY_REF_FIELDS, type PolicyRefField, type PolicyRefs } from '../../../shared/rules/model/policy-refs.ts';
import type { OrderedRules, PolicyRule } from '../../../shared/rules/ordered-rules.ts';
import { readTable } from '../csv/read-table.ts';
import { rowReader, type RowReader } from '../csv/row-reader.ts';
import type { FolioFolder } from './folio-files.ts';
import { FOLIO_ATTRIBUTES, sayRule, type FolioAttribute, type NamesOf, type RuleNames } from './rule-names.ts';

const COLUMN_OF: Readonly<Record<FolioAttribute, string>> = {
  patronGroup: 'patron_group',
  itemKind: 'material_type',
  loanType: 'loan_type',
  institution: 'institution',
  campus: 'campus',
  library: 'library',
  location: 'location',
};
const POLICY_COLUMNS = {
  loanPolicy: 'loan_policy',
  requestPolicy: 'request_policy',
  noticePolicy: 'notice_policy',
  overduePolicy: 'overdue_policy',
  lostPolicy: 'lost_policy',
} as const satisfies Readonly<Record<PolicyRefField, string>>;
const REQUIRED = ['priority', ...Object.values(COLUMN_OF), ...Object.values(POLICY_COLUMNS)];

/** Rules with the line of their file that each stands in. */
export type ReadRules = OrderedRules & { readonly lineOf: (position: number) => number };

/** Reads the table of a file. */
export async function readRuleTable(folder: FolioFolder, file: string, names: RuleNames): Promise<ReadRules> {
  const { tally } = folder;
  tally.open('rule table');
  const rows = new Map<number, PolicyRule>();
  const lines = new Map<number, number>();
  for await (const { header, records } of readTable({ path: join(folder.path, file), required: REQUIRED })) {
    const read = rowReader(header);
    for (const record of records) {
      const { line } = record;
      if (record.fields === null) {
        tally.reject('rule table', { file, line, reason: record.problem });
        continue;
      }
      read.open(record);
      const { rule, unknown } = readRule(read, names);
      if (rows.has(rule.position)) read.problem(`the priority ${rule.position} was there before`);
      const problems = read.problems();
      if (problems.length > 0) {
        tally.reject('rule table', { file, line, reason: problems.join('; ') });
        continue;
      }
      for (const what of unknown) tally.note({ file, line, text: `there is no ${what}` });
      rows.set(rule.position, rule);
      lines.set(rule.position, line);
      tally.take('rule table');
    }
  }
  return { line: 'first-line', rows: [...rows.values()], lineOf: (position) => lines.get(position) ?? 1 };
}

function readRule(
  read: RowReader,
  names: RuleNames,
): { readonly rule: PolicyRule; readonly unknown: readonly string[] } {
  const position = read.integer('priority');
  if (position === null) read.required('priority');
  const criteria: Criteria = {};
  const unknown: string[] = [];
  for (const attribute of FOLIO_ATTRIBUTES) {
    const text = read.text(COLUMN_OF[attribute]);
    if (text === null) continue;
    const asked = readCriterion(text, names.of[attribute]);
    criteria[attribute] = asked.criterion;
    unknown.push(...asked.unknown.map((name) => `${COLUMN_OF[attribute]} "${name}"`));
  }
  const policies = readPolicies(read, names);
  const rule = {
    id: `row-${position ?? 0}`,
    name: sayRule(criteria, names) ?? 'fallback-policy',
    position: position ?? 0,
    active: true,
    criteria,
    gives: policies.refs,
  };
  return { rule, unknown: [...unknown, ...policies.unknown] };
}

function readPolicies(
  read: RowReader,
  { policies }: RuleNames,
): { readonly refs: PolicyRefs; readonly unknown: readonly string[] } {
  const refs: PolicyRefs = {};
  const unknown: string[] = [];
  for (const field of POLICY_REF_FIELDS) {
    const name = read.required(POLICY_COLUMNS[field]);
    const found = policies[field].find(name);
    if (found === null && name !== '') unknown.push(`${POLICY_COLUMNS[field]} "${name}"`);
    refs[field] = found ?? name;
  }
  return { refs, unknown };
}

/** A criterion, with names that nothing is called by left as they are. A name that holds ` or ` itself is looked up whole first. */
function readCriterion(
  text: string,
  names: NamesOf,
): { readonly criterion: Criterion; readonly unknown: readonly string[] } {
  if (text === 'any') return { criterion: { any: true }, unknown: [] };
  const isNegated = text.startsWith('NOT ');
  const list = isNegated ? text.slice('NOT '.length) : text;
  const parts = names.find(list) === null ? list.split(' or ').map((name) => name.trim()) : [list];
  const ids = parts.map((name) => names.find(name) ?? name);
  return {
    criterion: isNegated ? { notIn: ids } : { in: ids },
    unknown: parts.filter((name) => names.find(name) === null),
  };
}
