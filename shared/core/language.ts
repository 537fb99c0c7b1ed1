// The languages of the screen and the shape of a text that exists in each of them.

import { z } from 'zod';

export const LanguageSchema = z.enum(['en', 'es']);
export type Language = z.infer<typeof LanguageSchema>;

/** One text in every language. Placeholders are `{name}`. */
export type Words = Readonly<Record<Language, string>>;

/** The locale that dates and money are written in. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' };
