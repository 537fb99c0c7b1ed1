// Fills placeholders. Parameters stay data until then, so that a text can be made again in another language.

import { z } from 'zod';
import { numberFormatter } from './formatters.ts';
import { InstantSchema, type Instant } from './instant.ts';
import { LOCALES, type Language, type Words } from './language.ts';
import { MinorUnitsSchema, formatMoney } from './money.ts';
import { GrainSchema, sayDate, sayDue } from './say-date.ts';

/** A value for a placeholder. Dates carry their zone, money its currency. */
export const ParamSchema = z.union([
  z.string(),
  z.number(),
  z.object({ dueAt: InstantSchema, grain: GrainSchema, zone: z.string() }),
  z.object({ dateOf: InstantSchema, zone: z.string() }),
  z.object({ amountMinor: MinorUnitsSchema, currency: z.string() }),
]);
export type Param = z.infer<typeof ParamSchema>;

export const ParamsSchema = z.record(z.string(), ParamSchema);
/** Placeholder values by name. */
export type Params = z.infer<typeof ParamsSchema>;

/** Settings for texts besides the words: the language, and the moment that "today" refers to. */
export type Saying = { readonly language: Language; readonly now: Instant };

/** The text in the given language with its placeholders filled; a placeholder without a value stays visible. */
export function say(saying: Saying, words: Words, params: Params = {}): string {
  const text = words[saying.language].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const param = params[name];
    return param === undefined ? placeholder : sayParam(saying, param);
  });
  // A time that ends in "p.m." has the full stop of its sentence already.
  return text.replace(/(?<=\bm)\.\.(?!\.)/g, '.');
}

function sayParam(saying: Saying, param: Param): string {
  if (typeof param === 'string') return param;
  const locale = LOCALES[saying.language];
  if (typeof param === 'number') return numberFormatter(locale).format(param);
  if ('amountMinor' in param) return formatMoney(param.amountMinor, param.currency, locale);
  if ('dateOf' in param) return sayDate(saying.language, param.dateOf, param.zone);
  return sayDue(saying.language, param, saying.now);
}
