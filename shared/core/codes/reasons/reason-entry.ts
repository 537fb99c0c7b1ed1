// The form of one reason. The reasons themselves are in files by their subject, and together in reasons.ts.

import type { Words } from '../../language.ts';

/** Words of one reason. */
export type ReasonEntry = {
  readonly words: Words;
  /** Shown instead where a figure of `words` is not known, for example for a block that another system set. */
  readonly bare?: Words | undefined;
  /** Shown instead where a parameter has one of these values: one code for things that people keep apart. */
  readonly kinds?: { readonly of: string; readonly words: Readonly<Record<string, Words>> } | undefined;
  /** The remedy; shown after the words where the reason asks for an override. */
  readonly next?: Words | undefined;
};

/** A reason in English and Spanish. */
export const reason = (en: string, es: string, more: Omit<ReasonEntry, 'words'> = {}): ReasonEntry => ({
  words: { en, es },
  ...more,
});
