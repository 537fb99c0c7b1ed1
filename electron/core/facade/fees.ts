// `fee.list`: the debts of a patron; also look-ups of the acts of money.

import { saidRights } from '../../../shared/acts/define-act.ts';
import { waive } from '../../../shared/acts/fee/waive.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { FeeView, HandedOnView, MoneyAnswer } from '../../../shared/views/fee.ts';
import { owedApart } from '../../../shared/circ/decide/patron-standing.ts';
import { groupOf } from '../../../shared/circ/decide/subject.ts';
import { owedOf } from '../../../shared/circ/facts.ts';
import { finesLimit } from '../../../shared/rules/limits/fines-limit.ts';
import { feeWords } from '../../../shared/circ/fee-words.ts';
import type { Fee } from '../../../shared/circ/model/fee.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Account, AccountFee } from '../../../db/overlay/account-view.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { madeBy } from '../lists/account-rows.ts';
import type { PhoneWish } from '../session/phone-codes.ts';

/** The account of a patron, as of now. Throws HF-PATRON-001. */
export function listFees(desk: Desk, { patron: card }: ParsedInput<'fee.list'>): MethodOutput<'fee.list'> {
  const copy = requiredCopy(desk);
  const patron = requiredPatron(copy, card);
  const { id } = patron;
  const account = copy.sight.accountOf(id, desk.clock.now());
  // A payment from credit moved no cash: its money is in the payment that the credit came from.
  const fromCredit = new Set(copy.sight.moneyActs(id).flatMap((act) => (act.kind === 'useCredit' ? [act.id] : [])));
  const payments = account.payments.filter(({ act }) => !fromCredit.has(act.id));
  const sums = sumsOf(desk, account);
  return {
    ...sums,
    limit: limitOf(desk, patron, account),
    fees: account.fees.map((one) => feeView(desk, copy, one)),
    handedOn: account.handedOn.flatMap((fee) => handedOnView(desk, copy, fee)),
    payments: payments.map(({ act, unusedMinor, refundedMinor }) => ({
      paymentId: act.id,
      at: formatInstant(act.at),
      amountMinor: act.amountMinor,
      refundedMinor,
      unusedMinor,
      text: moneyText(desk, act.amountMinor),
      method: madeBy(desk.ledger, act.id)?.method ?? null,
    })),
  };
}

/** The limit, against what counts toward it: as the rules judge a checkout. */
function limitOf(desk: Desk, patron: Patron, { fees }: Account): MethodOutput<'fee.list'>['limit'] {
  const rules = requiredCopy(desk).library.rulesAt(desk.clock.now());
  if (rules === null) return null;
  const limit = finesLimit(rules, { group: groupOf(rules, patron), branch: desk.identity.branch });
  if (limit === null) return null;
  const { minor, isAbove } = limit;
  const owed = owedOf(fees.filter(({ isGrowing }) => !isGrowing).map(({ fee }) => fee));
  const counted = owed.owedMinor - owedApart(rules, owed);
  return { text: moneyText(desk, minor), isAbove, isReached: counted > 0 && counted >= minor + (isAbove ? 1 : 0) };
}

/** The subject of a waiver, and the request to a person on the phone. Throws HF-PATRON-001, HF-PAY-001 or HF-PAY-003. */
export function waiverAsked(
  desk: Desk,
  { feeId: id, patron: card, amountMinor }: Pick<ParsedInput<'fee.waive'>, 'feeId' | 'patron' | 'amountMinor'>,
) {
  const copy = requiredCopy(desk);
  const patron = ownerOf(copy, { feeId: id, patron: card });
  const { ref, owedMinor } = waivable(copy.sight.accountOf(patron.id, desk.clock.now()), id);
  if (amountMinor !== undefined && amountMinor > owedMinor) {
    throw new HoldfastError('HF-PAY-003', { owed: moneyText(desk, owedMinor) });
  }
  const wish: PhoneWish = {
    codes: [],
    rights: saidRights(waive),
    minor: amountMinor ?? owedMinor,
    patronId: patron.id,
    thing: id,
  };
  return { patron, ref, wish };
}

