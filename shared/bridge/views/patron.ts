// A patron as the panel shows them. Address, birth date and contact open on a key, by a method of their own.

import { z } from 'zod';
import { HoldIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

/** A row of a search. */
export const PatronSummarySchema = z.object({
  card: z.string(),
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
  overdue: z.boolean(),
  state: z.enum(['open', 'lost', 'in-question']),
  renewals: z.int(),
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
  notices: z.array(z.object({ code: z.string(), effect: z.enum(['block', 'alert']), text: z.string() })),
  messages: z.array(z.string()),
  counts: z.object({ out: z.int(), overdue: z.int(), holds: z.int(), holdsReady: z.int() }),
  owesFee: z.boolean(),
  loans: z.array(PatronLoanSchema),
  holds: z.array(PatronHoldSchema),
  /** How old the data is, as a sentence; null when it is up to date. */
  asOfText: z.string().nullable(),
});
export type PatronView = z.infer<typeof PatronViewSchema>;

/** What opens on a key. */
export const PatronDetailsSchema = z.object({
  owedText: z.string(),
  fees: z.array(z.object({ kind: z.string(), title: z.string().nullable(), text: z.string() })),
  birthDate: z.string().nullable(),
  email: z.string().nullable(),
  phones: z.array(z.string()),
  address: z.array(z.string()),
});
export type PatronDetails = z.infer<typeof PatronDetailsSchema>;
