// Puts one case to the call-number rules. Where sources dispute, the rules follow one reading; a case passes when it is one of those named.

import { assertNever } from '../../../shared/core/assert.ts';
import {
  isCallNumber,
  parseCallNumber,
  SCHEMES,
  shelfKey,
  volumeKey,
  type Scheme,
} from '../../../shared/callnumbers/call-number.ts';
import { misplacedIn } from '../../../shared/callnumbers/shelf-order.ts';
import { CASE_KINDS, CaseForm, NamedForm, type CallNumberCase, type Reading } from './case-form.ts';

export type CaseOutcome =
  | { readonly id: string; readonly outcome: 'passed'; readonly chosen: string | null }
  | { readonly id: string; readonly outcome: 'failed'; readonly differs: string }
  | { readonly id: string; readonly outcome: 'skipped'; readonly reason: string };

/** Difference from the expected result; null = none. Text that cannot be put to the rules is a skip. */
type Verdict = { readonly differs: string | null; readonly unknown?: string };

/** Runs a case as read from the file; `place` names it when it has no id. */
export function runCase(written: unknown, place: number): CaseOutcome {
  const named = NamedForm.safeParse(written);
  const id = named.data?.id ?? `case ${place + 1}`;
  const kind = named.data?.kind;
  if (kind !== undefined && !CASE_KINDS.has(kind)) return { id, outcome: 'skipped', reason: `no rule is for ${kind}` };
  const form = CaseForm.safeParse(written);
  if (!form.success) return { id, outcome: 'failed', differs: `it is no case: ${form.error.issues[0]?.message ?? ''}` };
  const one = form.data;
  const scheme = SCHEMES.find((known) => known === one.scheme);
  if (scheme === undefined) return { id, outcome: 'skipped', reason: `no scheme is named ${one.scheme}` };
  const verdict = judge(one, scheme);
  if (verdict.unknown !== undefined) return { id, outcome: 'skipped', reason: verdict.unknown };
  if (one.disputed !== true || one.readings === undefined) {
    return verdict.differs === null
      ? { id, outcome: 'passed', chosen: null }
      : { id, outcome: 'failed', differs: verdict.differs };
  }
  const chosen =
    verdict.differs === null
      ? (one.readings.find((reading) => holds(reading, one, scheme)) ?? one.readings[0])
      : chosenIn(one, scheme);
  if (chosen === undefined) return { id, outcome: 'failed', differs: verdict.differs ?? 'no reading is named' };
  return { id, outcome: 'passed', chosen: sayReading(chosen) };
}

function judge(one: CallNumberCase, scheme: Scheme): Verdict {
  const key = keyOf(one, scheme);
  switch (one.kind) {
    case 'list':
      return judgeList(one.list, one.strict, key);
    case 'pair':
      return { differs: key(one.a) < key(one.b) ? null : sayOrder(one.a, one.b, key) };
    case 'equal':
      return { differs: key(one.a) === key(one.b) ? null : `one place expected for ${one.a} and ${one.b}, two came` };
    case 'different':
      return { differs: key(one.a) === key(one.b) ? `two places expected for ${one.a} and ${one.b}, one came` : null };
    case 'parse':
      return judgeParse(one.input, one.expect, scheme);
    case 'valid': {
      const valid = isCallNumber(scheme, one.input);
      return {
        differs:
          valid === one.expect.valid ? null : `valid ${one.expect.valid} expected for ${one.input}, ${valid} came`,
      };
    }
    case 'shelf': {
      const moved = misplacedIn(one.scanned, scheme).map((place) => one.scanned[place]);
      const isOne = [one.misplaced, ...(one.alternatives ?? [])].some((books) => sameTexts(books, moved));
      return { differs: isOne ? null : `misplaced expected ${one.misplaced.join(' | ')}, came ${moved.join(' | ')}` };
    }
    default:
      return assertNever(one);
  }
}

/** A volume part by itself has an order of its own. */
function keyOf({ sub }: CallNumberCase, scheme: Scheme): (text: string) => string {
  return (text) => (sub === 'enumeration' ? volumeKey(text) : shelfKey(scheme, text));
}

