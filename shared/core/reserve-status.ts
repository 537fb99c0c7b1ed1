// The way of a copy to the reserve shelf.

import { z } from 'zod';

/** In this order. */
export const RESERVE_STATUSES = ['requested', 'fetching', 'processing', 'on-reserve'] as const;
export const ReserveStatusSchema = z.enum(RESERVE_STATUSES);
export type ReserveStatus = z.infer<typeof ReserveStatusSchema>;
