// The form of vector files: worked cases of the rules, each one question to the engine and the answer that it must give.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';

/** A file. Its cases are read one by one, so that a malformed one fails alone. */
export const VectorFileForm = z.looseObject({ cases: z.array(z.unknown()) });
export type VectorFileForm = z.infer<typeof VectorFileForm>;

/** A case. `input` and `expect` are read by the operation that it names. */
export const VectorCaseForm = z.strictObject({
  id: z.string().min(1),
  operation: z.string().min(1),
  /** The system with this behaviour: the profile that answers. */
  system: z.enum(['koha', 'folio', 'evergreen']),
  source: z.unknown().optional(),
  /** IANA zone of the library, or `floating`: local time without a zone, which is the default. */
  timezone: z.string().min(1).optional(),
  clock: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  expect: z.record(z.string(), z.unknown()).refine((keys) => Object.keys(keys).length > 0, 'expects nothing'),
  instantiated_clock: z.boolean().optional(),
  /** Upstream behaviour that should not be copied: not run. */
  hazard: z.boolean().optional(),
  note: z.string().optional(),
});
export type VectorCaseForm = z.infer<typeof VectorCaseForm>;

/** Reads a part of a case, for example its input; a part of another form is a reason to fail the case. */
export function readPart<T>(form: z.ZodType<T>, part: unknown, name = 'input'): T {
  const parsed = form.safeParse(part);
  if (parsed.success) return parsed.data;
  // Where a missing key means "not stated", null means the same.
  const said = form.safeParse(withoutNulls(part, parsed.error.issues.flatMap(nullPlaces(part))));
  if (said.success) return said.data;
  throw new HoldfastError('HF-CLI-014', { why: sayIssues(parsed.error, name) });
}

type Place = readonly PropertyKey[];

/** The places of nulls that something was wrong with. */
function nullPlaces(part: unknown, above: Place = []): (issue: z.core.$ZodIssue) => Place[] {
  return (issue) => {
    const place = [...above, ...issue.path];
    if (valueAt(part, place) === null) return [place];
    return issue.code === 'invalid_union' ? issue.errors.flat().flatMap(nullPlaces(part, place)) : [];
  };
}

function valueAt(part: unknown, place: Place): unknown {
  return place.reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), part);
}

/** A part without the keys at some places; entries of a list are no keys. */
function withoutNulls(part: unknown, places: readonly Place[]): unknown {
  if (!isRecord(part) || places.length === 0) return part;
  const below = (key: string) => places.filter(([first]) => String(first) === key).map((place) => place.slice(1));
  if (Array.isArray(part)) return part.map((entry: unknown, index) => withoutNulls(entry, below(String(index))));
  const kept = Object.entries(part).filter(([key]) => !below(key).some((rest) => rest.length === 0));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutNulls(value, below(key))]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The faults of a form, each with its place. */
export function sayIssues({ issues }: z.ZodError, name: string): string {
  return issues.map(({ path, message }) => `${[name, ...path].join('.')}: ${message}`).join('; ');
}

/** A part that a case of its kind cannot be without. */
export function requiredPart<T>(part: T | null | undefined, name: string): T {
  if (part === null || part === undefined) throw new HoldfastError('HF-CLI-014', { why: `${name}: missing` });
  return part;
}
