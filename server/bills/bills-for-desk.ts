// Bills as a person works them, at a desk with a line or on the command line: the request, the right and the PIN, and the answer.

import { sql } from 'kysely';
import Papa from 'papaparse';
import { staffId, type BillBatchId } from '../../shared/core/ids.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { cardOf } from '../../shared/circ/model/patron.ts';
import { lineReference, readBillAnswer } from '../../shared/formats/bill-file.ts';
import {
  isBillRefusal,
  type BillBatchView,
  type BillLineView,
  type BillsAnswer,
  type BillsAsk,
  type BillsRequest,
  type BillsResponse,
} from '../../shared/wire/bills.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { serverIdentity } from '../desks/server-identity.ts';
import { staffNames } from '../reports/library-names.ts';
import { checkOwnPin, type PinParts } from '../staff/check-own-pin.ts';
import { requireStaffRight } from '../staff/require-staff-right.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { acknowledgeBatch, approveBatch, previewBatch, takeBackBatch, type BillParts } from './bill-batches.ts';
import { readBatches, readLayouts, readLines, requiredBatch, type BillBatch, type BillLine } from './bill-rows.ts';
import { settleBills } from './due-bills.ts';
import { writeBillFile } from './write-bill-file.ts';

type Parts = BillParts & PinParts & { readonly runner: Pick<CommandRunner, 'runOwn'> };

/**
 * Does it. Throws HF-AUTH-024 without the right `send-bills`, HF-AUTH-022 and 023 for the PIN, which everything that changes something asks for, and
 * HF-PAY-130…139.
 */
export async function billsForDesk(parts: Parts, { staffId: by, pin, ask }: BillsRequest): Promise<BillsResponse> {
  const { store, clock } = parts;
  const now = clock.now();
  await store.read((tx) => requireStaffRight(tx, { staffId: by, right: 'send-bills', now }));
  if (ask.do !== 'list' && ask.do !== 'show') {
    if (pin === null) throw new HoldfastError('HF-AUTH-022');
    await checkOwnPin(parts, by, pin);
  }
  const shown = await workBills(parts, ask, by);
  return store.read((tx) => viewBills(tx, shown));
}

/** The same as an answer: a request that is refused now is answered with the reason and its names. Throws all else. */
export async function answerBills(parts: Parts, request: BillsRequest): Promise<BillsAnswer> {
  try {
    return { bills: await billsForDesk(parts, request), refused: null };
  } catch (error) {
    if (!(error instanceof HoldfastError) || !isBillRefusal(error.code)) throw error;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(error.params)) if (typeof value === 'string') params[name] = value;
    return { bills: null, refused: { code: error.code, params } };
  }
}

/** Carries out the request of a person who has the right; returns the batch to show. */
export async function workBills(parts: Omit<Parts, 'tries'>, ask: BillsAsk, by: string): Promise<BillBatchId | null> {
  const settle = async () =>
    settleBills({
      ...parts,
      ownDesk: { signer: await serverIdentity(parts.store, parts.random), random: parts.random },
    });
  switch (ask.do) {
    case 'list':
      return null;
    case 'show':
      return ask.batch;
    case 'preview':
      await settle();
      return previewBatch(parts, { layout: ask.layout, by });
    case 'approve':
      await approveBatch(parts, { batch: ask.batch, by }, settle);
      await settle();
      return ask.batch;
    case 'write':
      await settle();
      await writeBillFile(parts, { batch: ask.batch, by, folder: ask.folder });
      return ask.batch;
    case 'acknowledge': {
      const rejected = [...ask.rejected, ...(await rejectedIn(parts, ask.batch, ask.answer))];
      await acknowledgeBatch(parts, { batch: ask.batch, by, rejected: [...new Set(rejected)] });
      await settle();
      return ask.batch;
    }
    case 'take-back':
      await takeBackBatch(parts, { batch: ask.batch, by, reason: ask.reason });
      await settle();
      return ask.batch;
  }
}

