// Schemas of claims: they name a loan, and the copy by which it is found.

import { z } from 'zod';
import { CodeSchema } from '../../core/code-text.ts';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';

/** The longest note beside it. */
const NOTE_LENGTH = 500;

export const claimArgs = z.object({
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  /** As scanned. */
  barcode: z.string(),
  note: z.string(),
});

export const claimInput = z.object({
  barcode: CodeSchema,
  /** The loan that was on screen: another borrower may have the copy by now. */
  loanId: LoanIdSchema,
  note: z.string().trim().max(NOTE_LENGTH).optional(),
});

/** Fields by which a claim names things. */
export const CLAIM_NAMES = {
  item: ['itemId'],
  loan: ['loanId'],
  patron: ['patronId'],
  barcode: ['barcode'],
} as const;
