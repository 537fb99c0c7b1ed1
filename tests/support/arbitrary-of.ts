// Values that a schema takes, made from the schema itself: no list of samples has to follow it.

import fc from 'fast-check';
import { z } from 'zod';
import type { Schema } from '../../shared/acts/define-act.ts';

type Any = z.core.$ZodTypes;

/** Any value of a schema; strings are short, and numbers those of money and time. */
export function arbitraryOf<S extends Schema>(schema: S): fc.Arbitrary<z.output<S>> {
  return parseArbitrary<S>(valuesOf(parseSchema(schema)));
}

function valuesOf(schema: Any): fc.Arbitrary<unknown> {
  // Conditions of a schema besides its form (a format, one field or another) are met by searching.
  return formOf(schema).filter((value) => z.safeParse(schema, value).success);
}

function formOf(schema: Any): fc.Arbitrary<unknown> {
  const { def } = schema._zod;
  switch (def.type) {
    case 'string':
      return isDay(schema) ? DATES : fc.string({ minLength: 1, maxLength: 20 });
    case 'number':
      return numbersOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'nullable':
      return fc.option(inner(def.innerType));
    case 'optional':
    case 'default':
    case 'readonly':
      return inner(def.innerType);
    case 'array':
      return fc.array(inner(def.element), { minLength: Number(boundOf(schema, 'min_length') ?? 0), maxLength: 4 });
    case 'record':
      return fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), inner(def.valueType), { maxKeys: 3 });
    case 'union':
      return fc.oneof(...def.options.map(inner));
    case 'object':
      return objectsOf(def.shape);
    case 'unknown':
    case 'any':
      return fc.jsonValue();
    default:
      throw new Error(`values of a schema of ${def.type} are not made here yet`);
  }
}

const inner = (schema: z.core.$ZodType) => valuesOf(parseSchema(schema));

function objectsOf(shape: z.core.$ZodShape): fc.Arbitrary<unknown> {
  const fields = Object.entries(shape).map(([name, field]) => [name, parseSchema(field)] as const);
  const required = fields.filter(([, field]) => field._zod.optin !== 'optional').map(([name]) => name);
  return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valuesOf(field)])), {
    requiredKeys: required,
    noNullPrototype: true,
  });
}

function numbersOf(schema: Any): fc.Arbitrary<number> {
  const least = Number(boundOf(schema, 'greater_than') ?? -100_000);
  const most = Number(boundOf(schema, 'less_than') ?? 4e12);
  return fc.oneof(
    fc.integer({ min: least, max: Math.min(most, least + 100_000) }),
    fc.integer({ min: least, max: most }),
  );
}

/** Whether a schema of text takes days alone: it would take for ever to meet one by chance. */
function isDay(schema: Any): boolean {
  return z.safeParse(schema, '2026-01-05').success && !z.safeParse(schema, 'word').success;
}

const DATES = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
  .map((day) => day.toISOString().slice(0, 10));

/** The value of a check of a schema: a bound, a length, a format. */
function boundOf(schema: Any, check: string): unknown {
  const found = [schema, ...(schema._zod.def.checks ?? [])].map((one) => parseCheck(one._zod.def));
  return found.filter((one) => one.check === check).map((one) => one.value ?? one.minimum ?? one.format)[0];
}

type Check = Readonly<Partial<Record<'check' | 'value' | 'minimum' | 'format', unknown>>>;
const parseCheck = (check: unknown) => check as Check;
const parseSchema = (schema: unknown) => schema as Any;
const parseArbitrary = <S extends Schema>(values: unknown) => values as fc.Arbitrary<z.output<S>>;
