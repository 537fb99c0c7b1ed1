// Parses a rules text by its grammar. The first syntax fault stops the reading; faults of meaning in sound syntax (a kind of policy
// missing, a letter twice) are collected, so that all of them can be mended at once. Source: loan rules, 1.3 (rules text).

import { err, ok, type Result } from '../../core/result.ts';
import { faultAt, type RuleFault, type TextPlace } from '../rule-fault.ts';
import type { LineOrder } from '../strategies/ordered.ts';
import { lexRulesText, type Token } from './lex-rules-text.ts';
import { readCriteria } from './read-criteria.ts';
import {
  CRITERION_LETTERS,
  POLICY_LETTERS,
  type CriterionLetter,
  type PolicyLetter,
  type Priority,
  type RulesText,
  type TextCriterion,
  type TextPolicies,
  type TextRule,
} from './rules-text.ts';
import { ReadingStopped, tokenReader, type TokenReader } from './token-reader.ts';

/** Reads a text; the faults are in the order of the text, and at least one. */
export function parseRulesText(text: string): Result<RulesText, readonly RuleFault[]> {
  const tokens = lexRulesText(text);
  const end = tokens.at(-1) ?? { kind: 'end', text: '', line: 1, column: 1 };
  const parsing: Parsing = { read: tokenReader(tokens, end), faults: [] };
  try {
    const rules = parseText(parsing);
    return parsing.faults.length === 0 && rules !== null ? ok(rules) : err(parsing.faults);
  } catch (error) {
    if (error instanceof ReadingStopped) return err([error.fault]);
    throw error;
  }
}

type Parsing = { readonly read: TokenReader; readonly faults: RuleFault[] };
type Order = Pick<RulesText, 'priorities' | 'line' | 'letters'>;

function parseText(parsing: Parsing): RulesText | null {
  const { read } = parsing;
  while (read.is('newline')) read.take();
  read.expect('word', 'priority', 'TEXT_NO_PRIORITY');
  read.expect('sign', ':', 'TEXT_COLON');
  if (read.is('word', 'first-line')) {
    read.take();
    const rules = parseStatements(parsing, [], isFallback);
    const fallback = parseFallback(parsing);
    if (!read.is('end')) read.stop('TEXT_FALLBACK_NOT_LAST');
    return fallback === null ? null : { priorities: [], line: 'first-line', letters: null, rules, fallback };
  }
  const order = parseOrder(parsing);
  while (read.is('newline')) read.take();
  const fallback = parseFallback(parsing);
  const rules = parseStatements(parsing, [], (reader) => reader.is('end'));
  return fallback === null ? null : { ...order, rules, fallback };
}

function isFallback(read: TokenReader): boolean {
  return read.is('word', 'fallback-policy') || read.is('end');
}

function parseOrder(parsing: Parsing): Order {
  const { read, faults } = parsing;
  if (read.is('word', 'last-line')) {
    read.take();
    return { priorities: [], line: 'last-line', letters: null };
  }
  if (read.is('letter')) {
    const letters = parseLetters(parsing);
    return { priorities: ['criterium', 'number-of-criteria'], line: 'last-line', letters };
  }
  const first = parsePriority(parsing);
  read.expect('sign', ',', 'TEXT_COMMA');
  if (isLineOrder(read)) return { priorities: [first.priority], line: parseLine(read), letters: first.letters };
  const place = read.peek();
  const second = parsePriority(parsing);
  read.expect('sign', ',', 'TEXT_COMMA');
  const line = parseLine(read);
  if (first.priority === second.priority) faults.push(faultAt('TEXT_PRIORITY_TWICE', place));
  return { priorities: [first.priority, second.priority], line, letters: first.letters ?? second.letters };
}

function parsePriority(parsing: Parsing): { readonly priority: Priority; readonly letters: Order['letters'] } {
  const { read } = parsing;
  if (read.is('word', 'number-of-criteria')) {
    read.take();
    return { priority: 'number-of-criteria', letters: null };
  }
  read.expect('word', 'criterium', 'TEXT_PRIORITY_KIND');
  read.expect('sign', '(', 'TEXT_BRACKET');
  const letters = parseLetters(parsing);
  read.expect('sign', ')', 'TEXT_BRACKET');
  return { priority: 'criterium', letters };
}

function isLineOrder(read: TokenReader): boolean {
  return read.is('word', 'first-line') || read.is('word', 'last-line');
}

function parseLine(read: TokenReader): LineOrder {
  if (!isLineOrder(read)) read.stop('TEXT_LINE_ORDER');
  return read.take().text === 'first-line' ? 'first-line' : 'last-line';
}

