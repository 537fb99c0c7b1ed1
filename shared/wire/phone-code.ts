// POST /v1/phone-code: a supervisor at one desk reads a number that another one shows, and with their PIN gets the code
// that allows it. The PIN is checked by the server, so that no desk gives codes in a person's name.

import { z } from 'zod';
import { StaffIdSchema } from '../core/ids.ts';
import { MinorUnitsSchema } from '../core/money.ts';

export const PhoneCodeRequestSchema = z.object({
  /** Name or id of the desk that shows the number. */
  desk: z.string().min(1).max(128),
  challenge: z.string().min(1).max(64),
  /** The person who gives the code. */
  staffId: StaffIdSchema,
  /** Without one the number is only read. */
  pin: z.string().min(1).max(64).optional(),
});
export type PhoneCodeRequest = z.infer<typeof PhoneCodeRequestSchema>;

export const PhoneCodeResponseSchema = z.object({
  /** The name of that desk. */
  desk: z.string(),
  rights: z.array(z.string()),
  /** Up to how much money; null = any. */
  limitMinor: MinorUnitsSchema.nullable(),
  /** Eight digits; null where no PIN was given. */
  code: z.string().nullable(),
});
export type PhoneCodeResponse = z.infer<typeof PhoneCodeResponseSchema>;
