// Values at the bounds of a version's schemas: for each command the widest and the narrowest, and one for each optional
// or nullable field and each choice. They need not make sense; a schema that is tightened takes one of them no longer.

import { z } from 'zod';
import { COMMAND_VERSIONS, recordCommand, type RecordInput } from '../../../shared/acts/commands.ts';
import { actHeader } from '../../../shared/circ/occurred.ts';
import { actId, branchId, deskId, streamId } from '../../../shared/core/ids.ts';
import type { KeptShape } from '../corpus.ts';

/** The part of a JSON schema that commands are made of. */
type Shape = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
};

type Width = 'wide' | 'plain' | 'narrow';

/** Text without a bound of its own; no free text needs a higher bound. */
const LONG = 1_000;
/** Items of a list without a bound of its own. */
const MANY = 3;

/** Samples of every command, with the record of each. */
export function makeShapes(): KeptShape[] {
  return COMMAND_VERSIONS.flatMap(({ command, ...schemas }) => {
    const [name = '', version] = command.split(' ');
    return samplesOf(schemas).flatMap(({ args, told }) => {
      const shape = { name, version: Number(version), args, told };
      const records = recordShape(shape);
      return records === 'malformed' ? [] : { ...shape, records };
    });
  });
}

/** The record of a sample, always under the same header. */
export function recordShape({ name, version, args, told }: Omit<KeptShape, 'records'>): KeptShape['records'] {
  const recorded = recordCommand(name, version, { header, args, told, overrides: ['PATRON_EXPIRED'] });
  return recorded.ok ? recorded.value : recorded.error.reason;
}

const header: RecordInput['header'] = actHeader(
  {
    id: actId('act'),
    deskId: deskId('desk'),
    stream: streamId('stream'),
    seq: 1,
    branch: branchId('main'),
    occurred: { wall: 1_767_600_000_000, mono: 1, bootId: 'boot', offsetMs: 0, offsetAgeMs: 0, offsetErrorMs: 0 },
    stated: null,
    saw: null,
  },
  null,
);

type Sample = { readonly args: unknown; readonly told: unknown };

function samplesOf(schemas: { readonly args: z.core.$ZodType; readonly told: z.core.$ZodType }): Sample[] {
  const parseShape = (schema: z.core.$ZodType) =>
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Shape;
  const [args, told] = [parseShape(schemas.args), parseShape(schemas.told)];
  const plain = { args: valueOf(args, 'plain', 'args'), told: valueOf(told, 'plain', 'told') };
  return [
    { args: valueOf(args, 'wide', 'args'), told: valueOf(told, 'wide', 'told') },
    plain,
    { args: valueOf(args, 'narrow', 'args'), told: valueOf(told, 'narrow', 'told') },
    ...variants(args, plain.args, 'args').map((other) => ({ ...plain, args: other })),
    ...variants(told, plain.told, 'told').map((other) => ({ ...plain, told: other })),
  ];
}

/** A value of a shape. Texts say where they are, so that no two are the same. */
function valueOf(shape: Shape, width: Width, path: string): unknown {
  if ('const' in shape) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  if (shape.anyOf !== undefined) return valueOf(choose(shape.anyOf, width), width, path);
  switch (shape.type) {
    case 'object':
      return objectOf(shape, width, path);
    case 'array':
      return listOf(shape, width, path);
    case 'string':
      return textOf(shape, width, path);
    case 'integer':
    case 'number':
      return numberOf(shape, width);
    case 'boolean':
      return width !== 'narrow';
    default:
      return null;
  }
}

/** Null is the narrow choice. */
function choose(options: readonly Shape[], width: Width): Shape {
  const isNull = ({ type }: Shape) => type === 'null';
  const chosen = width === 'narrow' ? (options.find(isNull) ?? options[0]) : options.find((one) => !isNull(one));
  return chosen ?? {};
}

function objectOf({ properties = {}, required = [] }: Shape, width: Width, path: string): unknown {
  const given = Object.entries(properties).filter(([field]) => width !== 'narrow' || required.includes(field));
  return Object.fromEntries(given.map(([field, inner]) => [field, valueOf(inner, width, `${path}.${field}`)]));
}

function listOf({ items = {}, minItems = 0, maxItems = MANY }: Shape, width: Width, path: string): unknown[] {
  const length = { wide: maxItems, plain: Math.max(minItems, 1), narrow: minItems }[width];
  // A long list has short items: one of each is long in the sample of its own list.
  const inner = width === 'wide' && length > MANY ? 'plain' : width;
  return Array.from({ length }, (_, index) => valueOf(items, inner, `${path}.${index}`));
}

function textOf({ format, minLength = 0, maxLength = LONG }: Shape, width: Width, path: string): string {
  if (format === 'date') return '2026-01-05';
  if (width === 'narrow') return path.slice(0, minLength);
  return width === 'plain' ? path.slice(0, maxLength) : path.padEnd(maxLength, '.');
}

function numberOf({ minimum, maximum }: Shape, width: Width): number {
  const least = minimum ?? Number.MIN_SAFE_INTEGER;
  const most = maximum ?? Number.MAX_SAFE_INTEGER;
  return { wide: most, plain: Math.min(Math.max(least, 5), most), narrow: least }[width];
}

/** The value with one thing in it absent, null, another choice, or at a bound of its own. */
function variants(shape: Shape, value: unknown, path: string): unknown[] {
  const choices = choicesOf(shape, value, path);
  if (Array.isArray(value)) {
    const inner = shape.items ?? {};
    return [...choices, ...variants(inner, value[0], `${path}.0`).map((one) => [one, ...value.slice(1)])];
  }
  const { properties } = shape;
  if (properties === undefined || !isObject(value)) return choices;
  const absent = Object.keys(properties).filter((field) => shape.required?.includes(field) !== true);
  return [
    ...choices,
    ...absent.map((field) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== field))),
    ...Object.entries(properties).flatMap(([field, inner]) =>
      variants(inner, value[field], `${path}.${field}`).map((one) => ({ ...value, [field]: one })),
    ),
  ];
}

function choicesOf(shape: Shape, value: unknown, path: string): unknown[] {
  if (shape.enum !== undefined) return shape.enum.filter((one) => one !== value);
  if (shape.type === 'boolean') return [false];
  const { anyOf } = shape;
  if (anyOf === undefined) return [];
  const [first, ...others] = [choose(anyOf, 'plain'), ...anyOf.filter((one) => one !== choose(anyOf, 'plain'))];
  const within = first === undefined ? [] : variants(first, value, path);
  const other = others.flatMap((one) => {
    const plain = valueOf(one, 'plain', path);
    return [plain, ...variants(one, plain, path)];
  });
  return [...within, ...other];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