/** A fee of this office or of another one; both are waived alike. Throws HF-PAY-001. */
function waivable(
  { fees, handedOn }: Account,
  id: Fee['id'],
): Pick<AccountFee, 'ref'> & { readonly owedMinor: number } {
  const found = [...fees, ...handedOn].find(({ fee }) => fee.id === id);
  if (found === undefined) throw new HoldfastError('HF-PAY-001');
  const { fee, ref } = found;
  return { ref, owedMinor: fee.outstandingMinor + (fee.handedOn?.standsMinor ?? 0) };
}

function ownerOf(copy: Copy, { feeId: id, patron: card }: Pick<ParsedInput<'fee.waive'>, 'feeId' | 'patron'>): Patron {
  if (card !== undefined) return requiredPatron(copy, card);
  const owner = copy.sight.patronOfFee(id);
  const patron = owner === null ? null : copy.sight.patron(owner);
  if (patron === null) throw new HoldfastError('HF-PAY-001');
  return patron;
}

/** A patron of this library. Throws HF-PATRON-001. */
export function requiredPatron(copy: Copy, card: string): Patron {
  const patron = copy.sight.patronByCard(card);
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  return patron;
}

/** A fee of an account with something outstanding. Throws HF-PAY-001, and HF-PAY-121 for one that another office has. */
export function requiredFee(account: Account, id: Fee['id']): AccountFee {
  const found = account.fees.find(({ fee }) => fee.id === id);
  if (found !== undefined) return found;
  const sent = account.handedOn.find(({ fee }) => fee.id === id)?.fee.handedOn;
  throw sent === undefined ? new HoldfastError('HF-PAY-001') : new HoldfastError('HF-PAY-121', { office: sent.to });
}

/**
 * Refuses payments on a student account: they would have no payee, since the bursar is not notified yet. Such payments recorded before are read as
 * ever.
 */
export function refuseBursar({ method }: { readonly method: string }): void {
  if (method === 'account') throw new HoldfastError('HF-PAY-120');
}

/** The account as an act of money leaves it. */
export function answerAfter(desk: Desk, patron: Patron, commandId: ActId): MoneyAnswer {
  const account = requiredCopy(desk).sight.accountOf(patron.id, desk.clock.now());
  return { commandId, ...sumsOf(desk, account) };
}

/** Debt without growing fines, and credit left from payments. */
export function sumsOf(desk: Desk, account: Account): Pick<MoneyAnswer, 'owedMinor' | 'owedText' | 'creditMinor'> {
  const owedMinor = account.fees.reduce((sum, { fee, isGrowing }) => sum + (isGrowing ? 0 : fee.outstandingMinor), 0);
  return { owedMinor, owedText: moneyText(desk, owedMinor), creditMinor: account.creditMinor };
}

function feeView(desk: Desk, copy: Copy, { fee, isGrowing }: AccountFee): FeeView {
  return {
    feeId: fee.id,
    kind: fee.kind,
    kindText: kindText(sayingAt(desk), fee),
    item: itemView(copy, fee),
    amountMinor: fee.amountMinor,
    outstandingMinor: fee.outstandingMinor,
    text: moneyText(desk, fee.outstandingMinor),
    at: formatInstant(fee.at),
    growing: isGrowing,
  };
}

function itemView(copy: Copy, { itemId }: Fee): FeeView['item'] {
  const item = itemId === null ? null : copy.sight.item(itemId);
  if (item === null) return null;
  return { barcode: item.barcode, title: copy.sight.title(item.titleId)?.title ?? item.barcode };
}

function handedOnView(desk: Desk, copy: Copy, one: AccountFee): HandedOnView[] {
  const { handedOn } = one.fee;
  if (handedOn === undefined) return [];
  const { standsMinor, at, to } = handedOn;
  const text = moneyText(desk, standsMinor);
  return [{ ...feeView(desk, copy, one), outstandingMinor: standsMinor, text, to, sentAt: formatInstant(at) }];
}

/** The reason for a fee, in words. */
export function kindText(saying: Saying, fee: Pick<Fee, 'kind' | 'charge'>): string {
  return say(saying, feeWords(fee));
}

/** An amount in the library's currency. */
export function moneyText(desk: Desk, amountMinor: number): string {
  const { currency } = desk.identity.library;
  return say(sayingAt(desk), { en: '{amount}', es: '{amount}' }, { amount: { amountMinor, currency } });
}
