// The messages about batches that accounts still need: fees that went to an office, and fees that it did not take. Each
// follows from the rows of the batch and has an id made from it, so that several programs, or a program started again,
// record it once. [I2]

import type { Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { MAX_BATCH_ENVELOPES } from '../../shared/wire/commands.ts';
import type { ArgsOf } from '../../shared/acts/all.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { undone } from '../schedule/find-undone.ts';
import { ownRequest, timedActId, type OwnDeed, type OwnDesk } from '../schedule/own-desk.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { BILLS_LOCK, readLines, unsettledBatches, writeBatch, type BillBatch, type BillLine } from './bill-rows.ts';

/** The next few acts, the oldest batch first. A batch of which all are recorded is settled in the same transaction. */
export async function dueBills(tx: WriteTx, limit: number): Promise<OwnDeed[]> {
  const due: OwnDeed[] = [];
  for (const batch of await unsettledBatches(tx)) {
    const deeds = await deedsOf(tx, batch);
    const left = await undone(tx, deeds);
    if (left.length === 0) await settled(tx, batch);
    due.push(...left.slice(0, limit - due.length));
    if (due.length >= limit) break;
  }
  return due;
}

/** Records all that is due. Returns how many acts that were. */
export async function settleBills({
  runner,
  clock,
  ownDesk,
}: {
  readonly runner: Pick<CommandRunner, 'runOwn'>;
  readonly clock: Clock;
  readonly ownDesk: OwnDesk;
}): Promise<number> {
  let count = 0;
  for (let taken = 1; taken > 0; count += taken) {
    const response = await runner.runOwn(async (tx) =>
      ownRequest(tx, await dueBills(tx, MAX_BATCH_ENVELOPES), { ...ownDesk, now: clock.now() }),
    );
    taken = response?.receipts.length ?? 0;
  }
  return count;
}

async function settled(tx: WriteTx, { id }: BillBatch): Promise<void> {
  await tx.lock([BILLS_LOCK]);
  // It may have been taken back meanwhile: then the next look finds the acts that follow.
  for (const batch of await unsettledBatches(tx))
    if (batch.id === id && (await undone(tx, await deedsOf(tx, batch))).length === 0)
      await writeBatch(tx, { ...batch, isSettled: true });
}

async function deedsOf(tx: ReadTx, batch: BillBatch): Promise<OwnDeed[]> {
  const { approved } = batch;
  const lines = (await readLines(tx, batch.id)).filter(({ state }) => state !== 'dropped');
  if (approved === null) return [];
  const ended = (['rejected', 'taken-back'] as const).flatMap((state) =>
    byPatron(lines.filter((line) => line.state === state)).map((own) => ({ state, own })),
  );
  return [
    ...byPatron(lines).map((own) => deed(batch, own, { name: 'transferFees', why: 'sent', at: approved.at })),
    ...ended.map(({ state, own }) =>
      deed(batch, own, { name: 'takeBackFees', why: state, at: own[0]?.endedAt ?? approved.at }),
    ),
  ];
}

const byPatron = (lines: readonly BillLine[]): (readonly BillLine[])[] => [
  ...Map.groupBy(lines, ({ patronId }) => patronId).values(),
];

/** A bill act on an account, with its reason and its time. Each line has one act for each reason. */
type Said = { readonly name: 'transferFees' | 'takeBackFees'; readonly why: string; readonly at: Instant };

function deed({ id: batch, layout }: BillBatch, lines: readonly BillLine[], { name, why, at }: Said): OwnDeed {
  const [first] = lines;
  const args: ArgsOf<'transferFees'> = {
    batch,
    patronId: (first ?? noLine()).patronId,
    to: layout.office,
    lines: lines.map(({ ref: fee, amountMinor }) => ({ fee, amountMinor })),
  };
  return { id: timedActId(name, `${batch} ${args.patronId} ${why}`, at), name, version: 1, args, at };
}

function noLine(): never {
  throw new Error('a group has no line');
}
