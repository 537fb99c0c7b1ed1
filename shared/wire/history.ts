// POST /v1/history: acts on a course or a copy at any desk, with author and text: a copy of the library has only the rows that came of them. Acts
// about a patron are left out.

import { z } from 'zod';
import { ActIdSchema, StaffIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { ReserveStatusSchema } from '../core/reserve-status.ts';

/** Most acts of one answer: the newest. */
export const MOST_HISTORY_ACTS = 300;

export const HistoryRequestSchema = z.object({
  staffId: StaffIdSchema,
  of: z.enum(['course', 'item']),
  id: z.string().min(1).max(128),
});
export type HistoryRequest = z.infer<typeof HistoryRequestSchema>;

export const HistoryActSchema = z.object({
  id: ActIdSchema,
  at: InstantSchema,
  name: z.string(),
  /** Names of the desk and of the person; null = no sign-in. */
  desk: z.string(),
  staff: z.string().nullable(),
  /** Of the copy or the reading that it is about. */
  title: z.string().nullable(),
  barcode: z.string().nullable(),
  /** Where a copy was on its way from then on. */
  status: ReserveStatusSchema.nullable(),
  /** Condition or note; null once purged, or without one. */
  written: z.string().nullable(),
  /** Names of photos of that condition. Absent: none, or a server that does not send them. */
  photos: z.array(z.string()).optional(),
});
export type HistoryAct = z.infer<typeof HistoryActSchema>;

export const HistoryResponseSchema = z.object({ acts: z.array(HistoryActSchema) });
export type HistoryResponse = z.infer<typeof HistoryResponseSchema>;