function judgeList(list: readonly string[], isStrict: boolean, key: (text: string) => string): Verdict {
  for (const [index, text] of list.entries()) {
    const next = list[index + 1];
    if (next === undefined) break;
    const isRight = isStrict ? key(text) < key(next) : key(text) <= key(next);
    if (!isRight) return { differs: sayOrder(text, next, key) };
  }
  return { differs: null };
}

function sayOrder(a: string, b: string, key: (text: string) => string): string {
  return `${a} before ${b} expected, ${key(a) === key(b) ? 'one place' : 'the other order'} came`;
}

/** How fields of a case are named in the parts; those absent here have the same name. */
function fieldOf(field: string, expected: unknown, scheme: Scheme, input: string): unknown {
  const { lines, ...parts } = parseCallNumber(scheme, input);
  if (field === 'parts') return lines;
  if (field === 'firstCutters') return parts.cutters.slice(0, Array.isArray(expected) ? expected.length : undefined);
  if (field === 'secondCutter') return parts.cutters[1] ?? null;
  return Object.entries(parts).find(([name]) => name === field)?.[1];
}

function judgeParse(input: string, expect: Readonly<Record<string, unknown>>, scheme: Scheme): Verdict {
  for (const [field, expected] of Object.entries(expect)) {
    const came = fieldOf(field, expected, scheme, input);
    if (came === undefined) return { differs: field, unknown: `no part is named ${field}` };
    if (JSON.stringify(came).toUpperCase() !== JSON.stringify(expected).toUpperCase()) {
      return { differs: `${field} ${JSON.stringify(expected)} expected of ${input}, ${JSON.stringify(came)} came` };
    }
  }
  return { differs: null };
}

function sameTexts(a: readonly string[], b: readonly (string | undefined)[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function chosenIn(one: CallNumberCase, scheme: Scheme): Reading | undefined {
  return one.readings?.find((reading) => holds(reading, one, scheme));
}

/** Whether the rules give this reading of the case. */
function holds(reading: Reading, one: CallNumberCase, scheme: Scheme): boolean {
  const { order, valid, parse } = reading;
  const key = keyOf(one, scheme);
  if (valid !== undefined) return one.kind === 'valid' && isCallNumber(scheme, one.input) === valid;
  if (typeof order === 'object') return judgeList(order, true, key).differs === null;
  if ((order === 'equal' || order === 'different') && 'a' in one && 'b' in one) {
    return (key(one.a) === key(one.b)) === (order === 'equal');
  }
  // In words, the one reading that can be held against a case is that every part of letter and digits is a cutter.
  const words = order ?? (typeof parse === 'string' ? parse : '');
  if (/^(?:each|every) letter\+digits part is a cutter/.test(words)) {
    const texts = one.kind === 'list' ? one.list : one.kind === 'parse' ? [one.input] : [];
    return texts.length > 0 && texts.every((text) => hasAllCutters(text, scheme));
  }
  return one.kind === 'parse' && hasParts(reading, one.input, scheme);
}

/** Whether the parts that a reading names are those that came. */
function hasParts(
  { by: _, order: _order, valid: _valid, parse, expect, ...fields }: Reading,
  input: string,
  scheme: Scheme,
) {
  const named = { ...fields, ...(typeof parse === 'object' ? parse : {}), ...expect };
  return Object.keys(named).length > 0 && judgeParse(input, named, scheme).differs === null;
}

function hasAllCutters(text: string, scheme: Scheme): boolean {
  const [, ...parts] = text.match(/(?<![A-Za-z])[A-Z]+\d+/g) ?? [];
  const { cutters } = parseCallNumber(scheme, text);
  return parts.every((part) => cutters.includes(part));
}

function sayReading({ by, order, valid, parse, expect, ...fields }: Reading): string {
  const parts = [parse, expect, Object.keys(fields).length > 0 ? fields : undefined].find((one) => one !== undefined);
  const inWords = typeof parts === 'string' ? parts : JSON.stringify(parts ?? null);
  const reading =
    (typeof order === 'object' ? order.join(' before ') : order) ?? (valid === undefined ? inWords : `valid ${valid}`);
  return by === undefined ? reading : `${reading} (${by})`;
}
