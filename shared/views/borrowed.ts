// Copies of other libraries as they are received and sent back.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';

const line = z.string().trim().max(500);

export const ReceiveBorrowedInputSchema = z.object({
  /** The barcode of the strap, or that of the lending library. */
  barcode: CodeSchema,
  title: line.min(1),
  author: line.nullable().optional(),
  lender: line.min(1),
  /** The last local day of the lender. */
  due: z.iso.date(),
  inBuilding: z.boolean().default(false),
  noRenewal: z.boolean().default(false),
  request: line.default(''),
  /** Item type, so that rules know it; empty = none. */
  kind: line.nullable().optional(),
});

export const ReturnBorrowedInputSchema = z.object({ barcode: CodeSchema });
