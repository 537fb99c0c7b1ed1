// Reports as the screen shows them: in one language, the figures as people read them, with the chart of each table.

import { z } from 'zod';
import { IsoInstantSchema } from './session.ts';

/** Names only, so that a newer core's kinds do not break an older page. */
const kind = z.string().min(1).max(64);

/** A report that can be asked for here by the person signed in. */
export const ReportChoiceSchema = z.object({
  kind,
  title: z.string(),
  about: z.string(),
  /** Whether this desk makes it by itself, whether the server makes it of the whole library. */
  of: z.array(z.enum(['desk', 'library'])).min(1),
  /** The hour at which its days begin: with a service day, or at midnight where surveys count so. */
  dayBeginsAt: z.int().min(0).max(23),
});
export type ReportChoice = z.infer<typeof ReportChoiceSchema>;

export const AudienceSchema = z.enum(['internal', 'external']);

export const ReportFormatSchema = z.enum(['pdf', 'xlsx', 'csv', 'json']);
export type ReportFormat = z.infer<typeof ReportFormatSchema>;

/** Files of a list; `mrc` is one of MARC records, of a list that is ordered by. */
export const ListFormatSchema = z.enum([...ReportFormatSchema.options, 'mrc']);
export type ListFormat = z.infer<typeof ListFormatSchema>;

/** From one moment to before another. `external`: for others, without small figures and internal parts. */
export const ReportAskSchema = z.object({
  kind,
  of: z.enum(['desk', 'library']).default('desk'),
  from: IsoInstantSchema,
  to: IsoInstantSchema,
  audience: AudienceSchema.default('internal'),
});

/** Part of the longest bar or the darkest square; null where a figure is withheld. */
const share = z.number().nullable();

export const DrawingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('bars'),
    bars: z.array(z.object({ label: z.string(), share, text: z.string() })),
  }),
  z.object({
    kind: z.literal('heat'),
    columns: z.array(z.string()),
    rows: z.array(z.object({ label: z.string(), squares: z.array(z.object({ share, text: z.string() })) })),
  }),
]);
export type DrawingView = z.infer<typeof DrawingSchema>;

export const ReportSectionSchema = z.object({
  key: z.string(),
  heading: z.string(),
  notes: z.array(z.string()),
  columns: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      isFigure: z.boolean(),
      /** A day or a time, which is read in one line. */
      isMoment: z.boolean(),
    }),
  ),
  rows: z.array(z.array(z.string())),
  /** Rows that are only in the files: the screen shows the first ones. */
  more: z.int(),
  total: z.array(z.string()).nullable(),
  drawing: DrawingSchema.nullable(),
});
export type ReportSectionView = z.infer<typeof ReportSectionSchema>;

export const ReportViewSchema = z.object({
  kind,
  title: z.string(),
  library: z.string(),
  branch: z.string().nullable(),
  periodText: z.string(),
  madeText: z.string(),
  audience: AudienceSchema,
  audienceText: z.string(),
  coverage: z.array(z.string()),
  sections: z.array(ReportSectionSchema),
});
export type ReportView = z.infer<typeof ReportViewSchema>;

/** A report as a file: its bytes in base64. */
export const ReportFileSchema = z.object({ name: z.string(), base64: z.string() });
