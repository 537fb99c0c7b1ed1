// The fake desk's fees: one for each patron who owes something. Whatever is done with money is answered, and nothing is kept.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import type { FeeView, MoneyAnswer } from '../../../shared/bridge/views/fee.ts';
import { actId, feeId } from '../../../shared/core/ids.ts';
import { formatMoney } from '../../../shared/core/money.ts';
import { FAKE_PATRONS } from './fake-data.ts';
import type { FakeContext } from './fake-desk.ts';

type Money = Pick<Handlers, 'fee.list' | 'fee.add' | 'fee.waive' | 'payment.take' | 'payment.refund'>;

export function fakeMoney({ now }: FakeContext): Money {
  let slips = 0;
  const answer = (card: string | undefined, slipNumber: number | null): MoneyAnswer => ({
    ...sums(owedBy(card)),
    commandId: actId(`money-${now()}-${slips}`),
    ...(slipNumber === null ? {} : { slipNumber }),
    allocation: [],
    creditedMinor: 0,
    slip: [],
  });
  const nextSlip = (): number => (slips += 1);
  return {
    'fee.list': ({ patron }) => ({ ...sums(owedBy(patron)), fees: feesOf(patron, now()), payments: [] }),
    'fee.add': ({ patron }) => ({ ...answer(patron, null), feeId: feeId(`added to ${patron}`) }),
    'fee.waive': ({ patron }) => answer(patron, null),
    'payment.take': ({ patron }) => answer(patron, nextSlip()),
    'payment.refund': ({ patron }) => answer(patron, nextSlip()),
  };
}

const owedBy = (card: string | undefined): number => FAKE_PATRONS.find((one) => one.card === card)?.owesMinor ?? 0;
const text = (amountMinor: number): string => formatMoney(amountMinor, 'USD', 'en');
const sums = (owedMinor: number) => ({ owedMinor, owedText: text(owedMinor), creditMinor: 0 });

function feesOf(card: string, now: number): FeeView[] {
  const owed = owedBy(card);
  if (owed === 0) return [];
  return [
    {
      feeId: feeId(`fee of ${card}`),
      kind: 'lost',
      kindText: 'Lost item',
      barcode: null,
      title: null,
      amountMinor: owed,
      outstandingMinor: owed,
      text: text(owed),
      at: new Date(now).toISOString(),
      growing: false,
    },
  ];
}
