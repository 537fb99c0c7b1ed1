// The form of vector files: worked cases of the rules, each one question to the engine and the answer that it must give.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';

/** A file. Its cases are read one by one, so that a malformed one fails alone. */
export const VectorFileForm = z.looseObject({ cases: z.array(z.unknown()) });
export type VectorFileForm = z.infer<typeof VectorFileForm>;

/** A case. `input` and `expect` are read by the operation that it names. */
export const VectorCaseForm = z.strictObject({
  id: z.string().min(1),
  operation: z.string().min(1),
  /** Whose behaviour it is: the profile that answers. */
  system: z.enum(['koha', 'folio', 'evergreen']),
  source: z.unknown().optional(),
  /** IANA zone of the library, or `floating`: local time without a zone, which is also meant where it is absent. */
  timezone: z.string().min(1).optional(),
  clock: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  expect: z.record(z.string(), z.unknown()).refine((keys) => Object.keys(keys).length > 0, 'expects nothing'),
  instantiated_clock: z.boolean().optional(),
  /** What upstream really does and nobody should: not run. */
  hazard: z.boolean().optional(),
  note: z.string().optional(),
});
export type VectorCaseForm = z.infer<typeof VectorCaseForm>;

/** Reads a part of a case, for example its input; what is not of the form is a reason to fail the case. */
export function readPart<T>(form: z.ZodType<T>, part: unknown, name = 'input'): T {
  const parsed = form.safeParse(part);
  if (parsed.success) return parsed.data;
  throw new HoldfastError('HF-CLI-014', { why: sayIssues(parsed.error, name) });
}

/** What is wrong with the form of something, each with its place. */
export function sayIssues({ issues }: z.ZodError, name: string): string {
  return issues.map(({ path, message }) => `${[name, ...path].join('.')}: ${message}`).join('; ');
}

/** A part that a case of its kind cannot be without. */
export function requiredPart<T>(part: T | null | undefined, name: string): T {
  if (part === null || part === undefined) throw new HoldfastError('HF-CLI-014', { why: `${name}: missing` });
  return part;
}
