// The form of an entry in the table of exceptions, and functions to write its rows.

import type { Words } from '../core/language.ts';
import type { ActKind } from './acts.ts';
import type { Weight } from './model/exception.ts';

/** One row of the table. */
export type ExceptionEntry = {
  readonly weight: Weight;
  readonly origin: 'folded' | 'judged';
  readonly subject: 'item' | 'patron' | 'item-or-patron' | 'desk';
  /** Kinds of later acts that are the closing fact; any other change of the fold explains it. */
  readonly closedBy: readonly ActKind[];
  readonly text: Words;
  readonly tellPatron: Words | null;
};

type Row = Omit<ExceptionEntry, 'text' | 'tellPatron'>;

/** A row with its words. */
export function entry(row: Row, text: Words, tellPatron: Words | null = null): ExceptionEntry {
  return { ...row, text, tellPatron };
}

/** One that comes and goes with the folds. */
export const folded = (weight: Weight, subject: Row['subject'], closedBy: readonly ActKind[]): Row => ({
  weight,
  origin: 'folded',
  subject,
  closedBy,
});
/** One that is made at receipt. */
export const judged = (weight: Weight, subject: Row['subject'], closedBy: readonly ActKind[] = []): Row => ({
  weight,
  origin: 'judged',
  subject,
  closedBy,
});
