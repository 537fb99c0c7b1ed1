// Data for discovery layers and pages of hours: where copies are and when branches are open. No data about people.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';

/** GET /v1/availability?barcode= or ?title=: one copy, or all copies of a title by its id. */
export const AvailabilityQuerySchema = z
  .object({ barcode: CodeSchema.optional(), title: CodeSchema.optional() })
  .refine(({ barcode, title }) => (barcode === undefined) !== (title === undefined), 'give barcode or title');

export const AvailabilitySchema = z.object({
  copies: z.array(
    z.object({
      barcode: z.string(),
      titleId: z.string(),
      branch: z.string(),
      location: z.string().nullable(),
      callNumber: z.string().nullable(),
      kind: z.string().nullable(),
      /** `available`, `on-loan`, `in-transit` …: as the desk has it. */
      status: z.string(),
      available: z.boolean(),
      /** When it is due back; null = it is not out. */
      dueAt: z.string().nullable(),
    }),
  ),
  /** People who wait for any of the copies. */
  holds: z.int(),
  asOf: z.string(),
});
export type Availability = z.infer<typeof AvailabilitySchema>;

/** GET /v1/hours?branch=&days=: openings of a branch from today on. */
export const HoursQuerySchema = z.object({
  branch: CodeSchema,
  days: z.coerce.number().int().min(1).max(366).default(60),
});

export const HoursSchema = z.object({
  branch: z.string(),
  name: z.string(),
  zone: z.string(),
  days: z.array(
    z.object({
      day: z.string(),
      openings: z.array(z.object({ from: z.string(), to: z.string() })),
      /** Why it is closed: the name of a closing; null = by its weekday, or it is open. */
      closedBy: z.string().nullable(),
    }),
  ),
});
export type Hours = z.infer<typeof HoursSchema>;

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';
