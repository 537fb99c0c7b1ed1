// The data for the form of an account: the choices, the required fields, and the present values.

import { z } from 'zod';
import { BranchIdSchema } from '../core/ids.ts';
import { JoinFieldSchema } from '../rules/model/joining.ts';

const PatronWrittenNowSchema = z.object({
  family: z.string(),
  given: z.string(),
  group: z.string(),
  home: z.string(),
  /** The last local day. */
  expiresOn: z.string(),
  birthDate: z.string(),
  email: z.string(),
  phones: z.array(z.string()),
  address: z.array(z.string()),
  cards: z.array(z.object({ number: z.string(), current: z.boolean() })),
});

/** Requirements of a group for a new account today. */
const JoiningViewSchema = z.object({
  required: z.array(JoinFieldSchema),
  /** The fee; null = none. */
  feeText: z.string().nullable(),
  /** The last local day of the account; empty = without an end. */
  endsOn: z.string(),
});

export const PatronChoicesSchema = z.object({
  /** Groups of the rules in force; none where these name none. */
  groups: z.array(z.object({ id: z.string(), name: z.string(), joining: JoiningViewSchema.nullable() })),
  /** The branch of the desk first. */
  branches: z.array(z.object({ branch: BranchIdSchema, name: z.string() })),
  required: z.array(z.enum(['card', 'family', 'group', 'home'])),
  /** The account that was asked for; empty texts where nothing was given. */
  now: PatronWrittenNowSchema.nullable(),
});
export type PatronChoices = z.infer<typeof PatronChoicesSchema>;
