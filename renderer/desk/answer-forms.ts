// Forms under an answer: parts that are missing or go out, and the quick record of what the catalog does not have.

import { createParts } from '../stores/parts-store.ts';
import { createPartsOut } from '../stores/parts-out-store.ts';
import { createQuickRecord } from '../stores/quick-record-store.ts';
import type { Desk } from './desk.ts';

export type AnswerForms = Pick<Desk, 'parts' | 'partsOut' | 'quick'>;

/** The stores of these forms; `focus` gives the focus back to the scan box. */
export function answerForms(parts: Pick<Desk, 'link' | 'work' | 'play'> & { readonly focus: () => void }): AnswerForms {
  return { parts: createParts(parts), partsOut: createPartsOut(parts), quick: createQuickRecord(parts) };
}
