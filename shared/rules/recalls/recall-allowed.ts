// Whether an item may be recalled.

import type { RECALL_REASONS } from '../../core/codes/reasons/request-reasons.ts';
import type { RecallTerms } from '../model/policy/recall.ts';

/** Counts of the patron's recalls, and facts of the copies. */
export type RecallFacts = {
  /** Open recalls of the patron, in all and on this title. */
  readonly open: number;
  readonly openOnRecord: number;
  readonly isOnLoan: boolean;
  readonly copiesAvailable: number;
};

/** Why an item may not be recalled. */
export type RecallRefusal = keyof typeof RECALL_REASONS;

/** Every reason against a recall; none = it is allowed. */
export function recallRefusals(terms: RecallTerms, facts: RecallFacts): RecallRefusal[] {
  const found: RecallRefusal[] = [];
  if (terms.allowed === 0) found.push('RECALL_NOT_ALLOWED');
  else if (terms.allowed !== null && facts.open >= terms.allowed) found.push('RECALL_LIMIT_REACHED');
  if (terms.perRecord !== null && facts.openOnRecord >= terms.perRecord) found.push('RECALL_LIMIT_RECORD');
  if (!facts.isOnLoan && !isShelfOpen(terms.onShelf, facts.copiesAvailable)) found.push('RECALL_ON_SHELF');
  return found;
}

function isShelfOpen(onShelf: RecallTerms['onShelf'], copiesAvailable: number): boolean {
  return onShelf === 'yes' || (onShelf === 'only-if-none-available' && copiesAvailable === 0);
}
