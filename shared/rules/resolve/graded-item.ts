// Inputs of a policy besides the rules.

import type { MinorUnits } from '../../core/money.ts';

export type GradedItem = {
  readonly loanGrade: 'short' | 'normal' | 'extended';
  readonly fineGrade: 'low' | 'normal' | 'high';
  readonly priceMinor: MinorUnits | null;
};
