// The form of a title: its input.

import { z } from 'zod';
import { ActIdSchema } from '../core/ids.ts';

/** The longest text of a field, and the most numbers that one title has. */
const TEXT_LENGTH = 500;
const MOST_ISBNS = 50;

const line = z.string().trim().max(TEXT_LENGTH);

/** `title.edit`: absent = left as it is, empty = nothing. */
export const EditTitleInputSchema = z
  .object({
    titleId: z.string().min(1),
    title: line.min(1).optional(),
    author: line.nullable().optional(),
    published: line.nullable().optional(),
    isbns: z.array(line.min(1)).max(MOST_ISBNS).optional(),
  })
  .refine(({ titleId: _, ...written }) => Object.keys(written).length > 0, 'an edit writes something');

export const TitleWrittenSchema = z.object({ commandId: ActIdSchema });
