// The body of every answer that is not a success.

import { z } from 'zod';

export const ErrorResponseSchema = z.object({ code: z.string(), message: z.string() });
export type ErrorResponse = z.infer<typeof ErrorResponseSchema>;
