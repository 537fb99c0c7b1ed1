// A loan as limits count it.

import type { Instant } from '../../core/instant.ts';

/** A loan with the fields that thresholds and limit sets match on. */
export type CountedLoan = {
  readonly state: 'open' | 'lost';
  readonly dueAt: Instant;
  /** Its borrower claims that it was returned, or that they never had it. */
  readonly isClaimed?: boolean | undefined;
  /** A recall set its due date. */
  readonly recalled?: boolean | undefined;
  readonly branch: string | null;
  readonly kind: string | null;
  readonly location: string | null;
  readonly loanType?: string | null | undefined;
  /** Home of the item. */
  readonly home?: string | null | undefined;
  /** The limit group that the rule of the loan puts it into. */
  readonly limitGroup?: string | null | undefined;
};

/** Whether a patron has it out for sure: a lost or claimed item counts as out nowhere. */
export function isOut({ state, isClaimed = false }: CountedLoan): boolean {
  return state === 'open' && !isClaimed;
}
