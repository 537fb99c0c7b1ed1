// Reads JSON and remembers where each value stands, so that a fault of rules in a file is shown with its line and column.

import { findNodeAtLocation, parseTree, printParseErrorCode, visit, type Node } from 'jsonc-parser';
import { isWrittenForm } from '../../core/codes/written-forms.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { faultAt, type RuleFault, type TextPlace } from '../rule-fault.ts';

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type PlacedJson = {
  readonly value: Json;
  /** The place of the value at a path; of a missing one, the place of the value around it. */
  placeOf(path: readonly PropertyKey[]): TextPlace;
};

/** Deeper than any rules go, and far from exhausting the stack. */
const MAX_DEPTH = 200;

/** Reads a text. The same key twice in one object is a fault: it is unclear which was meant. */
export function readJsonPlaces(text: string): Result<PlacedJson, RuleFault> {
  const fault = firstFault(text);
  if (fault !== null) return err(faultOf(text, fault));
  // Places are asked for only where something is wrong.
  let tree: Node | undefined;
  return ok({
    value: parseText(text),
    placeOf: (path) => placeAt(text, startOf((tree ??= parseTree(text)), path)),
  });
}

function parseText(text: string): Json {
  return JSON.parse(text) as Json;
}

/** Start of the value at a path; of a missing value, the start of the nearest one around it. */
function startOf(tree: Node | undefined, path: readonly PropertyKey[]): number {
  let node = tree;
  for (const step of path) {
    const within = node && findNodeAtLocation(node, [node.type === 'array' ? Number(step) : String(step)]);
    if (within === undefined) break;
    node = within;
  }
  return node?.offset ?? 0;
}

/** Where reading stopped, and the expected token; `key` where that key stood there before. */
type JsonFault = { readonly at: number; readonly expected: string; readonly key?: string };

/** Ends the visit at the first fault: the visitor recovers and goes on, and levels without end would exhaust the stack. */
class Stopped extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super();
    this.fault = fault;
  }
}

/** An object or an array that is open, with the keys that stood in it. */
type Level = { readonly close: '}' | ']'; readonly keys: Set<string> };

/** The first fault of a text; null for a sound one. The expected token at a fault follows from the last one read. */
function firstFault(text: string): JsonFault | null {
  const levels: Level[] = [];
  let expected = 'value';
  const stop = (fault: JsonFault): never => {
    throw new Stopped(fault);
  };
  const begin = (at: number, close: Level['close']): void => {
    if (levels.length > MAX_DEPTH) stop({ at, expected: 'depth' });
    levels.push({ close, keys: new Set() });
    expected = close === '}' ? '"' : 'value';
  };
  const afterValue = (): void => {
    const level = levels.at(-1);
    expected = level === undefined ? 'end' : `, ${level.close}`;
  };
  const end = (at: number): void => {
    // The visitor ends a level at the end of the text as well, before it reports the missing token.
    if (text.charAt(at) !== levels.at(-1)?.close) return;
    levels.pop();
    afterValue();
  };
  try {
    visit(
      text,
      {
        onObjectBegin: (at) => begin(at, '}'),
        onArrayBegin: (at) => begin(at, ']'),
        onObjectProperty: (key, at) => {
          const { keys = new Set() } = levels.at(-1) ?? {};
          if (keys.has(key)) stop({ at, expected: '"', key });
          keys.add(key);
          expected = ':';
        },
        onSeparator: (sign) => {
          expected = sign === ',' && levels.at(-1)?.close === '}' ? '"' : 'value';
        },
        onLiteralValue: (_, at) => {
          if (levels.length > MAX_DEPTH) stop({ at, expected: 'depth' });
          afterValue();
        },
        onObjectEnd: end,
        onArrayEnd: end,
        onError: (code, at, length) => {
          // A number that ends too early is wrong behind its end.
          if (printParseErrorCode(code) === 'UnexpectedEndOfNumber') stop({ at: at + length, expected: 'number' });
          stop({ at, expected });
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (error instanceof Stopped) return error.fault;
    throw error;
  }
  return null;
}

function faultOf(text: string, { at, expected, key }: JsonFault): RuleFault {
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
