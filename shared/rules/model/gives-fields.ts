// The fields that a loan rule may give, in the order in which they are told.

import type { Gives } from './rule-set.ts';

export const GIVES_FIELDS = [
  'circulates',
  'duration',
  'schedules',
  'renewals',
  'hardDate',
  'fine',
  'maxFine',
  'grace',
  'hoursMode',
  'closeBufferMinutes',
  'openingOffsetMinutes',
  'overnight',
  'lost',
  'shorterUnderHolds',
  'leastCopiesPerHold',
  'leastAvailablePerHold',
  'reuse',
] as const satisfies readonly (keyof Gives)[];
export type GivesField = (typeof GIVES_FIELDS)[number];
