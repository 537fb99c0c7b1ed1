// `item.money`: the effect of a lost or found copy on the account of its borrower.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { Words } from '../../../shared/core/language.ts';
import type { MinorUnits } from '../../../shared/core/money.ts';
import { say } from '../../../shared/core/say.ts';
import { loanMoney, type LoanMoney } from '../../../shared/circ/decide/loan-money.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { requiredItem } from './items.ts';

type What = ParsedInput<'item.money'>['what'];

/** Throws HF-CIRC-003. Without a loan no account changes. */
export function itemMoney(desk: Desk, { barcode, what }: ParsedInput<'item.money'>): MethodOutput<'item.money'> {
  const copy = requiredCopy(desk);
  const item = requiredItem(copy, barcode);
  const loan = copy.sight.currentLoan(item.id);
  if (loan === null) return { patron: null, lines: [say(sayingAt(desk), WORDS.nothing)] };
  const patron = copy.sight.patron(loan.patronId);
  const money = moneyOfLoss(desk, copy, { item, loan, what });
  const shown = patron === null ? null : { card: cardOf(patron), name: sortName(patron.name, cardOf(patron)) };
  return {
    patron: shown,
    lines: money === null ? [say(sayingAt(desk), WORDS.unknown)] : linesOf(desk, { what, item }, money),
  };
}

/** Null: the rules of the loan are not here. */
export function moneyOfLoss(
  desk: Desk,
  copy: Copy,
  { item, loan, what }: { readonly item: Item; readonly loan: Loan; readonly what: What },
): LoanMoney | null {
  const at = desk.clock.now();
  const [rules, policy] = [copy.library.rulesAt(at), copy.policy(loan.policyHash)];
  if (rules === null || policy === null) return null;
  const after: Loan =
    what === 'lost'
      ? { ...loan, state: 'lost', lostAt: at, declared: true }
      : { ...loan, state: 'closed', how: 'checkin', inAt: Math.max(at, loan.outAt) };
  return loanMoney(rules, { item, policy, before: loan, after, acts: copy.sight.moneyActs(loan.patronId) });
}

/** The borrower's payment for a loss that the library's rules return now that the copy is found, with its words; null = none. */
export function paidForLoss(
  desk: Desk,
  copy: Copy,
  about: { readonly item: Item; readonly loan: Loan },
): { readonly amountMinor: MinorUnits; readonly text: string } | null {
  if (about.loan.state !== 'lost') return null;
  const amountMinor = moneyOfLoss(desk, copy, { ...about, what: 'found' })?.creditMinor ?? 0;
  if (amountMinor <= 0) return null;
  const amount = { amountMinor, currency: desk.identity.library.currency };
  return { amountMinor, text: say(sayingAt(desk), WORDS.credit, { amount }) };
}

const WORDS = {
  nothing: { en: 'It is not on loan: no account changes.', es: 'Nadie lo tiene prestado: ninguna cuenta cambia.' },
  unknown: {
    en: 'The rules of this loan are not on this desk: the account shows what is billed.',
    es: 'Las reglas de este préstamo no están en este mostrador: la cuenta muestra qué se cobra.',
  },
  lost: { en: 'Bills {amount} to replace it.', es: 'Cobra {amount} por reponerlo.' },
  price: { en: 'Bills {amount} to replace it: its price.', es: 'Cobra {amount} por reponerlo: su precio.' },
  unpriced: {
    en: 'Bills {amount} to replace it: it has no price of its own, the rules say this.',
    es: 'Cobra {amount} por reponerlo: no tiene precio propio y así lo dicen las reglas.',
  },
  together: { en: '{amount} together.', es: '{amount} en total.' },
  processing: { en: 'Bills a processing fee of {amount}.', es: 'Cobra {amount} por procesamiento.' },
  noBill: {
    en: 'The rules bill nothing by themselves: add a fee where one is due.',
    es: 'Las reglas no cobran nada por sí solas: agregue un cargo si corresponde.',
  },
  noLate: { en: 'No late fee is added from now on.', es: 'Desde ahora no se agrega cargo por retraso.' },
  lifted: { en: 'Takes {amount} off the bill.', es: 'Quita {amount} del cargo.' },
  credit: {
    en: '{amount} that was paid becomes credit: refund it.',
    es: '{amount} ya pagados quedan como saldo a favor: reembólselos.',
  },
  kept: { en: '{amount} of the bill stays owed.', es: 'Del cargo se siguen debiendo {amount}.' },
  late: { en: 'A late fee of {amount} is owed.', es: 'Se debe un cargo por retraso de {amount}.' },
  same: { en: 'The account does not change.', es: 'La cuenta no cambia.' },
} as const satisfies Readonly<Record<string, Words>>;

/** How the bill for replacing it comes about. */
function lossWords({ priceMinor }: Item, billedMinor: MinorUnits): Words {
  if (priceMinor === null) return WORDS.unpriced;
  return priceMinor === billedMinor ? WORDS.price : WORDS.lost;
}

type About = { readonly what: What; readonly item: Item };

function linesOf(desk: Desk, { what, item }: About, { owed, liftedMinor, creditMinor }: LoanMoney): string[] {
  const { currency } = desk.identity.library;
  const line = (words: Words, amountMinor: MinorUnits): string[] =>
    amountMinor === 0 ? [] : [say(sayingAt(desk), words, { amount: { amountMinor, currency } })];
  const plain = (words: Words): string => say(sayingAt(desk), words);
  if (what === 'lost') {
    const parts = [...line(lossWords(item, owed.lost), owed.lost), ...line(WORDS.processing, owed.processing)];
    const bills = parts.length < 2 ? parts : [...parts, ...line(WORDS.together, owed.lost + owed.processing)];
    return [...(bills.length === 0 ? [plain(WORDS.noBill)] : bills), plain(WORDS.noLate)];
  }
  const lines = [
    ...line(WORDS.lifted, liftedMinor),
    ...line(WORDS.credit, creditMinor),
    ...line(WORDS.kept, owed.lost + owed.processing),
    ...line(WORDS.late, owed.overdue),
  ];
  return lines.length === 0 ? [plain(WORDS.same)] : lines;
}
