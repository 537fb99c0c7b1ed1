// The typed payment as money, and the effect of Enter: it takes the payment, shows a fault, or asks once about an
// unusual amount.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_MONEY_MINOR } from '../../../shared/core/money.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { PaymentTyped } from '../../stores/fees-state.ts';
import { useMoney } from '../../ui/use-money.ts';

/**
 * Questions before money is taken. `credit`: the amount is above the debt. `reference`: a card without the number of the terminal's slip. `shift`:
 * cash that no drawer would count.
 */
export type PayQuestion = 'credit' | 'reference' | 'shift';

type Owed = {
  /** The amount that the field starts with. */
  readonly owedMinor: number;
  /** All that a payment can cover. */
  readonly mostMinor: number;
};

export function usePayment({ owedMinor, mostMinor }: Owed) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const money = useMoney();
  const isPrefilled = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.isPrefilled,
  );
  const isCounted = useDeskStore(
    (desk) => desk.shift.store,
    ({ shift }) => shift !== null,
  );
  const isMeant = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.takesWithoutShift,
  );
  const kept = useDeskStore(
    (desk) => desk.fees.store,
    ({ paying }) => paying,
  );
  const typed = kept ?? {
    method: 'cash',
    amount: isPrefilled ? money.plain(owedMinor) : '',
    tendered: '',
    reference: '',
  };
  const [missing, setMissing] = useState('');
  const [asked, setAsked] = useState<readonly PayQuestion[]>([]);
  const amountMinor = money.read(typed.amount);
  const isCash = typed.method === 'cash';
  const tenderedMinor = !isCash || typed.tendered.trim() === '' ? null : money.read(typed.tendered);
  const changeMinor = amountMinor === null || tenderedMinor === null ? null : tenderedMinor - amountMinor;
  const reference = isCash ? '' : typed.reference.trim();
  const excessMinor = (amountMinor ?? 0) - mostMinor;

  const fault = (): string => {
    const isUnread = isCash && typed.tendered.trim() !== '' && tenderedMinor === null;
    if (amountMinor === null || amountMinor === 0 || isUnread) return t('fees.badAmount', money.example(5));
    if (Math.max(amountMinor, tenderedMinor ?? 0) > MOST_MONEY_MINOR) {
      return t('fees.tooMuch', { most: money.say(MOST_MONEY_MINOR) });
    }
    return changeMinor !== null && changeMinor < 0 ? t('fees.tooLittle') : '';
  };
  const questions = (): PayQuestion[] => [
    ...(isCash && !isCounted && !isMeant ? (['shift'] as const) : []),
    ...(excessMinor > 0 ? (['credit'] as const) : []),
    ...(typed.method === 'card' && reference === '' ? (['reference'] as const) : []),
  ];
  const take = (answered: readonly PayQuestion[]): void => {
    const wrong = fault();
    setMissing(wrong);
    if (wrong !== '' || amountMinor === null) return setAsked([]);
    const next = questions().find((question) => !answered.includes(question));
    if (next !== undefined) return setAsked([...answered, next]);
    setAsked([]);
    // An amount that stood there by itself stays if it is refused.
    fees.setPaying(typed);
    void fees.pay({ amountMinor, method: typed.method, reference, tenderedMinor });
  };
  return {
    typed,
    changeMinor,
    excessMinor,
    missing,
    /** The question that stands; null for none. */
    question: asked.at(-1) ?? null,
    set: (change: Partial<PaymentTyped>): void => {
      setMissing('');
      setAsked([]);
      fees.setPaying({ ...typed, ...change });
    },
    submit: (event: FormEvent): void => {
      event.preventDefault();
      take([]);
    },
    /** It is meant. */
    confirm: () => take(asked),
    /** It is not: back to the typed fields. */
    goBack: () => setAsked([]),
  };
}
