// Compares the answer of an operation with its case's expected result, key by key, each in its own way. A key that the answer lacks differs.

import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../shared/core/instant.ts';
import type { VectorTime } from './vector-time.ts';

/** Something that the engine found, as verdicts list them. */
export type FoundInCase = Readonly<Record<string, unknown>>;

/**
 * The answer of an operation, by the keys of `expect`. Moments are instants; `codes` are all reasons, `findings` all reasons with their effect
 * (compared with `includes` and `none_of_kind`), and `error` is the reason for a missing answer.
 */
export type Outcome = Readonly<Record<string, unknown>> & {
  readonly codes?: readonly string[];
  readonly findings?: readonly FoundInCase[];
  readonly error?: string;
};

/** A key whose values differ. */
export type Difference = { readonly key: string; readonly expected: unknown; readonly got: unknown };

type Compared = { readonly operation: string; readonly time: VectorTime; readonly outcome: Outcome };
/** The answer in the form of `expected`, and whether the two agree. */
type Verdict = { readonly agrees: boolean; readonly got: unknown };
type Comparison = (expected: unknown, compared: Compared) => Verdict;

/** Every difference; none = the case passed. */
export function compareOutcome(expect: Readonly<Record<string, unknown>>, compared: Compared): Difference[] {
  const differences = Object.entries(expect).flatMap(([key, expected]) => {
    const { agrees, got } = comparisonOf(key, compared.operation)(expected, compared);
    return agrees ? [] : [{ key, expected, got }];
  });
  const { error } = compared.outcome;
  if (error !== undefined && !('error' in expect)) differences.push({ key: 'error', expected: undefined, got: error });
  return differences;
}

function comparisonOf(key: string, operation: string): Comparison {
  if (FREE_WORDS.has(`${operation}.${key}`)) return freeWords(key);
  return COMPARISONS.get(key) ?? equally(key);
}

/** Texts that say in free words why something is refused: that there is one is all they can be compared by. */
const FREE_WORDS: ReadonlySet<string> = new Set(['rules_text_error.error', 'rule_value_check.why']);

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['due', moment('due')],
  ['expires', moment('expires')],
  ['latest', moment('latest')],
  ['soonest', moment('soonest')],
  ['date', localTime('date')],
  ['due_date_only', written('due', (time, at) => time.writeDate(at))],
  ['due_to_minute', written('due', (time, at) => time.writeMinute(at))],
  ['amount', decimal('amount')],
  ['outstanding', decimal('outstanding')],
  ['codes', (expected, { outcome }) => listed(expected, codesOf(outcome), (all) => all)],
  ['not_codes', (expected, { outcome }) => listed(expected, codesOf(outcome), (all) => !all)],
  ['includes', (expected, { outcome: { findings } }) => includesAll(expected, findings)],
  ['none_of_kind', (expected, { outcome: { findings } }) => noneOfKind(expected, findings)],
  ['count', counted],
  ['policy_is_not', unlike('policy')],
]);

function equally(key: string): Comparison {
  return (expected, { outcome }) => ({ agrees: isDeepStrictEqual(outcome[key], expected), got: outcome[key] });
}

/** Something that the answer must not be; it must be something. */
function unlike(key: string): Comparison {
  return (expected, { outcome }) => {
    const got = outcome[key];
    return { agrees: got !== undefined && !isDeepStrictEqual(got, expected), got };
  };
}

function freeWords(key: string): Comparison {
  return (_, { outcome }) => {
    const got = outcome[key];
    return { agrees: typeof got === 'string' && got !== '', got };
  };
}

function moment(key: string): Comparison {
  return (expected, { time, outcome }) => {
    const got = outcome[key];
    if (typeof got !== 'number') return { agrees: got !== undefined && got === expected, got };
    return { agrees: typeof expected === 'string' && time.instant(expected) === got, got: time.write(got) };
  };
}

/** A local date or time, with any offset; a date is not the midnight that begins it. */
function localTime(key: string): Comparison {
  return (expected, { time, outcome }) => {
    const got = outcome[key];
    const areTexts = typeof expected === 'string' && typeof got === 'string';
    const agrees =
      areTexts && expected.includes('T') === got.includes('T') && time.localTime(expected) === time.localTime(got);
    return { agrees, got };
  };
}

function written(key: string, write: (time: VectorTime, at: Instant) => string): Comparison {
  return (expected, { time, outcome }) => {
    const got = outcome[key];
    if (typeof got !== 'number') return { agrees: false, got };
    const text = write(time, got);
    return { agrees: text === expected, got: text };
  };
}

function decimal(key: string): Comparison {
  return (expected, { outcome }) => {
    const got = outcome[key];
    const [left, right] = [plainDecimal(expected), plainDecimal(got)];
    return { agrees: left !== null && left === right, got };
  };
}

/** A decimal without zeros that say nothing: `1.50` and `1.5` are one. Null when it is none. */
function plainDecimal(value: unknown): string | null {
  const [, sign = '', whole = '', part = ''] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(String(value)) ?? [];
  if (whole === '') return null;
  const digits = part === '' ? whole : `${whole}.${part}`;
  return digits === '0' ? digits : `${sign}${digits}`;
}

function codesOf({ codes, findings }: Outcome): readonly unknown[] | undefined {
  return codes ?? findings?.map(({ code }) => code);
}

function listed(
  expected: unknown,
  got: readonly unknown[] | undefined,
  holds: (isListed: boolean) => boolean,
): Verdict {
  const agrees =
    Array.isArray(expected) && got !== undefined && expected.every((code: unknown) => holds(got.includes(code)));
  return { agrees, got };
}

function includesAll(expected: unknown, findings: readonly FoundInCase[] | undefined): Verdict {
  const agrees =
    Array.isArray(expected) &&
    findings !== undefined &&
    expected.every((one: unknown) => findings.some((finding) => agreesOnKeys(one, finding)));
  return { agrees, got: findings };
}

function agreesOnKeys(expected: unknown, finding: FoundInCase): boolean {
  if (typeof expected !== 'object' || expected === null) return false;
  return Object.entries(expected).every(([key, value]) => isDeepStrictEqual(finding[key], value));
}

function noneOfKind(expected: unknown, findings: readonly FoundInCase[] | undefined): Verdict {
  const agrees =
    Array.isArray(expected) && findings !== undefined && !findings.some(({ effect }) => expected.includes(effect));
  return { agrees, got: findings };
}

/** How many reasons there are, save where the operation itself counts something. */
function counted(expected: unknown, { outcome }: Compared): Verdict {
  const got = 'count' in outcome ? outcome['count'] : codesOf(outcome)?.length;
  return { agrees: got === expected, got };
}
