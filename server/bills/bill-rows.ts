// The rows of bill layouts, batches and their lines. They are the server's own and on no feed: their effect on an account is an act.

import { z } from 'zod';
import {
  billBatchId,
  BillBatchIdSchema,
  BranchIdSchema,
  FeeIdSchema,
  PatronIdSchema,
  type BillBatchId,
} from '../../shared/core/ids.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { InstantSchema } from '../../shared/core/instant.ts';
import { MinorUnitsSchema } from '../../shared/core/money.ts';
import { FeeRefSchema } from '../../shared/circ/model/fee.ts';
import { BillLayoutSchema, type BillLayout } from '../../shared/formats/bill-layout.ts';
import { BillStateSchema, BillWaitSchema } from '../../shared/wire/bills.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** The lock for changes of batches: one program at a time. */
export const BILLS_LOCK = 'bills';

/** A layout as the library set it, with the folder for its files. */
const StoredLayoutSchema = z.object({ layout: BillLayoutSchema, folder: z.string().nullable() });
export type StoredLayout = z.infer<typeof StoredLayoutSchema>;

const StepSchema = z.object({ at: InstantSchema, by: z.string() });

const BatchBodySchema = z.object({
  /** As it was when the batch was made: later settings do not change the file. */
  layout: BillLayoutSchema,
  folder: z.string().nullable(),
  cutoff: InstantSchema,
  /** Days on the clock of the library. */
  fileDay: z.string(),
  cutoffDay: z.string(),
  currency: z.string(),
  made: StepSchema,
  approved: StepSchema.nullable(),
  written: StepSchema.extend({ file: z.string(), folder: z.string(), sha256: z.string() }).nullable(),
  acknowledged: StepSchema.nullable(),
  takenBack: StepSchema.extend({ reason: z.string() }).nullable(),
  waits: z.array(BillWaitSchema),
  /** Whether the accounts know all that was decided of it; the schedule goes on where a server ended in between. */
  isSettled: z.boolean(),
});

/** A batch: one file. */
export type BillBatch = z.infer<typeof BatchBodySchema> & {
  readonly id: BillBatchId;
  readonly number: number;
  readonly state: z.infer<typeof BillStateSchema>;
};

const LineStateSchema = z.enum(['open', 'sent', 'dropped', 'rejected', 'taken-back']);

const LineSchema = z.object({
  batch: BillBatchIdSchema,
  /** From 1; a line that was dropped leaves a gap. */
  n: z.int(),
  patronId: PatronIdSchema,
  feeId: FeeIdSchema,
  amountMinor: MinorUnitsSchema,
  state: LineStateSchema,
  ref: FeeRefSchema,
  /** The kind of fee: one of the rules, or the cause of a charge by staff. */
  kind: z.string(),
  feeDay: z.string(),
  /** The number of the account at the office. */
  account: z.string(),
  branch: BranchIdSchema.nullable(),
  /** When it was taken back, or not taken. */
  endedAt: InstantSchema.nullable(),
});
/** A line: one fee, or its credit. */
export type BillLine = z.infer<typeof LineSchema>;

/** All layouts, by name. */
export async function readLayouts({ db }: ReadTx): Promise<readonly StoredLayout[]> {
  const rows = await db.selectFrom('bill_layout').select('body').orderBy('name').execute();
  return rows.map(({ body }) => StoredLayoutSchema.parse(JSON.parse(body)));
}

/** Sets a layout, also over one of its name. Batches that were made keep theirs. */
export async function writeLayout(tx: WriteTx, stored: StoredLayout, at: number): Promise<void> {
  const { layout } = stored;
  await tx.upsert('bill_layout', [{ name: layout.name, set_at: at, body: JSON.stringify(stored) }]);
}

/** Throws HF-PAY-130 where there is none of this name. */
export async function requiredLayout(tx: ReadTx, name: string): Promise<StoredLayout> {
  const found = (await readLayouts(tx)).find(({ layout }) => layout.name === name);
  if (found === undefined) throw new HoldfastError('HF-PAY-130', { layout: name });
  return found;
}

/** All batches, the newest first. */
export async function readBatches({ db }: ReadTx): Promise<readonly BillBatch[]> {
  const rows = await db.selectFrom('bill_batch').selectAll().orderBy('number', 'desc').execute();
  return rows.map(toBatch);
}

/** Throws HF-PAY-132 where there is none. */
export async function requiredBatch({ db }: ReadTx, id: BillBatchId): Promise<BillBatch> {
  const row = await db.selectFrom('bill_batch').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new HoldfastError('HF-PAY-132');
  return toBatch(row);
}

/** Batches of which accounts do not know everything yet, the oldest first. */
export async function unsettledBatches({ db }: ReadTx): Promise<readonly BillBatch[]> {
  const rows = await db
    .selectFrom('bill_batch')
    .selectAll()
    .where('body', 'like', '%"isSettled":false%')
    .where('state', 'not in', ['preview', 'discarded'])
    .orderBy('number')
    .execute();
  return rows.map(toBatch).filter(({ isSettled }) => !isSettled);
}

function toBatch({ id, number, state, body }: Tables['bill_batch']): BillBatch {
  return {
    id: billBatchId(id),
    number,
    state: BillStateSchema.parse(state),
    ...BatchBodySchema.parse(JSON.parse(body)),
  };
}

/** Writes a batch as it is now. */
export async function writeBatch(tx: WriteTx, { id, number, state, ...body }: BillBatch): Promise<void> {
  const made = { layout: body.layout.name, made_at: body.made.at };
  await tx.upsert('bill_batch', [{ id, number, state, ...made, body: JSON.stringify(body) }]);
}

/** A line as it is stored. */
export function lineOf(body: string): BillLine {
  return LineSchema.parse(JSON.parse(body));
}

/** Its lines, in their order. */
export async function readLines({ db }: ReadTx, id: BillBatchId): Promise<readonly BillLine[]> {
  const rows = await db.selectFrom('bill_line').select('body').where('batch', '=', id).orderBy('n').execute();
  return rows.map(({ body }) => lineOf(body));
}

/** The sent lines of some fees, of all batches, the newest batch first. */
export async function linesOfFees(tx: ReadTx, fees: Iterable<string>): Promise<readonly BillLine[]> {
  const rows = await tx.db
    .selectFrom('bill_line')
    .innerJoin('bill_batch', 'bill_batch.id', 'bill_line.batch')
    .select('bill_line.body')
    .where(tx.anyOf('bill_line.fee_id', fees))
    .where('bill_line.state', '=', 'sent')
    .orderBy('bill_batch.number', 'desc')
    .orderBy('bill_line.n', 'desc')
    .execute();
  return rows.map(({ body }) => lineOf(body));
}

/** Writes lines as they are now. */
export async function writeLines(tx: WriteTx, lines: readonly BillLine[]): Promise<void> {
  await tx.upsert(
    'bill_line',
    lines.map((line) => ({
      batch: line.batch,
      n: line.n,
      patron_id: line.patronId,
      fee_id: line.feeId,
      amount_minor: line.amountMinor,
      state: line.state,
      body: JSON.stringify(line),
    })),
  );
}

/** The terms of a layout, as a command prints them. */
export function layoutLine({ name, office, purpose, fees }: BillLayout): string {
  const least = fees.minimum === undefined ? '' : `, from ${fees.minimum}`;
  return `${name}: ${fees.kinds.join(', ')} to ${office} (${purpose})${least}, ${fees.olderThanDays ?? 0} days old`;
}
