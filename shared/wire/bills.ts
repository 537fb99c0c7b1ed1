// POST /v1/bills: fees that go to another office in a file. Read and worked by people at a desk who may; each change asks for their PIN, and the
// server checks both, so that a stolen desk cannot move debts.

import { z } from 'zod';
import { BillBatchIdSchema, FeeIdSchema, StaffIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { MinorUnitsSchema } from '../core/money.ts';

const batch = BillBatchIdSchema;

/** The request. */
export const BillsAskSchema = z.discriminatedUnion('do', [
  /** The layouts and the batches, the newest first. */
  z.object({ do: z.literal('list') }),
  /** One batch with its lines. */
  z.object({ do: z.literal('show'), batch }),
  /** Finds the fees that go by a layout. */
  z.object({ do: z.literal('preview'), layout: z.string().min(1).max(40) }),
  /** Never by the person who made it. */
  z.object({ do: z.literal('approve'), batch }),
  /** Into a folder of the server; null = the one that the layout was set with. */
  z.object({ do: z.literal('write'), batch, folder: z.string().min(1).max(1_000).nullable() }),
  /** The office has it; lines that it did not take, by their references, or its own file. */
  z.object({
    do: z.literal('acknowledge'),
    batch,
    rejected: z.array(z.string().max(40)).max(20_000),
    answer: z.string().max(4_000_000).nullable(),
  }),
  /** The office did not take it: all of it is owed here again. A preview is thrown away. */
  z.object({ do: z.literal('take-back'), batch, reason: z.string().trim().min(1).max(500) }),
]);
export type BillsAsk = z.infer<typeof BillsAskSchema>;

/** Of a request with the file by which an office answers. */
export const MAX_BILLS_BYTES = 5 * 1024 * 1024;

export const BillsRequestSchema = z.object({
  staffId: StaffIdSchema,
  /** Null where nothing is to change. */
  pin: z.string().min(1).max(64).nullable(),
  ask: BillsAskSchema,
});
export type BillsRequest = z.infer<typeof BillsRequestSchema>;

export const BillStateSchema = z.enum(['preview', 'approved', 'written', 'acknowledged', 'taken-back', 'discarded']);
export type BillState = z.infer<typeof BillStateSchema>;

/** Why fees that would go stay for now, and how many. */
export const BillWaitSchema = z.object({
  /** No number of an account · a desk of their branch is silent · the borrower claims the copy · the account owes less than the least. */
  why: z.enum(['no-account', 'silent-desk', 'claimed', 'below-minimum']),
  count: z.int(),
  amountMinor: MinorUnitsSchema,
});
export type BillWait = z.infer<typeof BillWaitSchema>;

/** Person and time of a step. */
const StepSchema = z.object({ at: InstantSchema, by: z.string() });

export const BillBatchViewSchema = z.object({
  id: BillBatchIdSchema,
  number: z.int(),
  layout: z.string(),
  office: z.string(),
  purpose: z.enum(['student-account', 'collection']),
  state: BillStateSchema,
  /** Fees up to this moment. */
  cutoff: InstantSchema,
  made: StepSchema,
  approved: StepSchema.nullable(),
  written: StepSchema.extend({ file: z.string(), folder: z.string(), sha256: z.string() }).nullable(),
  acknowledged: StepSchema.nullable(),
  takenBack: StepSchema.extend({ reason: z.string() }).nullable(),
  charges: z.object({ count: z.int(), amountMinor: MinorUnitsSchema }),
  credits: z.object({ count: z.int(), amountMinor: MinorUnitsSchema }),
  /** Lines that the office did not take. */
  rejected: z.int(),
  /** Lines that had changed by the time of the approval: they go with a later batch. */
  dropped: z.int(),
  waits: z.array(BillWaitSchema),
});
export type BillBatchView = z.infer<typeof BillBatchViewSchema>;

export const BillLineViewSchema = z.object({
  reference: z.string(),
  feeId: FeeIdSchema,
  /** The number of the account at the office. */
  account: z.string(),
  /** A card of the patron, to open them by; null where the account is gone. */
  card: z.string().nullable(),
  kind: z.string(),
  amountMinor: MinorUnitsSchema,
  /** YYYY-MM-DD. */
  feeDay: z.string(),
  state: z.enum(['open', 'sent', 'dropped', 'rejected', 'taken-back']),
});
export type BillLineView = z.infer<typeof BillLineViewSchema>;

export const BillsResponseSchema = z.object({
  layouts: z.array(
    z.object({
      name: z.string(),
      office: z.string(),
      purpose: z.enum(['student-account', 'collection']),
      /** Where its files go, on the computer of the server; null = it is given each time. */
      folder: z.string().nullable(),
    }),
  ),
  batches: z.array(BillBatchViewSchema),
  /** Of the batch that was asked for, or worked. */
  shown: z.object({ batch: BillBatchViewSchema, lines: z.array(BillLineViewSchema) }).nullable(),
});
export type BillsResponse = z.infer<typeof BillsResponseSchema>;

/** Why something cannot be done now, in the words of its error. */
const BILL_REFUSALS = [
  'HF-PAY-130',
  'HF-PAY-131',
  'HF-PAY-132',
  'HF-PAY-133',
  'HF-PAY-134',
  'HF-PAY-135',
  'HF-PAY-136',
  'HF-PAY-137',
  'HF-PAY-138',
  'HF-PAY-139',
] as const;
const BillRefusalSchema = z.enum(BILL_REFUSALS);
export type BillRefusal = z.infer<typeof BillRefusalSchema>;

/** Whether an error is sent in the answer, with its names. */
export function isBillRefusal(code: string): code is BillRefusal {
  return BillRefusalSchema.safeParse(code).success;
}

/** One of the two is there. */
export const BillsAnswerSchema = z.object({
  bills: BillsResponseSchema.nullable(),
  refused: z.object({ code: BillRefusalSchema, params: z.record(z.string(), z.string()) }).nullable(),
});
export type BillsAnswer = z.infer<typeof BillsAnswerSchema>;
