// FOLIO's item limit: it counts by the criteria of the deciding rule, so a rule with neither material nor loan type counts
// nothing and its limit is ignored. Source: loan rules, 1.3. Items that a patron claims to have returned are not counted.

import type { ReasonCode } from '../../core/codes/reasons.ts';

/** Criteria of the rule that decided. */
export type ItemLimitCriteria = {
  readonly materialType: boolean;
  readonly loanType: boolean;
  readonly patronGroup: boolean;
};

/** An open loan, or the item asked for. */
export type TypedItem = { readonly materialType: string | null; readonly loanType: string | null };
export type TypedLoan = TypedItem & { readonly isClaimed: boolean };

export type ItemLimitCount = {
  readonly code: ReasonCode;
  readonly max: number;
  readonly count: number;
  readonly isReached: boolean;
};

/** Counts the loans that an item limit is about; null = the limit counts nothing. */
export function countItemLimit(
  criteria: ItemLimitCriteria,
  max: number | null,
  { item, loans }: { readonly item: TypedItem; readonly loans: readonly TypedLoan[] },
): ItemLimitCount | null {
  const code = codeOf(criteria);
  if (code === null || max === null) return null;
  const isCounted = (loan: TypedLoan) =>
    !loan.isClaimed &&
    (!criteria.materialType || loan.materialType === item.materialType) &&
    (!criteria.loanType || loan.loanType === item.loanType);
  const count = loans.filter(isCounted).length;
  return { code, max, count, isReached: count >= max };
}

function codeOf({ materialType, loanType, patronGroup }: ItemLimitCriteria): ReasonCode | null {
  if (materialType && loanType) {
    return patronGroup ? 'LIMIT_PATRON_GROUP_MATERIAL_AND_LOAN_TYPE' : 'LIMIT_MATERIAL_AND_LOAN_TYPE';
  }
  if (materialType) return patronGroup ? 'LIMIT_PATRON_GROUP_MATERIAL_TYPE' : 'LIMIT_MATERIAL_TYPE';
  if (loanType) return patronGroup ? 'LIMIT_PATRON_GROUP_LOAN_TYPE' : 'LIMIT_LOAN_TYPE';
  return null;
}
