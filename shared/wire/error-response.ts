// The body of every answer that is not a success.

import { z } from 'zod';

export const ErrorResponseSchema = z.object({ code: z.string(), message: z.string() });
/** Of an answer that asks the desk to come again later with the same; desks that do not know its code do the same. */
export const LATER_STATUS = 425;

export type ErrorResponse = z.infer<typeof ErrorResponseSchema>;
