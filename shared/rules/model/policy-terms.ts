// All terms that rules give a loan, in full and the same for every system: the input of judging and renewing. A loan
// keeps them with its policy.

import { z } from 'zod';
import { BanTermsSchema } from './policy/ban.ts';
import { LendTermsSchema } from './policy/lend.ts';
import { LostTermsSchema } from './policy/lost.ts';
import { OverdueTermsSchema } from './policy/overdue.ts';
import { RecallTermsSchema } from './policy/recall.ts';
import { RenewTermsSchema } from './policy/renew.ts';
import { ShapingTermsSchema } from './policy/shaping.ts';
import { ProfileNameSchema } from './profile-name.ts';

export const PolicyTermsSchema = z.object({
  /** The system whose semantics the terms follow. */
  profile: ProfileNameSchema,
  /** Display name of the period; empty = it has no name. */
  name: z.string(),
  lend: LendTermsSchema,
  shaping: ShapingTermsSchema,
  renew: RenewTermsSchema,
  overdue: OverdueTermsSchema,
  lost: LostTermsSchema,
  /** Null: lateness leads to no ban. */
  ban: BanTermsSchema.nullable(),
  /** Null: such loans are not recalled. */
  recall: RecallTermsSchema.nullable(),
});
export type PolicyTerms = z.infer<typeof PolicyTermsSchema>;
