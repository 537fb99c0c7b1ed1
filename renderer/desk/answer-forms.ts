// Forms under an answer: an agreement to sign, parts that are missing or go out, and the quick record of an item that is not in the catalog.

import { createAgreements } from '../stores/agreements-store.ts';
import { createParts } from '../stores/parts-store.ts';
import { createPartsOut } from '../stores/parts-out-store.ts';
import { createQuickRecord } from '../stores/quick-record-store.ts';
import { createUncataloged } from '../stores/uncataloged-store.ts';
import type { Desk } from './desk.ts';

export type AnswerForms = Pick<Desk, 'agreements' | 'parts' | 'partsOut' | 'quick' | 'uncataloged'>;

/** The stores of these forms; `focus` gives the focus back to the scan box. */
export function answerForms(parts: Pick<Desk, 'link' | 'work' | 'play'> & { readonly focus: () => void }): AnswerForms {
  return {
    agreements: createAgreements(parts),
    parts: createParts(parts),
    partsOut: createPartsOut(parts),
    quick: createQuickRecord(parts),
    uncataloged: createUncataloged(parts),
  };
}
