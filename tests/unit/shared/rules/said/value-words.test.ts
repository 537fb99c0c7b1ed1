// A policy field that is a word is shown by that word, and a limit with the meaning of nothing and zero.

import { z } from 'zod';
import { GIVEN_GROUPS } from '../../../../../shared/rules/model/policy/given-groups.ts';
import { sayGroupField } from '../../../../../shared/rules/said/group-words.ts';
import { LIMITS } from '../../../../../shared/rules/said/value-words.ts';

const telling = (language: 'en' | 'es') => ({ language, zone: 'America/New_York', currency: 'USD' });
const said = (field: string, value: unknown, language: 'en' | 'es' = 'en') =>
  sayGroupField(telling(language), 'X', { field, value });

/** The schema inside of one that may be absent or null. */
function inner(schema: z.core.$ZodType): z.core.$ZodType {
  const def: object = schema._zod.def;
  const within: unknown = 'innerType' in def ? def.innerType : null;
  return isSchema(within) ? inner(within) : schema;
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return value instanceof z.ZodType;
}

const fields = Object.entries(GIVEN_GROUPS).flatMap(([group, { shape }]) =>
  Object.entries<z.core.$ZodType>(shape).map(([name, schema]) => [`${group}.${name}`, inner(schema)] as const),
);
const worded = fields.flatMap(([field, schema]) =>
  schema instanceof z.ZodEnum ? schema.options.map((value) => [field, String(value)] as const) : [],
);

test('there are such fields', () => {
  expect(worded.length).toBeGreaterThan(60);
});

test.each(worded)('%s is told where it is %s, in both languages', (field, value) => {
  const [en, es] = [said(field, value), said(field, value, 'es')];
  expect(en).toMatch(/^X: ./);
  expect(es).toMatch(/^X: ./);
  expect(en).not.toContain('_');
});

test.each([...LIMITS])('%s is a field that there is', (field) => {
  expect(fields.map(([name]) => name)).toContain(field);
});

test('a limit of zero forbids, one of null is none, and any other is its figure', () => {
  expect(said('recall.allowed', 0)).toBe('X: none allowed');
  expect(said('recall.allowed', null)).toBe('X: no limit');
  expect(said('recall.allowed', 3)).toBe('X 3');
  expect(said('recall.allowed', { blank: true })).toBe('X as the site has it');
  expect(said('recall.allowed', 0, 'es')).toBe('X: ninguno permitido');
  expect(said('money.finesLimitMinor', 0)).toBe('X $0.00');
  expect(said('recall.minimumGuaranteed', null)).toBe('X none');
});
