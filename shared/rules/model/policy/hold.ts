// The terms of holds, and the places that fill them: the policy group `hold`.

import { z } from 'zod';
import { PeriodSchema } from '../period.ts';

const limit = z.int().min(0).nullable();

export const HoldTermsSchema = z.object({
  /** Items that a patron may hold: of any library, of the own one, of the own group of libraries, none. */
  from: z.enum(['any', 'home', 'group', 'none']),
  /** Open holds of one patron under this rule; null = no limit, 0 = no holds. */
  underRule: limit,
  /** Open holds of one patron on one title; null = no limit. */
  perRecord: limit,
  /** Holds that one patron may place in a day; null = no limit. */
  perDay: limit,
  /** Open holds of one patron in all; null = no limit. */
  total: limit,
  /** Whether an item that is in may be held. */
  onShelf: z.enum(['yes', 'only-if-any-unavailable', 'only-if-all-unavailable', 'no']),
  /** Whether a hold may be for one copy: as the patron likes, always, never. */
  itemLevel: z.enum(['allow', 'force', 'no']),
  /** Where a copy may fill a hold: anywhere, or only for pickup at its home, where it is, in its group, in the patron's group. */
  fulfilAt: z.enum(['any', 'home', 'holding', 'group', 'patron-group']),
  /** How long an item waits on the shelf; null = for ever. */
  shelfPeriod: PeriodSchema.nullable(),
  /** Damaged items may be held. */
  damagedAllowed: z.boolean(),
  /** A patron may hold a title that they have on loan. */
  possessionAllowed: z.boolean(),
  /** How far an item may travel to be picked up; null = anywhere. */
  transitRange: z.int().min(0).nullable(),
  /** New items are kept for libraries up to this distance; null = no protection. */
  ageProtection: z.object({ youngerThanDays: z.int().min(0), distance: z.int().min(0) }).nullable(),
});
export type HoldTerms = z.infer<typeof HoldTermsSchema>;

/** Nothing limits a hold except a loan of the same title. */
export const OPEN_HOLD_TERMS: HoldTerms = {
  from: 'any',
  underRule: null,
  perRecord: null,
  perDay: null,
  total: null,
  onShelf: 'yes',
  itemLevel: 'allow',
  fulfilAt: 'any',
  shelfPeriod: null,
  damagedAllowed: true,
  possessionAllowed: false,
  transitRange: null,
  ageProtection: null,
};