/** Seven letters, with or without commas between them. */
function parseLetters({ read, faults }: Parsing): ReadonlyMap<CriterionLetter, number> {
  const tokens: Token[] = [read.expect('letter', null, 'TEXT_LETTER')];
  while (read.is('letter') || read.is('sign', ',')) {
    if (read.is('sign', ',')) read.take();
    tokens.push(read.expect('letter', null, 'TEXT_LETTER'));
  }
  const [first] = tokens;
  if (tokens.length !== CRITERION_LETTERS.length && first !== undefined) {
    faults.push(faultAt('TEXT_LETTERS', first, { count: tokens.length }));
  }
  const worth = new Map<CriterionLetter, number>();
  for (const [place, token] of tokens.entries()) {
    const letter = parseLetter(token);
    if (worth.has(letter)) faults.push(faultAt('TEXT_LETTER_TWICE', token, { letter }));
    else worth.set(letter, CRITERION_LETTERS.length - place);
  }
  return worth;
}

function parseLetter({ text }: Token): CriterionLetter {
  return text as CriterionLetter;
}

function parseFallback(parsing: Parsing): TextRule | null {
  const { read } = parsing;
  const start = read.expect('word', 'fallback-policy', 'TEXT_FALLBACK');
  if (read.is('newline')) {
    read.take();
    read.stop('TEXT_NO_POLICIES');
  }
  if (!read.is('sign', ':')) read.stop('TEXT_COLON');
  const { line, policies } = parsePolicies(parsing, start);
  read.expect('newline', null, 'TEXT_POLICY_END');
  return policies === null ? null : { line, criteria: [], policies };
}

/** Rules up to the token where `isEnd` holds; those that are indented under one inherit its criteria. */
function parseStatements(
  parsing: Parsing,
  above: readonly TextCriterion[],
  isEnd: (read: TokenReader) => boolean,
): TextRule[] {
  const { read } = parsing;
  const rules: TextRule[] = [];
  while (!isEnd(read)) {
    if (read.is('newline')) read.take();
    else rules.push(...parseStatement(parsing, above));
  }
  return rules;
}

function parseStatement(parsing: Parsing, above: readonly TextCriterion[]): TextRule[] {
  const { read, faults } = parsing;
  const start = read.peek();
  if (start.kind !== 'letter') read.stop('TEXT_RULE');
  const criteria = [...above, ...readCriteria(read)];
  const given = read.is('sign', ':') ? parsePolicies(parsing, null) : null;
  read.expect('newline', null, given === null ? 'TEXT_CRITERION_END' : 'TEXT_POLICY_END');
  const policies = given?.policies ?? null;
  const own = given === null || policies === null ? [] : [{ line: given.line, criteria, policies }];
  if (!read.is('indent')) {
    if (given === null) faults.push(faultAt('TEXT_NO_POLICIES', start));
    return own;
  }
  read.take();
  const inner = parseStatements(parsing, criteria, (reader) => reader.is('dedent'));
  read.take();
  return [...own, ...inner];
}

/** The policies after a colon; null when a kind is missing or stands twice. `fallback` is where the fallback begins, if it is one. */
function parsePolicies(
  { read, faults }: Parsing,
  fallback: TextPlace | null,
): { readonly line: number; readonly policies: TextPolicies | null } {
  const colon = read.take();
  if (!read.is('kind')) read.stop('TEXT_NO_POLICIES_AFTER_COLON');
  const named = new Map<PolicyLetter, string[]>();
  while (read.is('kind')) {
    const kind = parsePolicyLetter(read.take());
    if (!read.is('name')) read.stop('TEXT_NAME', { after: kind });
    named.set(kind, [...(named.get(kind) ?? []), read.take().text]);
  }
  const place = fallback ?? colon;
  let isWhole = true;
  for (const kind of POLICY_LETTERS) {
    const count = named.get(kind)?.length ?? 0;
    if (count === 1) continue;
    isWhole = false;
    faults.push(faultAt(count === 0 ? 'TEXT_KIND_MISSING' : 'TEXT_KIND_TWICE', place, { kind }));
  }
  const nameOf = (kind: PolicyLetter) => named.get(kind)?.[0] ?? '';
  const policies = { l: nameOf('l'), r: nameOf('r'), n: nameOf('n'), o: nameOf('o'), i: nameOf('i') };
  return { line: colon.line, policies: isWhole ? policies : null };
}

function parsePolicyLetter({ text }: Token): PolicyLetter {
  return text as PolicyLetter;
}