/** Lines that the office's own file does not take. Lines that it does not name were taken. */
async function rejectedIn(
  { store }: Pick<Parts, 'store'>,
  id: BillBatchId,
  text: string | null,
): Promise<readonly string[]> {
  if (text === null) return [];
  const { layout } = await store.read((tx) => requiredBatch(tx, id));
  const refuse = (why: string): never => {
    throw new HoldfastError('HF-PAY-138', { why });
  };
  const { answer } = layout;
  if (answer === undefined) return refuse('the layout says nothing of answers');
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter: answer.separator ?? ',' });
  const said = readBillAnswer(answer, parsed.data);
  return said.ok ? said.value.rejected : refuse(said.error);
}

/** The layouts and the batches, and one of these with its lines. */
export async function viewBills(tx: ReadTx, shown: BillBatchId | null): Promise<BillsResponse> {
  const nameOf = await staffNames(tx);
  const said = (by: string): string => nameOf(staffId(by)) ?? by;
  const sums = await sumsOf(tx);
  const views = new Map<BillBatchId, BillBatchView>(
    (await readBatches(tx)).map((batch) => [batch.id, viewOf(batch, sums.get(batch.id) ?? [], said)]),
  );
  const batch = shown === null ? undefined : views.get(shown);
  if (shown !== null && batch === undefined) throw new HoldfastError('HF-PAY-132');
  return {
    layouts: (await readLayouts(tx)).map(({ layout: { name, office, purpose }, folder }) => ({
      name,
      office,
      purpose,
      folder,
    })),
    batches: [...views.values()],
    shown: batch === undefined ? null : { batch, lines: await lineViews(tx, batch, await readLines(tx, batch.id)) },
  };
}

/** Lines of one state and one way. */
type LineSum = {
  readonly state: string;
  readonly isCredit: boolean;
  readonly count: number;
  readonly amountMinor: number;
};

/** Sums of the lines of every batch, without reading the lines. */
async function sumsOf({ db }: ReadTx): Promise<ReadonlyMap<string, readonly LineSum[]>> {
  const { rows } = await sql<{ batch: string; state: string; credit: number; count: number; sum: number }>`
    select batch, state, case when amount_minor < 0 then 1 else 0 end as credit, count(*) as count,
      sum(amount_minor) as sum from bill_line group by 1, 2, 3`.execute(db);
  const sums = rows.map(({ batch, state, credit, count, sum }) => {
    return { batch, state, isCredit: Number(credit) === 1, count: Number(count), amountMinor: Number(sum) };
  });
  return Map.groupBy(sums, ({ batch }) => batch);
}

function viewOf(batch: BillBatch, lines: readonly LineSum[], said: (by: string) => string): BillBatchView {
  const { id, number, state, layout, cutoff, made, approved, written, acknowledged, takenBack, waits } = batch;
  const add = (own: readonly LineSum[]) => ({
    count: own.reduce((sum, { count }) => sum + count, 0),
    amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  });
  const going = lines.filter((line) => line.state !== 'dropped');
  const countOf = (of: string): number => add(lines.filter((line) => line.state === of)).count;
  const named = <S extends { readonly by: string }>(step: S | null): S | null =>
    step === null ? null : { ...step, by: said(step.by) };
  return {
    id,
    number,
    layout: layout.name,
    office: layout.office,
    purpose: layout.purpose,
    state,
    cutoff,
    made: { ...made, by: said(made.by) },
    approved: named(approved),
    written: named(written),
    acknowledged: named(acknowledged),
    takenBack: named(takenBack),
    charges: add(going.filter(({ isCredit }) => !isCredit)),
    credits: add(going.filter(({ isCredit }) => isCredit)),
    rejected: countOf('rejected'),
    dropped: countOf('dropped'),
    waits,
  };
}

async function lineViews(tx: ReadTx, { number }: BillBatchView, lines: readonly BillLine[]): Promise<BillLineView[]> {
  const patrons = await readRows(tx, 'patron', new Set(lines.map(({ patronId }) => patronId)));
  return lines.map(({ n, patronId, feeId, account, kind, amountMinor, feeDay, state }) => {
    const patron = patrons.get(patronId);
    return {
      reference: lineReference(number, n),
      feeId,
      account,
      card: patron === undefined ? null : cardOf(patron),
      kind,
      amountMinor,
      feeDay,
      state,
    };
  });
}
