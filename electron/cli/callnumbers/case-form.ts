// The form of a file of call-number cases: facts about numbers and their order, one reading or several.

import { z } from 'zod';

const Fields = z.record(z.string(), z.unknown());
/** One reading of a disputed case: an order, validity, or parts, as fields of their own, under `expect` or in words. */
const Reading = z.looseObject({
  by: z.string().optional(),
  order: z.union([z.array(z.string()), z.string()]).optional(),
  valid: z.boolean().optional(),
  parse: z.union([z.string(), Fields]).optional(),
  expect: Fields.optional(),
});
export type Reading = z.infer<typeof Reading>;

const about = {
  id: z.string(),
  scheme: z.string(),
  sub: z.string().optional(),
  disputed: z.boolean().optional(),
  readings: z.array(Reading).optional(),
};
const texts = z.array(z.string());
const two = { a: z.string(), b: z.string() };
const Expected = z.record(z.string(), z.union([z.string(), z.boolean(), z.null(), texts]));

export const CaseForm = z.discriminatedUnion('kind', [
  z.object({ ...about, kind: z.literal('list'), list: texts, strict: z.boolean().default(true) }),
  z.object({ ...about, kind: z.literal('pair'), ...two }),
  z.object({ ...about, kind: z.literal('equal'), ...two }),
  z.object({ ...about, kind: z.literal('different'), ...two }),
  z.object({ ...about, kind: z.literal('parse'), input: z.string(), expect: Expected }),
  z.object({
    ...about,
    kind: z.literal('valid'),
    input: z.string(),
    expect: z.object({ valid: z.boolean() }),
  }),
  z.object({
    ...about,
    kind: z.literal('shelf'),
    scanned: texts,
    misplaced: texts,
    alternatives: z.array(texts).optional(),
  }),
]);
export type CallNumberCase = z.infer<typeof CaseForm>;

/** As much of a case as tells which one it is, and whether its kind is known. */
export const NamedForm = z.object({ id: z.string(), kind: z.string().optional() });

export const CASE_KINDS: ReadonlySet<string> = new Set(CaseForm.options.map(({ shape }) => shape.kind.value));

export const CaseFileForm = z.object({ cases: z.array(z.unknown()) });
