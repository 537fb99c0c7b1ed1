// Bills to offices at the end: accounts have exactly the lines in the files and have handed on their amounts, with any payments, returns and claims
// in between. [I2] [I24]

import { lineOf, readBatches, unsettledBatches, type BillLine } from '../../../server/bills/bill-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import { ACTS } from '../../../shared/acts/all.ts';
import { feeIdOf, type Fee } from '../../../shared/circ/model/fee.ts';
import { isAllKnown, type Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';

type BilledLine = Pick<BillLine, 'batch' | 'patronId' | 'ref' | 'amountMinor'>;
export type Billed = { readonly isSettled: boolean; readonly lines: readonly BilledLine[] };

/** The lines of all files that their offices have. */
export async function readBilled(tx: ReadTx): Promise<Billed> {
  const sent = new Set((await readBatches(tx)).flatMap(({ id, state }) => (GONE.has(state) ? [String(id)] : [])));
  const rows = await tx.db.selectFrom('bill_line').select('body').where('state', '=', 'sent').execute();
  const lines = rows.map(({ body }) => lineOf(body)).filter(({ batch }) => sent.has(batch));
  return { isSettled: (await unsettledBatches(tx)).length === 0, lines };
}

const GONE: ReadonlySet<string> = new Set(['approved', 'written', 'acknowledged']);

/** `patronOf`: the present account of a patron. */
export function checkBills({ isSettled, lines }: Billed, { said, fees, patronOf }: Told): void {
  holds(2, isSettled, () => 'accounts do not know of all that was decided of a batch');
  if (isAllKnown(said, ['transferFees', 'takeBackFees'])) {
    const told = toldLines(said).map((one) => lineText(one, patronOf));
    const filed = lines.map((one) => lineText(one, patronOf));
    const inOne = (some: readonly string[], others: readonly string[]) =>
      some.filter((one) => !others.includes(one)).join(', ');
    holds(
      2,
      filed.toSorted().join('\n') === told.toSorted().join('\n'),
      () => `files alone have [${inOne(filed, told)}], and accounts alone were told of [${inOne(told, filed)}]`,
    );
  }
  // In all: a loan that proves to be another's takes its fee along, under another name.
  const sum = lines.reduce((all, { amountMinor }) => all + amountMinor, 0);
  const known = fees.reduce((all, { handedOn }) => all + (handedOn?.saidMinor ?? 0), 0);
  holds(2, sum === known, () => `files said ${sum}, and accounts know of ${known}`);
}

type Told = {
  readonly said: readonly Said[];
  readonly fees: readonly Fee[];
  readonly patronOf: (id: string) => string;
};

/** The lines on accounts that were not taken back, before or after. */
function toldLines(said: readonly Said[]): BilledLine[] {
  const of = (wanted: string) =>
    said.flatMap(({ name, args }) => {
      if (name !== wanted) return [];
      const { batch, patronId, lines } = ToldSchema.parse(args);
      return lines.map(({ fee: ref, amountMinor }) => ({ batch, patronId, ref, amountMinor }));
    });
  const keyOf = ({ batch, ref }: BilledLine) => `${batch} ${feeIdOf(ref)}`;
  const takenBack = new Set(of('takeBackFees').map(keyOf));
  return of('transferFees').filter((line) => !takenBack.has(keyOf(line)));
}

const ToldSchema = ACTS.transferFees.args.pick({ batch: true, patronId: true, lines: true });

const lineText = ({ batch, patronId, ref, amountMinor }: BilledLine, patronOf: Told['patronOf']): string =>
  `${batch} ${patronOf(patronId)} ${feeIdOf(ref)} ${amountMinor}`;
