// `bill.list`, `bill.show`, `bill.work`: fees that go to another office. The server has them; without a line nothing of them is known.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';
import type { BillsAsk, BillsResponse } from '../../../shared/wire/bills.ts';
import { requireRight, type Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';

/** Throws HF-AUTH-024, HF-SYNC-003 without a line. */
export function listBills(desk: Desk): Promise<MethodOutput<'bill.list'>> {
  return ask(desk, { do: 'list' }, null);
}

/** Throws as listing does, and HF-PAY-132. */
export function showBill(desk: Desk, { batch }: ParsedInput<'bill.show'>): Promise<MethodOutput<'bill.show'>> {
  return ask(desk, { do: 'show', batch }, null);
}

/** A step, with the PIN of the person signed in. Throws as listing does, HF-AUTH-022 and 023, and HF-PAY-130…139. */
export function workBill(desk: Desk, input: ParsedInput<'bill.work'>): Promise<MethodOutput<'bill.work'>> {
  return ask(desk, input.ask, input.pin);
}

async function ask(desk: Desk, asked: BillsAsk, pin: string | null): Promise<MethodOutput<'bill.list'>> {
  requireRight(desk, 'send-bills');
  const { staffId, staff } = desk.session.required();
  const { bills, refused } = await desk.bills({ staffId, pin, ask: asked }, staff);
  if (refused !== null) throw new HoldfastError(refused.code, refused.params);
  if (bills === null) throw new HoldfastError('HF-PAY-132');
  return { ...bills, names: namesOf(desk, bills) };
}

function namesOf(desk: Desk, { shown }: BillsResponse): Record<string, string> {
  const { sight } = requiredCopy(desk);
  const names: Record<string, string> = {};
  for (const { card } of shown?.lines ?? []) {
    if (card === null || Object.hasOwn(names, card)) continue;
    const patron = sight.patronByCard(card);
    if (patron !== null) names[card] = sortName(patron.name, card);
  }
  return names;
}
