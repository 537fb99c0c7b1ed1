// Faults in the form of rules that a person wrote, each with the expected form at its place, in words of any language.

import type { z } from 'zod';
import { isWrittenForm, type WrittenForm } from '../core/codes/written-forms.ts';
import type { Json } from './json/json-places.ts';
import { fieldFault, type RuleFault } from './rule-fault.ts';

type Issue = z.core.$ZodIssue;
type Place = { readonly path: string; readonly found: Json | undefined };

/** The faults of a value that is not of its form; `value` is the JSON that was read. */
export function formFaults({ issues }: z.ZodError, value: Json): RuleFault[] {
  return issues.flatMap((issue) => faultsOf(issue, value));
}

function faultsOf(issue: Issue, value: Json): RuleFault[] {
  const place = { path: issue.path.map(String).join('.'), found: valueAt(value, issue.path) };
  switch (issue.code) {
    case 'invalid_type':
      return [wanted(place, KINDS.get(issue.expected) ?? 'other')];
    case 'custom':
      return [wanted(place, formOf(issue.params?.['wanted']))];
    case 'invalid_value':
      return [oneOf(place, issue.values)];
    case 'unrecognized_keys':
      return issue.keys.map((key) => fieldFault('FIELD_UNKNOWN', under(place.path, key), { field: key }));
    case 'too_small':
      return [fieldFault('FORM_LEAST', place.path, { least: Number(issue.minimum) })];
    case 'too_big':
      return [fieldFault('FORM_MOST', place.path, { most: Number(issue.maximum) })];
    case 'invalid_union':
      return unionFaults(issue, place, value);
    default:
      return [wanted(place, 'other')];
  }
}

const KINDS: ReadonlyMap<string, WrittenForm> = new Map<string, WrittenForm>([
  ['string', 'text'],
  ['number', 'number'],
  ['int', 'int'],
  ['boolean', 'boolean'],
  ['array', 'array'],
  ['object', 'object'],
  ['record', 'object'],
  ['null', 'null'],
]);

function formOf(named: unknown): WrittenForm {
  return isWrittenForm(named) ? named : 'other';
}

function wanted({ path, found }: Place, form: WrittenForm): RuleFault {
  if (found === undefined) return fieldFault('FORM_MISSING', path, { wanted: form });
  return fieldFault('FORM_WANTED', path, { wanted: form, found: said(found) });
}

function oneOf({ path, found }: Place, values: readonly unknown[]): RuleFault {
  const known = values.map(String).join(', ');
  if (found === undefined) return fieldFault('FORM_MISSING', path, { wanted: known });
  return fieldFault('FORM_ONE_OF', path, { values: known, found: said(found) });
}

/** Of the forms that something may have, the one that it comes nearest to is the one that was meant. */
function unionFaults(issue: Issue & { readonly code: 'invalid_union' }, place: Place, value: Json): RuleFault[] {
  if ('options' in issue && Array.isArray(issue.options)) return [oneOf(place, issue.options)];
  if (issue.path.at(-2) === 'criteria') return [wanted(place, 'criterion')];
  const values = issue.errors.map(plainValues);
  const areAllPlain = values.every((some) => some !== null);
  if (areAllPlain && values.length > 1)
    return [
      oneOf(
        place,
        values.flatMap((some) => some ?? []),
      ),
    ];
  const meant = issue.errors.filter((errors) => !isBlankMissed(errors, place.found));
  const [nearest] = meant.toSorted((one, other) => one.length - other.length);
  const within = (nearest ?? []).map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
  return within.length === 0 ? [wanted(place, 'other')] : within.flatMap((one) => faultsOf(one, value));
}

/** The values that one form would have taken, where they can be named; null for any other form. */
function plainValues(errors: readonly Issue[]): readonly unknown[] | null {
  const [only] = errors;
  if (only === undefined || errors.length > 1 || only.path.length > 0) return null;
  if (only.code === 'invalid_value') return only.values;
  return only.code === 'invalid_type' && only.expected === 'boolean' ? [true, false] : null;
}

/** A person who wrote nothing of a blank meant a value. */
function isBlankMissed(errors: readonly Issue[], found: Json | undefined): boolean {
  return errors.some(({ path }) => path[0] === 'blank') && childOf(found, 'blank') === undefined;
}

function valueAt(value: Json, path: readonly PropertyKey[]): Json | undefined {
  return path.reduce<Json | undefined>((at, step) => childOf(at, String(step)), value);
}

function childOf(value: Json | undefined, step: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, Json>(Object.entries(value)).get(step);
}

function under(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** The value at a place, short enough to be read in a line. */
function said(found: Json): string {
  const text = JSON.stringify(found);
  return text.length <= MOST_SAID ? text : `${text.slice(0, MOST_SAID)}…`;
}

const MOST_SAID = 40;

/** Fields that a form does not have and that would be lost: `taken` is the form's reading of `value`. */
export function unknownFields(value: Json, taken: unknown): RuleFault[] {
  const faults: RuleFault[] = [];
  // One path that grows and shrinks: rules have tens of thousands of values, and hardly ever a fault.
  const path: string[] = [];
  const look = (written: Json, kept: unknown): void => {
    if (typeof written !== 'object' || written === null || typeof kept !== 'object' || kept === null) return;
    for (const [key, inner] of Object.entries<Json>(written)) {
      path.push(key);
      if (Object.hasOwn(kept, key)) look(inner, Reflect.get(kept, key));
      else faults.push(fieldFault('FIELD_UNKNOWN', path.join('.'), { field: key }));
      path.pop();
    }
  };
  look(value, taken);
  return faults;
}
