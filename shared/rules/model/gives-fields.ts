// The fields that a loan rule may give, in the order in which they are shown.

import { GIVEN_GROUPS, type GroupField } from './policy/given-groups.ts';
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
/** A plain field that rules give. */
export type GivesField = (typeof GIVES_FIELDS)[number];

/** The fields of the groups, as traces name them: `renew.notBefore`. */
export const GROUP_FIELDS: readonly GroupField[] = Object.entries(GIVEN_GROUPS).flatMap(([group, { shape }]) =>
  parseFields(Object.keys(shape).map((field) => `${group}.${field}`)),
);

/** The keys of the groups are their fields. */
function parseFields(names: readonly string[]): readonly GroupField[] {
  return names as readonly GroupField[];
}

/** Every field that a rule may give. */
export type GivenField = GivesField | GroupField;
