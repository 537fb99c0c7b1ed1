// A code by phone: the act that it is for, and the number that is read out for it.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { FeeIdSchema, PatronIdSchema } from '../core/ids.ts';

const code = CodeSchema;

/** An act that something stands in the way of, or a waiver; without an amount it is in full. */
export const PhoneAskInputSchema = z.union([
  z.object({
    act: z.enum(['checkout', 'renew', 'hold', 'recall', 'due-date']),
    patron: code.optional(),
    /** Of a checkout by a proxy: the sponsor whose loan it is. */
    for: PatronIdSchema.optional(),
    /** A barcode; of a hold also the id of a title. */
    item: code,
    codes: z.array(z.string()).min(1).max(100),
  }),
  z.object({ feeId: FeeIdSchema, patron: code.optional(), amountMinor: z.int().min(1).optional() }),
]);
export type PhoneAskInput = z.infer<typeof PhoneAskInputSchema>;

/** The contents of a number that another desk shows, and the code that the person signed in gives with their PIN. */
export const PhoneGivenSchema = z.object({
  /** The name of that desk. */
  desk: z.string(),
  rights: z.array(z.string()),
  /** Up to how much money; null = any. */
  limitMinor: z.int().nullable(),
  /** Eight digits, four at a time; null where no PIN was given. */
  code: z.string().nullable(),
});
export type PhoneGiven = z.infer<typeof PhoneGivenSchema>;

export const PhoneGiveInputSchema = z.object({
  desk: z.string().trim().min(1).max(128),
  challenge: z.string().trim().min(1).max(64),
  pin: z.string().min(1).max(64).optional(),
});

export const PhoneChallengeSchema = z.object({
  /** Twelve digits, four at a time. */
  challenge: z.string(),
  /** How many minutes it is good for. */
  minutes: z.int(),
});
export type PhoneChallenge = z.infer<typeof PhoneChallengeSchema>;
