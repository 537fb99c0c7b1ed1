// Fees that are paid and waived.

import { patronId } from '../../../shared/core/ids.ts';
import { look } from '../checks/look.ts';
import { done, record, someOf } from '../steps/acts.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const pay = act(4, payFee);
export const waive = act(2, waiveFee);

function owing(world: World, desk: SimDesk) {
  const patrons = someOf(world, world.library.patrons);
  const all = look(world, desk, (sight) => patrons.flatMap((patron) => sight.feesOfPatron(patronId(patron))), []);
  const fees = all.filter(({ kind, loanId }) => kind !== 'manual' && loanId !== null);
  return fees.length === 0 ? null : world.chance.pick(fees);
}

async function payFee(world: World, desk: SimDesk): Promise<void> {
  const fee = owing(world, desk);
  if (fee === null || fee.kind === 'manual' || fee.loanId === null) return;
  const isWhole = world.chance.oneIn(2);
  const amountMinor = isWhole ? fee.outstandingMinor : world.chance.between(1, fee.outstandingMinor + 50);
  if (amountMinor < 1) return;
  const lines = [{ fee: { kind: fee.kind, loanId: fee.loanId, after: null }, amountMinor, settles: isWhole }];
  await record(world, desk, {
    name: 'pay',
    args: { patronId: fee.patronId, amountMinor, method: 'cash', reference: null },
    told: { ...done, lines, slipNumber: (world.slips += 1) },
  });
}

async function waiveFee(world: World, desk: SimDesk): Promise<void> {
  const fee = owing(world, desk);
  if (fee === null || fee.kind === 'manual' || fee.loanId === null || fee.outstandingMinor < 1) return;
  const amountMinor = world.chance.oneIn(2) ? null : world.chance.between(1, fee.outstandingMinor);
  const ref = { kind: fee.kind, loanId: fee.loanId, after: null };
  await record(world, desk, {
    name: 'waive',
    args: { patronId: fee.patronId, fee: ref, amountMinor, reason: 'good will' },
    told: done,
  });
}
