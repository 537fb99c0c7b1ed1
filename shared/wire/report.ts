// POST /v1/reports: a report of the whole library, asked for at a desk by a person who is signed in there. The server looks at their rights
// itself. The report comes without a language: the desk writes its files.

import { z } from 'zod';
import { StaffIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';

export const ReportRequestSchema = z.object({
  kind: z.string().min(1).max(64),
  from: InstantSchema,
  to: InstantSchema,
  audience: z.enum(['internal', 'external']),
  staffId: StaffIdSchema,
  /** The file format for an export; absent = for the screen. */
  form: z.string().min(1).max(16).optional(),
});
export type ReportRequest = z.infer<typeof ReportRequestSchema>;

/** A desk knows its server by its key and takes the document as it is. */
export const ReportResponseSchema = z.object({ document: z.looseObject({ kind: z.string() }) });
export type ReportResponse = z.infer<typeof ReportResponseSchema>;

/** How long a desk waits for it. */
export const REPORT_MS = 30_000;
