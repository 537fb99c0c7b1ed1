// Fees at other offices: the amount that stands there and the amount reported. A fee with more reported than stands is kept, also one that is no
// more:
// the next batch takes the rest back. Pure. [I15] [I24]

import type { BillBatchId, FeeId } from '../../core/ids.ts';
import type { ActOf, MoneyAct } from '../acts.ts';
import { feeIdOf, type Fee, type FeeRef } from '../model/fee.ts';
import type { FeeLine } from './cover-fees.ts';

/** Lines of batches that an office did not take. */
export type TakenBack = ReadonlySet<string>;

const keyOf = (batch: BillBatchId, fee: FeeRef): string => `${batch} ${feeIdOf(fee)}`;

/** Fee lines that these acts take back, before or after the lines arrive. */
export function linesTakenBack(money: readonly MoneyAct[]): TakenBack {
  return new Set(
    money.flatMap((act) => (act.kind === 'takeBackFees' ? act.fees.map((fee) => keyOf(act.batch, fee)) : [])),
  );
}

/** Its lines, without those that were taken back: they never were. */
export function handingLines(act: ActOf<'transferFees'>, takenBack: TakenBack): FeeLine[] {
  return act.lines
    .filter(({ fee }) => !takenBack.has(keyOf(act.batch, fee)))
    .map((line) => ({ act, ...line, settles: false, does: 'hands-on' }));
}

type Said = { readonly act: ActOf<'transferFees'>; readonly ref: FeeRef; readonly saidMinor: number };

/**
 * The existing fees, each with the part that other offices have of it. `now`: the fee by the id that its loan has now. The fees come as they are
 * covered, those of no amount too.
 */
export function withHandedOn(
  fees: readonly Fee[],
  lines: readonly FeeLine[],
  now: (ref: FeeRef) => FeeRef,
): readonly Fee[] {
  const said = saidOf(lines, now);
  if (said.size === 0) return fees.filter(({ amountMinor }) => amountMinor > 0);
  const known = new Set(fees.map(({ id }) => id));
  const gone = [...said].flatMap(([id, one]) => (known.has(id) ? [] : [goneFee(id, one)]));
  return [...fees, ...gone].flatMap((fee) => {
    const told = withSaid(fee, said.get(fee.id));
    return told.amountMinor > 0 || told.handedOn !== undefined ? [told] : [];
  });
}

function saidOf(lines: readonly FeeLine[], now: (ref: FeeRef) => FeeRef): ReadonlyMap<FeeId, Said> {
  const said = new Map<FeeId, Said>();
  for (const { act, fee, amountMinor } of lines) {
    if (act.kind !== 'transferFees') continue;
    const ref = now(fee);
    const id = feeIdOf(ref);
    said.set(id, { act, ref, saidMinor: (said.get(id)?.saidMinor ?? 0) + amountMinor });
  }
  return said;
}

function withSaid(fee: Fee, said: Said | undefined): Fee {
  if (said === undefined) return fee;
  const { amountMinor, paidMinor, waivedMinor, writtenOffMinor, outstandingMinor } = fee;
  const standsMinor = amountMinor - paidMinor - waivedMinor - writtenOffMinor - outstandingMinor;
  const { act, saidMinor } = said;
  if (standsMinor === 0 && saidMinor === 0) return fee;
  return { ...fee, handedOn: { standsMinor, saidMinor, batch: act.batch, at: act.at, to: act.to } };
}

/** A fee that was handed on and is no more, such as that of a checkout that was undone. */
function goneFee(id: FeeId, { act, ref }: Said): Fee {
  return {
    id,
    patronId: act.patronId,
    itemId: null,
    loanId: ref.kind === 'manual' ? null : ref.loanId,
    kind: ref.kind,
    amountMinor: 0,
    paidMinor: 0,
    waivedMinor: 0,
    writtenOffMinor: 0,
    outstandingMinor: 0,
    at: act.at,
  };
}
