// Answers about a copy, holds on it, and payments at a machine.

import { createHash } from 'node:crypto';
import { branchId } from '../../../shared/core/ids.ts';
import type { ItemStatus } from '../../../shared/circ/model/item.ts';
import { takesPayments } from '../../../shared/circ/model/sip2-account.ts';
import { fieldOf, type Sip2Answer, type Sip2Request } from '../../../shared/sip2/message.ts';
import { envelopesOfCall } from '../../../db/ledger/call-acts.ts';
import { requiredCopy } from '../desk-sight.ts';
import { seekItem } from '../facade/asked.ts';
import { amountIn, dateOf, momentText, named, wordsOf, type Sip2Desk } from './sip2-desk.ts';

/** The status of a copy as the protocol numbers it; 01 is any other. */
const STATUSES: Partial<Readonly<Record<ItemStatus, string>>> = {
  available: '03',
  'on-loan': '04',
  'on-loan-unknown': '04',
  'on-order': '02',
  'in-process': '06',
  cataloging: '06',
  'on-hold-shelf': '08',
  'in-transit': '10',
  lost: '12',
  missing: '13',
};

/** Item information (17). The borrower is never disclosed. */
export async function itemInformation(desk: Sip2Desk, request: Sip2Request<'17'>): Promise<Sip2Answer> {
  const barcode = fieldOf(request, 'AB');
  if (barcode !== '') await seekItem(desk.desk, barcode);
  const { sight, library } = requiredCopy(desk.desk);
  const item = barcode === '' ? null : sight.itemByBarcode(barcode);
  if (item === null)
    return {
      code: '18',
      fixed: `010101${dateOf(desk)}`,
      fields: [...named(desk, { AB: barcode, AJ: '', AF: wordsOf(desk, 'unknownItem') })],
    };
  const loan = sight.currentLoan(item.id);
  const isClaimed = loan?.claim !== undefined && loan.claim !== null;
  return {
    code: '18',
    fixed: `${isClaimed ? '11' : (STATUSES[item.state.status] ?? '01')}0001${dateOf(desk)}`,
    fields: named(desk, {
      CF: String(sight.holdsOfTitle(item.titleId).length),
      AH: loan === null ? null : momentText(desk, loan.dueAt),
      AB: barcode,
      AJ: sight.title(item.titleId)?.title ?? '',
      AQ: library.branchName(item.home),
      AP: 'branch' in item.state ? library.branchName(item.state.branch) : null,
      BG: library.branchName(item.home),
    }),
  };
}

/** Item status update (19): the machine's tag data is not stored here. */
export function itemStatus(desk: Sip2Desk, request: Sip2Request<'19'>): Sip2Answer {
  const barcode = fieldOf(request, 'AB');
  const { sight } = requiredCopy(desk.desk);
  const item = barcode === '' ? null : sight.itemByBarcode(barcode);
  const title = item === null ? '' : (sight.title(item.titleId)?.title ?? '');
  return { code: '20', fixed: `0${dateOf(desk)}`, fields: named(desk, { AB: barcode, AJ: title }) };
}

/** Hold (15): placed for the patron, picked up elsewhere, or ended; any other change is made at a desk. */
export async function hold(desk: Sip2Desk, request: Sip2Request<'15'>): Promise<Sip2Answer> {
  const card = fieldOf(request, 'AA');
  const barcode = fieldOf(request, 'AB');
  const { sight } = requiredCopy(desk.desk);
  const item = barcode === '' ? null : sight.itemByBarcode(barcode);
  const title = item === null ? '' : (sight.title(item.titleId)?.title ?? '');
  const pickup = fieldOf(request, 'BS') || desk.account.branch;
  const told = (isDone: boolean, why: string | null): Sip2Answer => ({
    code: '16',
    fixed: `${isDone ? 1 : 0}${item?.state.status === 'available' ? 'Y' : 'N'}${dateOf(desk)}`,
    fields: named(desk, { AA: card, AB: barcode, AJ: title, BS: pickup, AF: why }),
  });
  if (item === null) return told(false, wordsOf(desk, 'unknownItem'));
  if (request.fixed.holdMode === '+') {
    // 3: this very copy; any other type takes the first copy to come.
    const target = fieldOf(request, 'BY') === '3' ? barcode : item.titleId;
    const answer = await desk.ask('hold.place', { patron: card, target, pickup });
    if (!answer.ok) return told(false, answer.error.message);
    return told(answer.value.decision === 'done', answer.value.reasons.map(({ text }) => text).join(' ') || null);
  }
  const { holdMode } = request.fixed;
  const isMoved = holdMode === '*' && fieldOf(request, 'BS') !== '';
  if (!isMoved && holdMode !== '-') return told(false, wordsOf(desk, 'changeAtDesk'));
  const patron = sight.patronByCard(card);
  const mine = patron === null ? [] : sight.holdsOfPatron(patron.id);
  const live = mine.find(
    ({ state, titleId, capturedItem }) =>
      (state === 'waiting' || state === 'captured') && (titleId === item.titleId || capturedItem === item.id),
  );
  if (live === undefined) return told(false, wordsOf(desk, 'noHold'));
  const answer = isMoved
    ? await desk.ask('hold.changePickup', { holdId: live.id, pickup: branchId(pickup) })
    : await desk.ask('hold.cancel', { holdId: live.id, reason: '' });
  return told(answer.ok && answer.value.decision === 'done', answer.ok ? null : answer.error.message);
}

/** How the protocol numbers ways to pay. Cash lies in the machine: it is neither in the drawer of the desk nor counted with it. */
const METHODS: Readonly<Record<string, 'card'>> = { '01': 'card', '02': 'card' };

/** Fee paid (37): once for a number of the machine, though it is sent again after a lost answer, a restart or a day. */
export async function feePaid(desk: Sip2Desk, request: Sip2Request<'37'>): Promise<Sip2Answer> {
  const { paymentType, currency } = request.fixed;
  const card = fieldOf(request, 'AA');
  const paid = fieldOf(request, 'BK');
  const amount = amountIn(desk, fieldOf(request, 'BV'));
  const told = (isTaken: boolean, why: string | null): Sip2Answer => ({
    code: '38',
    fixed: `${isTaken ? 'Y' : 'N'}${dateOf(desk)}`,
    fields: named(desk, { AA: card, BK: paid === '' ? null : paid, AF: why }),
  });
  if (!takesPayments(desk.account)) return told(false, wordsOf(desk, 'askAtDesk'));
  if (amount === null) return told(false, wordsOf(desk, 'noAmount'));
  if (currency !== desk.currency) return told(false, wordsOf(desk, 'currency'));
  const method = METHODS[paymentType] ?? 'other';
  // Without a number of its own, a message is identified by all its fields, the second of its time included.
  const key = [desk.name, paid === '' ? request.fixed.date : '', paid, card, String(amount), paymentType].join('\n');
  const callId = `sip2-${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
  while (desk.paying.has(callId)) await desk.paying.get(callId);
  if (wasDone(desk, callId)) return told(true, null);
  const reference = `${desk.name} ${paid}`.trim().slice(0, 128);
  const asked = desk.ask('payment.take', { patron: card, amountMinor: amount, method, reference }, callId);
  desk.paying.set(callId, asked);
  const answer = await asked.finally(() => desk.paying.delete(callId));
  return told(answer.ok, answer.ok ? null : answer.error.message);
}

function wasDone({ desk }: Sip2Desk, callId: string): boolean {
  return envelopesOfCall(desk.ledger, callId).length > 0;
}
