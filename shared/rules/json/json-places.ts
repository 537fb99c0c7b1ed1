// Reads JSON and remembers where each value stands, so that what is wrong with rules in a file is told with its line and column.

import { isWrittenForm } from '../../core/codes/written-forms.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { faultAt, type RuleFault, type TextPlace } from '../rule-fault.ts';

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type PlacedJson = {
  readonly value: Json;
  /** The place of the value at a path; of one that is not there, the place of what is around it. */
  placeOf(path: readonly PropertyKey[]): TextPlace;
};

/** Deeper than any rules go, and far from what would exhaust the stack. */
const MAX_DEPTH = 200;

/** Reads a text. The same key twice in one object is a fault: which of the two was meant nobody knows. */
export function readJsonPlaces(text: string): Result<PlacedJson, RuleFault> {
  const startsIn = once(() => startsOf(text));
  const placeOf = (path: readonly PropertyKey[]) => placeAt(text, startOf(startsIn(), path));
  // Nearly every text is right, and the reader of the machine is many times as fast as one that knows where it is.
  const plain = plainly(text);
  if (plain !== undefined) return ok({ value: plain, placeOf });
  // Places are asked for only where something is wrong, and keeping them takes longer than reading: then the text is read once more.
  const reader = jsonReader(text, NO_STARTS);
  const value = reader.read();
  if (reader.fault() !== null) return err(faultOf(text, reader));
  return ok({ value: value ?? null, placeOf });
}

/** The value of a text that is right; undefined for one that may have a fault. */
function plainly(text: string): Json | undefined {
  let value: Json;
  try {
    value = parseToken(text);
  } catch {
    return undefined;
  }
  const kept = keysIn(value, 0);
  return kept !== null && kept === keysWritten(text) ? value : undefined;
}

/** How many keys a value has, with all within it; null where it is too deep. */
function keysIn(value: Json, depth: number): number | null {
  if (depth > MAX_DEPTH) return null;
  if (typeof value !== 'object' || value === null) return 0;
  const within: readonly Json[] = Array.isArray(value) ? value : Object.values<Json>(value);
  let keys = Array.isArray(value) ? 0 : within.length;
  for (const one of within) {
    const inner = keysIn(one, depth + 1);
    if (inner === null) return null;
    keys += inner;
  }
  return keys;
}

/** How many keys stand in a text that is JSON: texts before a colon. One that stands twice is kept once. */
function keysWritten(text: string): number {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/g)) if (colon !== undefined) keys += 1;
  return keys;
}

/** Starts of values, by paths written in one text. */
type Starts = ReadonlyMap<string, number>;

/** Where starts are kept; nowhere where nobody asks for them. */
type Keeping = { readonly starts: Map<string, number> | null };
const NO_STARTS: Keeping = { starts: null };

function startsOf(text: string): Starts {
  const starts = new Map<string, number>();
  jsonReader(text, { starts }).read();
  return starts;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function startOf(starts: Starts, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const start = starts.get(keyOf(path.slice(0, length)));
    if (start !== undefined) return start;
  }
  return 0;
}

function keyOf(path: readonly PropertyKey[]): string {
  return path.map((step) => JSON.stringify(String(step))).join('/');
}

function faultOf(text: string, reader: JsonReader): RuleFault {
  const { at, expected, key } = reader.fault() ?? { at: 0, expected: 'value' };
  const place = placeAt(text, at);
  if (key !== undefined) return faultAt('JSON_KEY_TWICE', place, { key });
  const sign = text.slice(at, at + 1);
  const found = /^\s*$/.test(sign) ? '⏎' : sign;
  if (isWrittenForm(expected)) return faultAt('JSON_WANTED', place, { wanted: expected, found });
  return faultAt('JSON_UNEXPECTED', place, { expected, found });
}

