// Patrons. A desk keeps only the fields that it needs; address and birth date open on a key.

import { z } from 'zod';
import { BranchIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { BlockedActSchema } from '../../rules/model/rule-set.ts';
import { AgreementEndSchema, AgreementSchema } from './agreement.ts';
import { CardSchema } from './patron-cards.ts';
import { ProxyLinkSchema } from './proxy-link.ts';
import { SourceSchema } from './source.ts';

export const PatronBlockSchema = z.object({
  id: z.string(),
  /** Name in the source system, for example `PATRON_EXCEEDS_FINES`. */
  kind: z.string(),
  label: z.string(),
  blocks: z.array(BlockedActSchema),
  origin: z.enum(['import', 'staff', 'system']),
  setAt: InstantSchema,
  endsAt: InstantSchema.nullable(),
  /** The person who set it, where it was set at a desk. */
  by: z.string().optional(),
});
export type PatronBlock = z.infer<typeof PatronBlockSchema>;

export const PatronNameSchema = z.object({
  family: z.string(),
  given: z.string(),
  middle: z.string().nullable(),
  suffix: z.string().nullable(),
  /** The chosen name; shown instead of the given name. */
  chosen: z.string().nullable(),
});
export type PatronName = z.infer<typeof PatronNameSchema>;

export const PatronSchema = z.object({
  id: PatronIdSchema,
  cards: z.array(CardSchema),
  name: PatronNameSchema,
  /** Id of a group of the rule set. */
  group: z.string(),
  groupName: z.string(),
  home: BranchIdSchema,
  expiresAt: InstantSchema.nullable(),
  active: z.boolean(),
  barred: z.boolean(),
  juvenile: z.boolean(),
  /** Local date. */
  birthDate: z.string().nullable(),
  email: z.string().nullable(),
  /** An e-mail address to which nothing is sent, and why. Of no account once the account has another. Absent = none. */
  mailFailed: z.object({ address: z.string(), at: InstantSchema, why: z.enum(['refused', 'returned']) }).optional(),
  phones: z.array(z.string()),
  address: z.array(z.string()),
  blocks: z.array(PatronBlockSchema),
  /** Bans that late returns made so far, lifted and ended ones included; absent = none. */
  bansMade: z.int().min(1).optional(),
  /** Those of them whose loans are forgotten; absent = none. */
  bansForgotten: z.int().min(1).optional(),
  messages: z.array(z.string()),
  /** Proxies of this patron, and the patrons for whom this one is a proxy; absent = none ever. */
  links: z.array(ProxyLinkSchema).optional(),
  /** Agreements signed to borrow equipment, also ended ones; absent = none ever. */
  agreements: z.array(AgreementSchema).optional(),
  /** Those of them that were taken back; one may stand here before its agreement is known. Absent = none. */
  agreementEnds: z.array(AgreementEndSchema).optional(),
  /** Accounts that were joined into this one: acts that name them are of this one. Absent = none. */
  joined: z.array(PatronIdSchema).optional(),
  /** Minted at a desk for an unknown card. */
  provisional: z.boolean(),
  source: SourceSchema.nullable(),
});
export type Patron = z.infer<typeof PatronSchema>;

export type MailFailure = NonNullable<Patron['mailFailed']>;

/** Why the e-mail address of an account takes no mail; null = as far as is known it does, or there is none. */
export function mailFailureOf({ email, mailFailed }: Pick<Patron, 'email' | 'mailFailed'>): MailFailure | null {
  return mailFailed !== undefined && mailFailed.address === email ? mailFailed : null;
}

/** The card that stands for a patron: the primary one, else one in use, else any; their id when they have none. */
export function cardOf({ id, cards }: Pick<Patron, 'id' | 'cards'>): string {
  const card = cards.find(({ primary }) => primary) ?? cards.find(({ active }) => active) ?? cards[0];
  return card?.number ?? id;
}
