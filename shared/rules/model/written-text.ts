// Texts that people write by hand. A fault of a text names the expected form in words of any language.

import { z } from 'zod';
import { WRITTEN_FORM_WORDS, type WrittenForm } from '../../core/codes/written-forms.ts';

/** A text of a form. */
export function writtenText(wanted: WrittenForm, isOfForm: (text: string) => boolean): z.ZodString {
  return z.string().refine(isOfForm, { error: `${WRITTEN_FORM_WORDS[wanted].en} was expected`, params: { wanted } });
}

/** ISO 4217, for example `USD`. */
export const CurrencySchema = writtenText('currency', (text) => /^[A-Z]{3}$/.test(text));
