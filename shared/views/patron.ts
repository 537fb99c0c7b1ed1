// A patron as the panel shows them. Address, birth date and contact open on a key, by a method of their own.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema, HoldIdSchema, LoanIdSchema, PatronIdSchema } from '../core/ids.ts';
import { PatronBlockViewSchema } from './patron-blocks.ts';
import { PatronCardViewSchema } from './patron-cards.ts';
import { AgreementViewSchema } from './agreement.ts';
import { ProxyLinkViewSchema } from './patron-proxies.ts';
import { ClaimKindSchema } from '../circ/model/loan.ts';
import { GrainSchema } from '../core/say-date.ts';
import { IsoInstantSchema } from './session.ts';

/** A row of a search. */
export const PatronSummarySchema = z.object({
  card: z.string(),
  /** The number of another card of theirs, where that one was searched for. */
  otherCard: z.string().optional(),
  name: z.string(),
  groupName: z.string(),
  homeName: z.string(),
  expired: z.boolean(),
  blocked: z.boolean(),
});
export type PatronSummary = z.infer<typeof PatronSummarySchema>;

export const PatronLoanSchema = z.object({
  loanId: LoanIdSchema,
  barcode: z.string(),
  title: z.string(),
  author: z.string().nullable(),
  dueAt: IsoInstantSchema,
  dueText: z.string(),
  /** In days or by the hour, on the clock of the branch that lent it. */
  grain: GrainSchema,
  zone: z.string(),
  overdue: z.boolean(),
  state: z.enum(['open', 'lost', 'in-question']),
  renewals: z.int(),
  /** Another person waits for it, and it has to be back earlier than it was lent for. */
  recalled: z.boolean(),
  /** The patron's claim; null = none. */
  claim: ClaimKindSchema.nullable(),
  /** Made or changed here and not confirmed by the server yet. */
  pending: z.boolean(),
});
export type PatronLoan = z.infer<typeof PatronLoanSchema>;

export const PatronHoldSchema = z.object({
  holdId: HoldIdSchema,
  title: z.string(),
  state: z.enum(['waiting', 'captured']),
  pickupName: z.string(),
  position: z.int().nullable(),
  /** Where the copy is that stands for it: on the hold shelf of this branch or of another, or on its way there. Null while it waits. */
  copyIs: z.enum(['here', 'elsewhere', 'on-the-way']).nullable(),
  /** Once a copy stands for it: the label to look for, and the item. */
  label: z.string().nullable(),
  barcode: z.string().nullable(),
  /** Its end has passed: it lives until the server records the end. */
  dueToExpire: z.boolean(),
  suspended: z.boolean(),
  /** Until when the copy waits on the shelf; null = no end, or it is not there. */
  shelfUntil: IsoInstantSchema.nullable(),
});

export type PatronHold = z.infer<typeof PatronHoldSchema>;

export const PatronViewSchema = z.object({
  patronId: PatronIdSchema,
  card: z.string(),
  /** "OKAFOR, Sade". */
  name: z.string(),
  groupName: z.string(),
  homeName: z.string(),
  expiresText: z.string().nullable(),
  expired: z.boolean(),
  provisional: z.boolean(),
  /** Blocks and other warnings, worst first. */
  notices: z.array(
    z.object({
      code: z.string(),
      effect: z.enum(['block', 'alert']),
      text: z.string(),
      /** The person signed in may set it aside on a night grant, and needs no other person. */
      onNightGrant: z.literal(true).optional(),
    }),
  ),
  messages: z.array(z.string()),
  blocks: z.array(PatronBlockViewSchema),
  /** All cards of the patron, those in use first. */
  cards: z.array(PatronCardViewSchema),
  /** Proxies, and patrons for whom this one is a proxy: those in force first. */
  links: z.array(ProxyLinkViewSchema),
  /** Agreements signed to borrow equipment: in force first, the newest first. */
  agreements: z.array(AgreementViewSchema),
  /** Whether the library lends anything that asks for an agreement. */
  asksToSign: z.boolean(),
  /** `claims`: made about loans that are out, or ended and are kept still. */
  counts: z.object({ out: z.int(), overdue: z.int(), holds: z.int(), holdsReady: z.int(), claims: z.int() }),
  owesFee: z.boolean(),
  /** Something was paid that covers nothing. */
  hasCredit: z.boolean(),
  loans: z.array(PatronLoanSchema),
  holds: z.array(PatronHoldSchema),
  /** How old the data is, as a sentence; null when it is up to date. */
  asOfText: z.string().nullable(),
});
export type PatronView = z.infer<typeof PatronViewSchema>;

const line = z.string().trim().min(1).max(200);

const NameInputSchema = z
  .object({
    family: line,
    given: z.string().trim().max(200),
    middle: line.nullable(),
    suffix: line.nullable(),
    /** The chosen name. */
    chosen: line.nullable(),
  })
  .partial();

/** Fields that staff write of a patron; absent = left as it is. */
export const PatronFieldsInputSchema = z.object({
  name: NameInputSchema.optional(),
  /** Id or name of a group of the loan rules. */
  group: line.optional(),
  /** Id or name of the home branch. */
  home: line.optional(),
  /** A moment, or the last local day. */
  expiresAt: IsoInstantSchema.nullable().optional(),
  /** Local date. */
  birthDate: z.iso.date().nullable().optional(),
  email: z.string().trim().max(200).nullable().optional(),
  phones: z.array(line).max(10).optional(),
  address: z.array(line).max(10).optional(),
  messages: z.array(z.string().trim().min(1).max(500)).max(20).optional(),
});

export const RegisterPatronInputSchema = PatronFieldsInputSchema.extend({
  card: CodeSchema,
  name: NameInputSchema.required({ family: true }),
  /** A person looked at those who have the same name, and this is another person. */
  isNew: z.boolean().default(false),
});

export const EditPatronInputSchema = PatronFieldsInputSchema.extend({
  /** Any card of the patron. */
  card: CodeSchema,
}).refine(({ card: _, ...written }) => Object.keys(written).length > 0, 'an edit writes something');

/** The outcome of a registration or an edit. Nothing was recorded where there are patrons to compare with (`alike`). */
export const PatronWrittenSchema = z.object({
  commandId: ActIdSchema.optional(),
  patronId: PatronIdSchema.optional(),
  card: z.string(),
  alike: z.array(PatronSummarySchema),
});

/** Details that open on a key. */
export const PatronDetailsSchema = z.object({
  owedText: z.string(),
  /** `kindText`: the cause of the fee, "Deposit". */
  fees: z.array(z.object({ kind: z.string(), kindText: z.string(), title: z.string().nullable(), text: z.string() })),
  birthDate: z.string().nullable(),
  email: z.string().nullable(),
  phones: z.array(z.string()),
  address: z.array(z.string()),
});
export type PatronDetails = z.infer<typeof PatronDetailsSchema>;
