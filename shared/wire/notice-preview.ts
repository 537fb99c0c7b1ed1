// POST /v1/notice-preview: how a notice would look for a patron, for a person at a desk who may edit the rules of the library. Nothing is sent or kept.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { StaffIdSchema } from '../core/ids.ts';
import { NoticeChannelSchema, NoticeKindSchema } from '../circ/model/notice.ts';

export const NoticePreviewRequestSchema = z.object({
  staffId: StaffIdSchema,
  kind: NoticeKindSchema,
  card: CodeSchema,
});
export type NoticePreviewRequest = z.infer<typeof NoticePreviewRequestSchema>;

export const NoticePreviewResponseSchema = z.object({
  /** Whether the library sends notices. */
  isOn: z.boolean(),
  /** How it would go; null where the patron has no way. */
  channel: NoticeChannelSchema.nullable(),
  /** The patron has nothing of the kind: a sample stands in its place. */
  isSample: z.boolean(),
  subject: z.string(),
  text: z.string(),
  /** As a text message. */
  short: z.string(),
});
export type NoticePreviewResponse = z.infer<typeof NoticePreviewResponseSchema>;
