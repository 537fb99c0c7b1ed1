// Two rule sets part by part: which rows are only in one of them, and which say something else, in which fields.

import { canonicalJson, type Json } from '../core/canonical-json.ts';
import type { PolicyRuleSet } from './model/policy-rule-set.ts';
import type { RuleSet } from './model/rule-set.ts';

/** The difference of one part of two rule sets: `rules`, `branches`, `currency`. A part that is one value counts as one row. */
export type PartDifference = {
  readonly part: string;
  /** Names of the rows that only the second has. */
  readonly added: readonly string[];
  /** Names of the rows that only the first has. */
  readonly removed: readonly string[];
  /** Rows that both have, with other contents. */
  readonly changed: readonly ChangedRow[];
};

/** A row with other contents. `fields`: their paths, `values.fine`; none where the row is one value. */
export type ChangedRow = { readonly name: string; readonly fields: readonly string[] };

/** Parts that differ, by name. Versions are names of sets and no part of them. */
export function compareRules(before: RuleSet, after: RuleSet): readonly PartDifference[] {
  const [old, fresh] = [partsOf(before), partsOf(after)];
  const whole = { added: [], removed: [], changed: [{ name: '', fields: [] }] };
  const order = { part: 'order of the rules', ...whole };
  const parts = [...new Set([...old.keys(), ...fresh.keys()])].toSorted(byName).flatMap((part) => {
    const [was, is] = [rowsOf(old.get(part)), rowsOf(fresh.get(part))];
    // A part without rows need not mean what no such part means: without rules of holds, those of loans decide.
    const isOdd = was.size === 0 && is.size === 0 && old.has(part) !== fresh.has(part);
    const difference = isOdd ? whole : comparePart(was, is);
    return Object.values(difference).every(({ length }) => length === 0) ? [] : [{ part, ...difference }];
  });
  return isOrderChanged(before, after) ? [...parts, order] : parts;
}

const byName = (a: string, b: string): number => (a < b ? -1 : 1);

function partsOf(rules: RuleSet): ReadonlyMap<string, Json> {
  const { version: _, ...parts } = rules;
  const all: Readonly<Record<string, Json | undefined>> =
    rules.profile === 'folio' ? { ...parts, rules: rulesOfText(rules) } : parts;
  return new Map(Object.entries(all).flatMap(([part, value]) => (value === undefined ? [] : [[part, value] as const])));
}

/** Rules of a text are named by their lines, which move with each line that is written above them: here they are named by what they ask for. */
function rulesOfText({ rules }: PolicyRuleSet): Json {
  return rules.map(({ id: _id, name: _name, position: _position, ...rule }) => ({ ...rule, id: askedBy(rule) }));
}

const askedBy = ({ criteria }: Pick<PolicyRuleSet['rules'][number], 'criteria'>): string => canonicalJson(criteria);

/** Whether rules that both texts have stand in another order. */
function isOrderChanged(before: RuleSet, after: RuleSet): boolean {
  if (before.profile !== 'folio' || after.profile !== 'folio') return false;
  const [old, fresh] = [before.rules.map(askedBy), after.rules.map(askedBy)];
  const both = new Set(old).intersection(new Set(fresh));
  return canonicalJson(old.filter((one) => both.has(one))) !== canonicalJson(fresh.filter((one) => both.has(one)));
}

type Rows = ReadonlyMap<string, Json>;

function comparePart(old: Rows, fresh: Rows): Omit<PartDifference, 'part'> {
  const changed = [...fresh].flatMap(([name, is]): ChangedRow[] => {
    const was = old.get(name);
    return was === undefined || isSame(was, is) ? [] : [{ name, fields: fieldsBetween(was, is) }];
  });
  return {
    added: [...fresh.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !fresh.has(name)),
    changed,
  };
}

const isSame = (was: Json | undefined, is: Json | undefined): boolean =>
  canonicalJson(was ?? null) === canonicalJson(is ?? null);

/** Paths of the fields that differ between two values of a row; none where one of them has no fields. */
function fieldsBetween(was: Json | undefined, is: Json | undefined): readonly string[] {
  if (was === undefined || is === undefined || !isFields(was) || !isFields(is)) return [];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted(byName).flatMap((key) => {
    if (isSame(was[key], is[key])) return [];
    const inner = fieldsBetween(was[key], is[key]);
    return inner.length === 0 ? [key] : inner.map((path) => `${key}.${path}`);
  });
}

/** Rows by what names them: a row of a list by its id, or by the scope that it is for, or else by its contents; a field by its name. */
function rowsOf(value: Json | undefined): Rows {
  if (value === undefined) return new Map();
  if (isList(value)) {
    const times = new Map<string, number>();
    return new Map(
      value.map((row) => {
        const name = nameOf(row);
        const before = times.get(name) ?? 0;
        times.set(name, before + 1);
        return [before === 0 ? name : `${name} (${before + 1})`, row];
      }),
    );
  }
  if (!isFields(value)) return new Map([['', value]]);
  return new Map(Object.entries(value).map(([name, field]) => [name, field ?? null]));
}

/** Fields that say what a row without an id is for. */
const SCOPE = ['branch', 'patron_category', 'item_type', 'group', 'counts'];

function nameOf(row: Json): string {
  if (!isFields(row)) return canonicalJson(row);
  if (typeof row['id'] === 'string') return row['id'];
  const scope = SCOPE.filter((name) => Object.hasOwn(row, name));
  if (scope.length === 0) return canonicalJson(row);
  return scope.map((name) => `${name} ${scopeText(row[name] ?? null)}`).join(', ');
}

/** `*`: any. */
const scopeText = (value: Json): string =>
  value === null ? '*' : typeof value === 'string' ? value : canonicalJson(value);

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isFields(value: Json): value is Readonly<Record<string, Json | undefined>> {
  return typeof value === 'object' && value !== null && !isList(value);
}
