// The recorded acts behind an exception, oldest first, in words without names: the acts on an item, or the course of
// its money.

import type { ItemId, PatronId } from '../../../shared/core/ids.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import type { ExceptionView } from '../../../shared/views/sync.ts';
import { ACT_WORDS } from '../../../shared/acts/act-words.ts';
import type { ActOf, ItemAct, MoneyAct } from '../../../shared/circ/acts.ts';
import { feeIdOf, type FeeRef } from '../../../shared/circ/model/fee.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import type { Desk } from '../desk.ts';
import { sayingAt, type Copy } from '../desk-sight.ts';
import { kindText, moneyText } from './fees.ts';

/** Enough to see two desks disagree. */
const mostHappened = 5;
/** Acts of money: enough to see which fees a payment covered, and why it covers fewer now. */
const mostOfMoney = 12;

const HERE_WORDS: Words = { en: 'this desk', es: 'este mostrador' };
const THERE_WORDS: Words = { en: 'another desk', es: 'otro mostrador' };
const DUE_WORDS: Words = { en: 'due {due}', es: 'vence {due}' };
const THIS_PAYMENT_WORDS: Words = { en: 'This payment', es: 'Este pago' };
const NOW_WORDS: Words = {
  en: 'As it stands now: {covers} of this payment covers fees, {refunded} was refunded, {unused} is credit',
  es: 'Así está ahora: {covers} de este pago cubren cargos, {refunded} se reembolsaron, {unused} son saldo a favor',
};

type Happened = ExceptionView['happened'];

/** The newest acts on an item, oldest first, with the branch of each desk, whether it was this one, and the promise made. Without names. */
export function happenedTo(desk: Desk, copy: Copy, id: ItemId): Happened {
  return copy.sight
    .actsOfItem(id)
    .slice(-mostHappened)
    .map((act) => ({ at: formatInstant(act.at), text: sayItemAct(desk, copy, act) }));
}

/**
 * The path of money that became credit: the payment and the fees that it was to cover, the later fate of these fees (paid twice, waived, an item that
 * was back earlier), and the fees that it covers now. Empty where this desk does not have the payment.
 */
export function happenedToMoney(desk: Desk, copy: Copy, { cause, patronId }: Exception): Happened {
  if (patronId === null) return [];
  const acts = copy.sight.moneyActs(patronId);
  const payment = acts.find((act) => act.kind === 'pay' && act.id === cause);
  if (payment?.kind !== 'pay') return [];
  const fees = new Set(payment.lines.map(({ fee }) => feeIdOf(fee)));
  const near = acts.filter((act) => act.kind !== 'undo' && isNear(act, payment, fees));
  const known = new Set(near.map(({ id }) => id));
  const undone = acts.filter((act) => act.kind === 'undo' && known.has(act.target));
  const money = [...near, ...undone].map((act) => ({ at: act.at, text: sayMoneyAct(desk, copy, act, payment) }));
  const items = itemsOf(copy, payment).flatMap((itemId) =>
    copy.sight
      .actsOfItem(itemId)
      .slice(-mostHappened)
      .map((act) => ({
        at: act.at,
        text: [titleOf(copy, itemId), sayItemAct(desk, copy, act)].filter(Boolean).join(' · '),
      })),
  );
  const rows = [...money, ...items].toSorted((a, b) => a.at - b.at).slice(-mostOfMoney);
  return [
    ...rows.map(({ at, text }) => ({ at: formatInstant(at), text })),
    ...standsNow(desk, copy, { payment, patronId }),
  ];
}

/** About the same fees, or giving this payment back. */
function isNear(act: MoneyAct, payment: ActOf<'pay'>, fees: ReadonlySet<string>): boolean {
  switch (act.kind) {
    case 'pay':
      return act.id === payment.id || act.lines.some(({ fee }) => fees.has(feeIdOf(fee)));
    case 'waive':
      return fees.has(feeIdOf(act.fee));
    case 'addFee':
    case 'liftPartBill':
      return fees.has(act.feeId);
    case 'transferFees':
      return act.lines.some(({ fee }) => fees.has(feeIdOf(fee)));
    case 'takeBackFees':
      return act.fees.some((fee) => fees.has(feeIdOf(fee)));
    case 'refund':
      return act.lines.some((line) => line.payment === payment.id);
    case 'useCredit':
      return act.lines.some((line) => line.payment === payment.id || fees.has(feeIdOf(line.fee)));
    case 'undo':
      return false;
  }
}

