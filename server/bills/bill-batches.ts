// Bill batches from preview to acknowledged. Each step is one transaction that records the decision; its effects on the accounts follow from the
// rows alone (`due-bills.ts`), so that a server may end between any two steps, and nothing is sent twice or lost.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { billBatchId, type BillBatchId } from '../../shared/core/ids.ts';
import { currencyDecimals } from '../../shared/core/money.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { formatLocalMoment } from '../../shared/core/local-moment.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import {
  billFileName,
  lineReference,
  printBillFile,
  type BillFileHead,
  type BillFileLine,
} from '../../shared/formats/bill-file.ts';
import { layoutFaults } from '../../shared/formats/bill-layout.ts';
import { libraryPlace } from '../reports/library-names.ts';
import { newId } from '../new-id.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';
import {
  BILLS_LOCK,
  linesOfFees,
  readBatches,
  readLines,
  requiredBatch,
  requiredLayout,
  unsettledBatches,
  writeBatch,
  writeLayout,
  writeLines,
  type BillBatch,
  type BillLine,
  type StoredLayout,
} from './bill-rows.ts';
import { findBillLines, type FoundLine } from './find-bill-lines.ts';

export type BillParts = { readonly store: Store; readonly clock: Clock; readonly random: Random };

/** A step of a batch. `by`: the id of a person, or a name of before. */
export type BillStep = { readonly batch: BillBatchId; readonly by: string };

/** Sets a layout with the folder for its files. Throws HF-PAY-131 where it has a fault. */
export async function setLayout({ store, clock }: Omit<BillParts, 'random'>, stored: StoredLayout): Promise<void> {
  const [why] = layoutFaults(stored.layout);
  if (why !== undefined) throw new HoldfastError('HF-PAY-131', { why });
  await store.write(async (tx) => {
    await tx.lock([BILLS_LOCK]);
    await writeLayout(tx, stored, clock.now());
  });
}

/**
 * Finds the fees that go by a layout, and keeps them as a preview: nothing of it is sent before another person approves it. Throws HF-PAY-130,
 * HF-PAY-131 where the file could not be made, HF-PAY-135 where nothing goes.
 */
export async function previewBatch(
  { store, clock, random }: BillParts,
  { layout: name, by }: { readonly layout: string; readonly by: string },
): Promise<BillBatchId> {
  const id = billBatchId(newId(clock, random));
  const now = clock.now();
  await store.write(async (tx) => {
    await tx.lock([BILLS_LOCK]);
    const { layout, folder } = await requiredLayout(tx, name);
    const { zone, currency } = await libraryPlace(tx);
    const dayOf = (at: Instant) => formatLocalMoment(at, zone).slice(0, 10);
    const { lines: found, waits } = await findBillLines(tx, { layout, cutoff: now, currency });
    if (found.length === 0) throw new HoldfastError('HF-PAY-135');
    const [newest] = await readBatches(tx);
    const batch: BillBatch = {
      id,
      number: (newest?.number ?? 0) + 1,
      state: 'preview',
      layout,
      folder,
      cutoff: now,
      fileDay: dayOf(now),
      cutoffDay: dayOf(now),
      currency,
      made: { at: now, by },
      approved: null,
      written: null,
      acknowledged: null,
      takenBack: null,
      waits: [...waits],
      isSettled: true,
    };
    const lines = found.map(({ feeAt, ...line }: FoundLine, index): BillLine => ({
      ...line,
      batch: id,
      n: index + 1,
      state: 'open',
      feeDay: dayOf(feeAt),
      endedAt: null,
    }));
    printBatch(batch, lines);
    await writeBatch(tx, batch);
    await writeLines(tx, lines);
  });
  return id;
}

/**
 * Approves a preview: from now on its fees are owed to the office. Lines that changed since it was made, or wait now, are dropped. `settle`: brings
 * earlier decisions to the accounts. Throws HF-PAY-132…135.
 */
export async function approveBatch(
  { store, clock }: BillParts,
  { batch: id, by }: BillStep,
  settle: () => Promise<unknown>,
): Promise<void> {
  for (let [isDone, tries] = [false, 0]; !isDone; tries += 1) {
    if (tries > MOST_TRIES) throw new Error('the accounts do not take in what was decided of a batch');
    await settle();
    isDone = await store.write(async (tx) => {
      await tx.lock([BILLS_LOCK]);
      const batch = await batchIn(tx, id, ['preview']);
      if (batch.made.by === by) throw new HoldfastError('HF-PAY-134');
      // Another program approved a batch just now: which of these fees it has is known once the accounts know.
      if ((await unsettledBatches(tx)).length > 0) return false;
      const { layout, cutoff, currency } = batch;
      const now = await findBillLines(tx, { layout, cutoff, currency });
      const still = new Set(now.lines.map(keyOf));
      const lines = (await readLines(tx, id)).map((line): BillLine => ({
        ...line,
        state: still.has(keyOf(line)) ? 'sent' : 'dropped',
      }));
      if (lines.every(({ state }) => state === 'dropped')) throw new HoldfastError('HF-PAY-135');
      const approved = { at: clock.now(), by };
      await writeBatch(tx, { ...batch, state: 'approved', approved, waits: [...now.waits], isSettled: false });
      await writeLines(tx, lines);
      return true;
    });
  }
}

