// A loan as limits count it.

import type { Instant } from '../../core/instant.ts';

export type CountedLoan = {
  readonly state: 'open' | 'lost';
  readonly dueAt: Instant;
  readonly branch: string | null;
  readonly kind: string | null;
  readonly location: string | null;
};
