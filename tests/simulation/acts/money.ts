// Fees that staff add, and that are paid, also from credit, and waived.

import { ChargeSchema, type Fee, type FeeRef } from '../../../shared/circ/model/fee.ts';
import { patronId } from '../../../shared/core/ids.ts';
import { look } from '../checks/look.ts';
import { asked, done, record, someBarcode, someCard, someOf } from '../steps/acts.ts';
import { cardOf } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const pay = act(4, payFee);
export const waive = act(2, waiveFee);
export const addFee = act(3, (world, desk) => chargeFee(world, desk, someCard(world)));
export const useCredit = act(3, payFromCredit);

function owing(world: World, desk: SimDesk) {
  const patrons = someOf(world, world.library.patrons);
  const all = look(world, desk, (sight) => patrons.flatMap((patron) => sight.feesOfPatron(patronId(patron))), []);
  const fees = all.flatMap((fee) => {
    const ref = refOf(fee);
    return ref === null ? [] : [{ ...fee, ref }];
  });
  return fees.length === 0 ? null : world.chance.pick(fees);
}

/** How a payment names a fee; the later parts of an overdue fee are paid with the first. */
function refOf({ kind, loanId, id }: Fee): FeeRef | null {
  if (kind === 'manual') return { kind, feeId: id };
  return loanId === null ? null : { kind, loanId, after: null };
}

async function payFee(world: World, desk: SimDesk): Promise<void> {
  const fee = owing(world, desk);
  if (fee === null) return;
  const isWhole = world.chance.oneIn(2);
  const amountMinor = isWhole ? fee.outstandingMinor : world.chance.between(1, fee.outstandingMinor + 50);
  if (amountMinor < 1) return;
  const lines = [{ fee: fee.ref, amountMinor, settles: isWhole }];
  await record(world, desk, {
    name: 'pay',
    args: { patronId: fee.patronId, amountMinor, method: 'cash', reference: null },
    told: { ...done, lines, slipNumber: (world.slips += 1) },
  });
}

async function waiveFee(world: World, desk: SimDesk): Promise<void> {
  const fee = owing(world, desk);
  if (fee === null || fee.outstandingMinor < 1) return;
  const amountMinor = world.chance.oneIn(2) ? null : world.chance.between(1, fee.outstandingMinor);
  await record(world, desk, {
    name: 'waive',
    args: { patronId: fee.patronId, fee: fee.ref, amountMinor, reason: 'good will' },
    told: done,
  });
}

/** Charges by a person; the bill of a missing part is the server's. */
const CHARGES = ChargeSchema.exclude(['missing-part']).options;

async function chargeFee(world: World, desk: SimDesk, card: string): Promise<void> {
  const { chance } = world;
  const about = chance.oneIn(2) ? { item: someBarcode(world) } : {};
  await asked(world, desk, 'fee.add', {
    patron: card,
    amountMinor: chance.between(50, 900),
    charge: chance.pick(CHARGES),
    ...about,
    note: 'as seen',
  });
}

/** Pays from the credit of a patron, who owes something by then; where the desk knows of no credit, a patron leaves more than they owe. */
async function payFromCredit(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const patrons = someOf(world, world.library.patrons);
  const able = look(world, desk, (sight) => patrons.filter((one) => sight.creditMinor(patronId(one)) > 0), []);
  if (able.length === 0) {
    const amountMinor = chance.between(100, 1_500);
    await asked(world, desk, 'payment.take', { patron: cardOf(chance.pick(patrons)), amountMinor, method: 'cash' });
    return;
  }
  const patron = chance.pick(able);
  const owes = look(world, desk, (sight) => sight.owedMinor(patronId(patron)) > 0, false);
  if (!owes) await chargeFee(world, desk, cardOf(patron));
  await asked(world, desk, 'payment.useCredit', { patron: cardOf(patron) });
}
