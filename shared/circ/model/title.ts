// Titles: the works that items are copies of.

import { z } from 'zod';
import { TitleIdSchema } from '../../core/ids.ts';
import { SourceSchema } from './source.ts';

export const TitleSchema = z.object({
  id: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  isbns: z.array(z.string()),
  published: z.string().nullable(),
  recordType: z.string().nullable(),
  recordForm: z.string().nullable(),
  recordLevel: z.string().nullable(),
  videoFormat: z.string().nullable(),
  source: SourceSchema.nullable(),
});
export type Title = z.infer<typeof TitleSchema>;
