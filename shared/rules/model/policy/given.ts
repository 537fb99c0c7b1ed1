// The value of one policy field in a rule. Absent, blank, null and a value are four things, and confusing two of them
// lends by no rule: absent = this rule says nothing, the next is asked; blank = use the site's default; null = no
// limit; a value, 0 too, counts as written.

import { z } from 'zod';

/** The value that means: as the site has it. */
export const BlankSchema = z.strictObject({ blank: z.literal(true) });
export type Blank = z.infer<typeof BlankSchema>;

export const BLANK: Blank = { blank: true };

/** A field as a rule gives it; `undefined` = it does not. */
export type Given<T> = T | Blank | null | undefined;

/** The schema of a field that a rule may leave out, leave to the site, set to "no limit" or set to a value. */
export function given<T extends z.ZodType>(
  value: T,
): z.ZodOptional<z.ZodNullable<z.ZodUnion<readonly [T, typeof BlankSchema]>>> {
  return z.union([value, BlankSchema]).nullable().optional();
}

/** Whether a field is left to the site's default. */
export function isBlank(value: unknown): value is Blank {
  return typeof value === 'object' && value !== null && 'blank' in value && value.blank === true;
}

/** A field with the site's default in the place of nothing and of blank; null, which is "no limit", stays. */
export function orSiteDefault<T>(value: Given<T>, siteDefault: T | null): T | null {
  return value === undefined || isBlank(value) ? siteDefault : value;
}

/** The fields of a form, each of which a rule may leave out or leave to the site. */
export type OrBlankShape<S> = {
  readonly [K in keyof S]: S[K] extends z.ZodType
    ? z.ZodOptional<z.ZodUnion<readonly [S[K], typeof BlankSchema]>>
    : never;
};

/** Makes the fields of a form ones that may be left to the site. */
export function orBlank<S extends z.core.$ZodLooseShape>(shape: S): OrBlankShape<S> {
  return parseShape(
    Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, z.union([field, BlankSchema]).optional()])),
  );
}

function parseShape<S>(shape: Readonly<Record<string, z.ZodType>>): OrBlankShape<S> {
  return shape as OrBlankShape<S>;
}

/** The value that a rule gives; undefined where it gives none, or leaves the field to the site. */
export function givenValue<T>(value: T | Blank | undefined): T | undefined {
  return isBlank(value) ? undefined : value;
}