/** As often another program may approve a batch in between. */
const MOST_TRIES = 20;

const keyOf = ({ feeId, amountMinor }: Pick<BillLine, 'feeId' | 'amountMinor'>): string => `${feeId} ${amountMinor}`;

/** The file of a batch that was approved: its name and its text, the same however often it is asked for. Throws HF-PAY-132 and 133. */
export async function fileOfBatch(
  tx: ReadTx,
  id: BillBatchId,
): Promise<{ readonly batch: BillBatch; readonly name: string; readonly text: string }> {
  const batch = await batchIn(tx, id, ['approved', 'written', 'acknowledged']);
  const lines = await readLines(tx, id);
  return {
    batch,
    name: billFileName(batch.layout, batch),
    text: printBatch(
      batch,
      lines.filter(({ state }) => state !== 'dropped'),
    ),
  };
}

/** Notes that the file was written. One that is written again stays as it was noted first. */
export async function noteWritten(
  { store, clock }: BillParts,
  { batch: id, by, ...file }: BillStep & { readonly file: string; readonly folder: string; readonly sha256: string },
): Promise<void> {
  await store.write(async (tx) => {
    await tx.lock([BILLS_LOCK]);
    const batch = await batchIn(tx, id, ['approved', 'written', 'acknowledged']);
    if (batch.written !== null) return;
    await writeBatch(tx, { ...batch, state: 'written', written: { at: clock.now(), by, ...file } });
  });
}

/** The office has it, but for some lines, which are owed here again. Throws HF-PAY-132, 133, and 138 for a reference that the batch does not have. */
export async function acknowledgeBatch(
  { store, clock }: BillParts,
  { batch: id, by, rejected }: BillStep & { readonly rejected: readonly string[] },
): Promise<void> {
  await store.write(async (tx) => {
    await tx.lock([BILLS_LOCK]);
    const batch = await batchIn(tx, id, ['written']);
    const at = clock.now();
    const lines = await readLines(tx, id);
    const byReference = new Map(lines.map((line) => [lineReference(batch.number, line.n), line]));
    const own = rejected.map((reference) => {
      const line = byReference.get(reference.padStart(10, '0'));
      if (line === undefined || line.state === 'dropped')
        throw new HoldfastError('HF-PAY-138', { why: `${reference} is no line of this batch` });
      return line;
    });
    await refuseLaterLines(tx, batch, own);
    await writeLines(
      tx,
      own.map((line) => ({ ...line, state: 'rejected', endedAt: at })),
    );
    const isSettled = batch.isSettled && own.length === 0;
    await writeBatch(tx, { ...batch, state: 'acknowledged', acknowledged: { at, by }, isSettled });
  });
}

/** The office did not take it: everything is owed here again; a preview is thrown away. Throws HF-PAY-132, 133, and 137 where a later batch builds on it. */
export async function takeBackBatch(
  { store, clock }: BillParts,
  { batch: id, by, reason }: BillStep & { readonly reason: string },
): Promise<void> {
  await store.write(async (tx) => {
    await tx.lock([BILLS_LOCK]);
    const batch = await batchIn(tx, id, ['preview', 'approved', 'written', 'acknowledged']);
    const takenBack = { at: clock.now(), by, reason };
    if (batch.state === 'preview') return writeBatch(tx, { ...batch, state: 'discarded', takenBack });
    const sent = (await readLines(tx, id)).filter(({ state }) => state === 'sent');
    await refuseLaterLines(tx, batch, sent);
    await writeLines(
      tx,
      sent.map((line) => ({ ...line, state: 'taken-back', endedAt: takenBack.at })),
    );
    return writeBatch(tx, { ...batch, state: 'taken-back', takenBack, isSettled: false });
  });
}

/** A credit in a later file stands for a line of this one. */
async function refuseLaterLines(tx: ReadTx, { number }: BillBatch, lines: readonly BillLine[]): Promise<void> {
  const numberOf = new Map((await readBatches(tx)).map((batch) => [batch.id, batch.number]));
  const fees = lines.map(({ feeId }) => feeId);
  const later = (await linesOfFees(tx, fees)).some((line) => (numberOf.get(line.batch) ?? 0) > number);
  if (later) throw new HoldfastError('HF-PAY-137');
}

async function batchIn(
  tx: ReadTx | WriteTx,
  id: BillBatchId,
  states: readonly BillBatch['state'][],
): Promise<BillBatch> {
  const batch = await requiredBatch(tx, id);
  if (!states.includes(batch.state)) throw new HoldfastError('HF-PAY-133', { state: batch.state });
  return batch;
}

function headOf({ number, fileDay, cutoffDay, currency }: BillBatch): BillFileHead {
  return { number, fileDay, cutoffDay, currency, decimals: currencyDecimals(currency) };
}

function printBatch(batch: BillBatch, lines: readonly BillFileLine[]): string {
  const text = printBillFile(batch.layout, headOf(batch), lines);
  if (!text.ok) throw new HoldfastError('HF-PAY-131', { why: text.error });
  return text.value;
}
