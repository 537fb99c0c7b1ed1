// Bills to offices at the end: accounts have handed on exactly the amounts in the files, with any payments, returns and
// claims in between. [I2] [I24]

import { lineOf, readBatches, unsettledBatches } from '../../../server/bills/bill-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import type { Fee } from '../../../shared/circ/model/fee.ts';
import { holds } from '../world/broken.ts';

export type Billed = { readonly isSettled: boolean; readonly lines: readonly { readonly amountMinor: number }[] };

/** The lines of all files that their offices have. */
export async function readBilled(tx: ReadTx): Promise<Billed> {
  const sent = new Set((await readBatches(tx)).flatMap(({ id, state }) => (GONE.has(state) ? [String(id)] : [])));
  const rows = await tx.db.selectFrom('bill_line').select('body').where('state', '=', 'sent').execute();
  const lines = rows.map(({ body }) => lineOf(body)).filter(({ batch }) => sent.has(batch));
  return { isSettled: (await unsettledBatches(tx)).length === 0, lines };
}

const GONE: ReadonlySet<string> = new Set(['approved', 'written', 'acknowledged']);

/** In all: a loan that proves to be another's takes its fee along, under another name. */
export function checkBills({ isSettled, lines }: Billed, fees: readonly Fee[]): void {
  // A server that ended between the decision and the accounts goes on at its next look.
  if (!isSettled) return;
  const said = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const known = fees.reduce((sum, { handedOn }) => sum + (handedOn?.saidMinor ?? 0), 0);
  holds(2, said === known, () => `files said ${said}, and accounts know of ${known}`);
}
