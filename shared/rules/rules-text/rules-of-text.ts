// The rules of a text as rows that are matched in order. Source: loan rules, 1.3 (order): rank by the highest letter or by the number of
// criteria, where the four letters of places count as one; then the line.

import { err, ok, type Result } from '../../core/result.ts';
import type { Attribute, Criteria, Criterion } from '../model/criteria.ts';
import type { PolicyRefField, PolicyRefs } from '../model/policy-refs.ts';
import type { OrderedRules, PolicyRule } from '../ordered-rules.ts';
import type { RuleFault } from '../rule-fault.ts';
import { parseRulesText } from './parse-rules-text.ts';
import type { CriterionLetter, Priority, RulesText, TextCriterion, TextPolicies, TextRule } from './rules-text.ts';

/** The id of a name in the text; an unknown name is its own id. */
export type IdOf = (field: Attribute | PolicyRefField, name: string) => string;

/** Reads a text to rules; a faulty one gives its faults, at least one. A text of ids needs no `idOf`. */
export function rulesOfText(text: string, idOf: IdOf = itself): Result<OrderedRules, readonly RuleFault[]> {
  const parsed = parseRulesText(text);
  if (!parsed.ok) return err(parsed.error);
  return ok({ line: parsed.value.line, rows: toRows(parsed.value, idOf) });
}

const itself: IdOf = (_, name) => name;

/** The attribute of each criterion letter. */
export const ATTRIBUTE_OF_LETTER: Readonly<Record<CriterionLetter, Attribute>> = {
  m: 'itemKind',
  t: 'loanType',
  g: 'patronGroup',
  s: 'location',
  c: 'library',
  b: 'campus',
  a: 'institution',
};

function toRows(text: RulesText, idOf: IdOf): PolicyRule[] {
  const rows = text.rules.map((rule) => toRow(rule, rankOf(text, rule), idOf));
  return [
    toRow(
      text.fallback,
      text.priorities.map(() => 0),
      idOf,
    ),
    ...rows,
  ];
}

function toRow({ line, criteria, policies }: TextRule, rank: readonly number[], idOf: IdOf): PolicyRule {
  const joined = joinCriteria(criteria, idOf);
  return {
    id: `line-${line}`,
    name: criteria.length === 0 ? 'fallback-policy' : sayCriteria(criteria),
    position: line,
    // Criteria that exclude each other match nothing.
    active: joined !== null,
    criteria: joined ?? {},
    rank,
    gives: toRefs(policies, idOf),
  };
}

function toRefs({ l, r, n, o, i }: TextPolicies, idOf: IdOf): PolicyRefs {
  return {
    loanPolicy: idOf('loanPolicy', l),
    requestPolicy: idOf('requestPolicy', r),
    noticePolicy: idOf('noticePolicy', n),
    overduePolicy: idOf('overduePolicy', o),
    lostPolicy: idOf('lostPolicy', i),
  };
}

/** The criteria as they would be written on one line. */
function sayCriteria(criteria: readonly TextCriterion[]): string {
  const say = ({ letter, asks, names }: TextCriterion) => {
    if (asks === 'any') return `${letter} all`;
    return [letter, ...names.map((name) => (asks === 'notIn' ? `!${name}` : name))].join(' ');
  };
  return criteria.map(say).join(' + ');
}

function rankOf({ priorities, letters }: RulesText, { criteria }: TextRule): number[] {
  const rank: Readonly<Record<Priority, () => number>> = {
    criterium: () => Math.max(0, ...criteria.map(({ letter }) => letters?.get(letter) ?? 0)),
    'number-of-criteria': () => new Set(criteria.map(({ letter }) => ('abcs'.includes(letter) ? 'a' : letter))).size,
  };
  return priorities.map((priority) => rank[priority]());
}

/** All criteria as one per attribute; null when two of them exclude each other. */
function joinCriteria(criteria: readonly TextCriterion[], idOf: IdOf): Criteria | null {
  const joined: Criteria = {};
  for (const { letter, asks, names } of criteria) {
    const attribute = ATTRIBUTE_OF_LETTER[letter];
    // By id, since one line may write a name and the line under it the id.
    const ids = names.map((name) => idOf(attribute, name));
    const both = joinTwo(joined[attribute], toCriterion(asks, ids));
    if (both === null) return null;
    joined[attribute] = both;
  }
  return joined;
}

function toCriterion(asks: TextCriterion['asks'], names: readonly string[]): Criterion {
  if (asks === 'any') return { any: true };
  return asks === 'in' ? { in: [...names] } : { notIn: [...names] };
}

function joinTwo(a: Criterion | undefined, b: Criterion): Criterion | null {
  if (a === undefined || 'any' in a) return b;
  if ('any' in b) return a;
  if ('notIn' in a && 'notIn' in b) return { notIn: [...new Set([...a.notIn, ...b.notIn])] };
  const both = namesInBoth(a, b);
  return both.length === 0 ? null : { in: both };
}

function namesInBoth(a: Criterion, b: Criterion): string[] {
  const [wanted, other] = 'in' in a ? [a, b] : [b, a];
  if (!('in' in wanted)) return [];
  if ('in' in other) return wanted.in.filter((name) => other.in.includes(name));
  return 'notIn' in other ? wanted.in.filter((name) => !other.notIn.includes(name)) : [];
}