function placeAt(text: string, at: number): TextPlace {
  const before = text.slice(0, at).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

type JsonReader = {
  /** The value of the whole text; undefined when it is none. */
  read(): Json | undefined;
  fault(): JsonFault | null;
};

/** Where reading stopped, and what should have stood there; `key` where that key stood there before. */
type JsonFault = { readonly at: number; readonly expected: string; readonly key?: string };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// Anything but quotes, backslashes and control signs, which only stand escaped.
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const LITERALS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

function jsonReader(text: string, { starts }: Keeping): JsonReader {
  const within = starts === null ? () => '' : under;
  let fault: JsonFault | null = null;
  let at = 0;
  const space = () => {
    while (isSpace(text.charCodeAt(at))) at += 1;
  };
  const stop = (expected: string, over: Partial<JsonFault> = {}): undefined => {
    fault ??= { at, expected, ...over };
    return undefined;
  };
  const sign = (wanted: string) => {
    space();
    if (text.charAt(at) !== wanted) return false;
    at += 1;
    return true;
  };
  const string = (): Json | undefined => {
    const plain = plainStringAt(text, at);
    at += plain === null ? 0 : plain.length + 2;
    return plain ?? token(STRING);
  };
  const token = (pattern: RegExp): Json | undefined => {
    const found = tokenAt(text, at, pattern);
    at += found?.length ?? 0;
    return found === undefined ? undefined : parseToken(found);
  };
  const readValue = (path: string, depth: number): Json | undefined => {
    space();
    if (depth > MAX_DEPTH) return stop('depth');
    starts?.set(path, at);
    if (sign('{')) return readObject(path, depth);
    if (sign('[')) return readArray(path, depth);
    const scalar = string() ?? token(NUMBER);
    if (scalar !== undefined) return scalar;
    const literal = LITERALS.find(([word]) => text.startsWith(word, at));
    if (literal === undefined) return stop('value');
    at += literal[0].length;
    return literal[1];
  };
  const readArray = (path: string, depth: number): Json | undefined => {
    const items: Json[] = [];
    if (sign(']')) return items;
    while (fault === null) {
      const item = readValue(within(path, items.length), depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      if (sign(']')) return items;
      if (!sign(',')) return stop(', ]');
    }
    return undefined;
  };
  const readObject = (path: string, depth: number): Json | undefined => {
    const entries = new Map<string, Json>();
    if (sign('}')) return {};
    while (fault === null) {
      space();
      const start = at;
      const key = string();
      if (typeof key !== 'string') return stop('"');
      if (entries.has(key)) return stop('"', { at: start, key });
      if (!sign(':')) return stop(':');
      const value = readValue(within(path, key), depth + 1);
      if (value === undefined) return undefined;
      entries.set(key, value);
      if (sign('}')) return Object.fromEntries(entries);
      if (!sign(',')) return stop(', }');
    }
    return undefined;
  };
  return {
    fault: () => fault,
    read: () => {
      const value = readValue('', 0);
      space();
      if (fault === null && at < text.length) stop('end');
      return value;
    },
  };
}

function under(path: string, step: string | number): string {
  const key = JSON.stringify(String(step));
  return path === '' ? key : `${path}/${key}`;
}

/** What a sticky pattern finds at a place. */
function tokenAt(text: string, at: number, pattern: RegExp): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function parseToken(text: string): Json {
  return JSON.parse(text) as Json;
}

/** What stands between the quotes at a place, where nothing in it is escaped or must be: nearly every text, and several times as fast. */
function plainStringAt(text: string, at: number): string | null {
  if (text.charCodeAt(at) !== QUOTE) return null;
  for (let end = at + 1; end < text.length; end += 1) {
    const sign = text.charCodeAt(end);
    if (sign === QUOTE) return text.slice(at + 1, end);
    if (sign === BACKSLASH || sign < FIRST_PRINTED || isLateControl(sign)) return null;
  }
  return null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTED = 0x20;

function isLateControl(sign: number): boolean {
  return sign >= 0x7f && sign <= 0x9f;
}

/** A blank, a tab, or the end of a line. */
function isSpace(sign: number): boolean {
  return sign === 0x20 || sign === 0x09 || sign === 0x0a || sign === 0x0d;
}
