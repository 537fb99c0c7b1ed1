// How long a library lets a desk go on without its server, how long the server waits for a silent desk, and how long both keep personal
// values in acts that are over.

import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Millis } from '../../core/instant.ts';

export const ContactTermsSchema = z.object({
  /** Minutes after which a desk that was open counts as silent; absent = 30. */
  silentAfterMinutes: z.int().min(5).max(1_440).optional(),
  /** Hours without contact after which staff have basic rights only; absent = 72. */
  fullRightsHours: z.int().min(1).max(744).optional(),
  /** Days without contact after which names and details of patrons are locked; absent = 14. */
  detailsDays: z.int().min(1).max(90).optional(),
  /**
   * Days after which personal values go whose business is over; absent = 35, and never fewer: a server that was restored from a backup is filled
   * again from the data that its desks have kept.
   */
  forgetDays: z.int().min(35).max(730).optional(),
  /** Days for which ticked steps, messages, incidents and lost property stay in the log of a branch; absent = 365. */
  logDays: z.int().min(35).max(3_650).optional(),
});
/** The settings of a library on contact; an absent one has its default. */
export type ContactTerms = z.infer<typeof ContactTermsSchema>;

/** Defaults where a library has no setting. */
export const CONTACT_DEFAULTS = {
  silentAfterMinutes: 30,
  fullRightsHours: 72,
  detailsDays: 14,
  forgetDays: 35,
  logDays: 365,
} as const;

/** How long a desk that was open may be without contact before it counts as silent. */
export function silentAfterMs({ silentAfterMinutes = CONTACT_DEFAULTS.silentAfterMinutes }: ContactTerms): Millis {
  return silentAfterMinutes * MINUTE_MS;
}

/** How long without contact staff keep all their rights. */
export function fullRightsMs({ fullRightsHours = CONTACT_DEFAULTS.fullRightsHours }: ContactTerms): Millis {
  return fullRightsHours * HOUR_MS;
}

/** How long without contact names and details of patrons are shown. */
export function detailsMs({ detailsDays = CONTACT_DEFAULTS.detailsDays }: ContactTerms): Millis {
  return detailsDays * DAY_MS;
}

/** How long personal values of acts are kept after everything that they are about is over. */
export function keptMs({ forgetDays = CONTACT_DEFAULTS.forgetDays }: ContactTerms): Millis {
  return forgetDays * DAY_MS;
}

/** How long entries of the log of a branch are kept. */
export function logKeptMs({ logDays = CONTACT_DEFAULTS.logDays }: ContactTerms): Millis {
  return logDays * DAY_MS;
}