function itemsOf(copy: Copy, { lines }: ActOf<'pay'>): ItemId[] {
  const loans = lines.flatMap(({ fee }) => ('loanId' in fee ? (copy.sight.loan(fee.loanId) ?? []) : []));
  return [...new Set(loans.map(({ itemId }) => itemId))];
}

function standsNow(
  desk: Desk,
  copy: Copy,
  { payment, patronId }: { readonly payment: ActOf<'pay'>; readonly patronId: PatronId },
): Happened {
  const now = desk.clock.now();
  const found = copy.sight.accountOf(patronId, now).payments.find(({ act }) => act.id === payment.id);
  if (found === undefined) return [];
  const { unusedMinor, refundedMinor } = found;
  const text = say(sayingAt(desk), NOW_WORDS, {
    covers: moneyText(desk, payment.amountMinor - unusedMinor - refundedMinor),
    refunded: moneyText(desk, refundedMinor),
    unused: moneyText(desk, unusedMinor),
  });
  return [{ at: formatInstant(now), text }];
}

function sayMoneyAct(desk: Desk, copy: Copy, act: MoneyAct, payment: ActOf<'pay'>): string {
  const words = act.id === payment.id ? THIS_PAYMENT_WORDS : ACT_WORDS[act.kind];
  const what = words === undefined ? act.kind : say(sayingAt(desk), words);
  return [what, ...amountsOf(desk, copy, act), ...placeOf(desk, copy, act)].join(' · ');
}

/** Amounts, each with its reason. */
function amountsOf(desk: Desk, copy: Copy, act: MoneyAct): string[] {
  const forFee = (fee: FeeRef, minor: number | null): string =>
    [kindOf(desk, copy, fee), minor === null ? '' : moneyText(desk, minor)].filter(Boolean).join(' ');
  switch (act.kind) {
    case 'pay':
      return [moneyText(desk, act.amountMinor), ...act.lines.map(({ fee, amountMinor }) => forFee(fee, amountMinor))];
    case 'waive':
      return [forFee(act.fee, act.amountMinor)];
    case 'addFee':
      return [forFee({ kind: 'manual', feeId: act.feeId }, act.amountMinor)];
    case 'liftPartBill':
      return [forFee({ kind: 'manual', feeId: act.feeId }, null)];
    case 'transferFees':
      return [act.to, ...act.lines.map(({ fee, amountMinor }) => forFee(fee, amountMinor))];
    case 'takeBackFees':
      return act.fees.map((fee) => forFee(fee, null));
    case 'refund':
      return [moneyText(desk, sumOf(act.lines))];
    case 'useCredit':
      return [moneyText(desk, sumOf(act.lines)), ...act.lines.map(({ fee, amountMinor }) => forFee(fee, amountMinor))];
    case 'undo':
      return [];
  }
}

const sumOf = (lines: readonly { readonly amountMinor: number }[]): number =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

function kindOf(desk: Desk, copy: Copy, fee: FeeRef): string {
  const saying = sayingAt(desk);
  if (fee.kind !== 'manual') return kindText(saying, { kind: fee.kind });
  return kindText(saying, copy.sight.feeById(fee.feeId) ?? { kind: 'manual' });
}

function titleOf(copy: Copy, id: ItemId): string | null {
  const item = copy.sight.item(id);
  return item === null ? null : (copy.sight.title(item.titleId)?.title ?? null);
}

function sayItemAct(desk: Desk, copy: Copy, act: ItemAct): string {
  const saying = sayingAt(desk);
  const words = ACT_WORDS[act.kind];
  const what = words === undefined ? act.kind : say(saying, words);
  const zone = (act.branch === null ? null : copy.library.branch(act.branch)?.zone) ?? null;
  const due =
    'dueAt' in act && zone !== null && 'policyHash' in act
      ? say(saying, DUE_WORDS, {
          due: { dueAt: act.dueAt, grain: copy.policy(act.policyHash)?.grain ?? 'day', zone },
        })
      : null;
  return [what, ...placeOf(desk, copy, act), ...(due === null ? [] : [due])].join(' · ');
}

/** Its branch, and whether it was this desk. An opening act is of no desk. */
function placeOf(desk: Desk, copy: Copy, act: Pick<ItemAct | MoneyAct, 'branch' | 'desk'>): string[] {
  const branch = act.branch === null ? null : copy.library.branchName(act.branch);
  const where =
    act.desk === '' ? null : say(sayingAt(desk), act.desk === desk.identity.deskId ? HERE_WORDS : THERE_WORDS);
  return [branch, where].filter((part): part is string => part !== null);
}
