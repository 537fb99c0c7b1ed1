// The lines of bill batches whose fees are over: they name no patron and no account number any more once their fees are forgotten. Amounts,
// kinds and days stay, so that batches and reports add up. [I19]

import type { Instant } from '../../shared/core/instant.ts';
import { lineOf, writeLines } from '../bills/bill-rows.ts';
import { readRows } from '../store/read-rows.ts';
import type { WriteTx } from '../store/store.ts';
import { isNobody, nobodyFor } from './forget-loans.ts';

const PAGE = 200;
/** A batch in one of these is read by an office no more, so its file need not be made again. */
const OVER = ['acknowledged', 'taken-back', 'discarded'];

/** Forgets the next few batches that are old and over; returns where to go on, null at the end. */
export async function forgetBills(
  tx: WriteTx,
  { after, before }: { readonly after: string; readonly before: Instant },
): Promise<string | null> {
  const batches = await tx.db
    .selectFrom('bill_batch')
    .select('id')
    .where('state', 'in', OVER)
    .where('made_at', '<', before)
    // A batch that accounts do not know yet goes on by its lines.
    .where('body', 'not like', '%"isSettled":false%')
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  for (const { id } of batches) await forgetLines(tx, id);
  return batches.length < PAGE ? null : (batches.at(-1)?.id ?? null);
}

async function forgetLines(tx: WriteTx, batch: string): Promise<void> {
  const rows = await tx.db.selectFrom('bill_line').select('body').where('batch', '=', batch).execute();
  const lines = rows.map(({ body }) => lineOf(body)).filter(({ patronId }) => !isNobody(patronId));
  const fees = await readRows(
    tx,
    'fee',
    lines.map(({ feeId }) => feeId),
  );
  const over = lines.filter(({ feeId }) => {
    const fee = fees.get(feeId);
    return fee === undefined || isNobody(fee.patronId);
  });
  await writeLines(
    tx,
    over.map((line) => ({ ...line, patronId: nobodyFor(line.feeId), account: '' })),
  );
}
