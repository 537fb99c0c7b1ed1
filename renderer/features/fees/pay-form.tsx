// A payment: how much, how, and in cash what was handed over, with the change in large. Enter takes it.

import { SegmentedControl } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { PayMethod } from '../../stores/fees-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { useMoney, type Money } from '../../ui/use-money.ts';
import { FeesFoot } from './fees-foot.tsx';
import styles from './fees.module.css';

const METHODS = ['cash', 'card', 'check', 'account'] as const satisfies readonly PayMethod[];

type PayFormProps = { readonly owedMinor: number; readonly canWaive: boolean };

export function PayForm({ owedMinor, canWaive }: PayFormProps) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const payment = usePayment(owedMinor);
  const { typed, set } = payment;
  const isCash = typed.method === 'cash';
  return (
    <form className={styles.form} aria-label={t('fees.take')} onSubmit={payment.submit}>
      <div className={styles.method}>
        <span aria-hidden="true">{t('fees.methodLabel')}</span>
        <SegmentedControl
          aria-label={t('fees.methodLabel')}
          transitionDuration={0}
          value={typed.method}
          onChange={(value) => set({ method: METHODS.find((one) => one === value) ?? 'cash' })}
          data={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
        />
      </div>
      <div className={styles.fields}>
        <Field
          label={t('fees.amount')}
          value={typed.amount}
          onChange={(amount) => set({ amount })}
          ref={focusOnMount}
          name="pay-amount"
        />
        {isCash ? (
          <Field
            label={t('fees.tendered')}
            value={typed.tendered}
            onChange={(tendered) => set({ tendered })}
            name="pay-tendered"
          />
        ) : (
          <Field
            label={t('fees.reference')}
            value={typed.reference}
            onChange={(reference) => set({ reference })}
            name="pay-reference"
          />
        )}
        {isCash && <Change changeMinor={payment.changeMinor} />}
      </div>
      {isCash && <NoShift />}
      <FeesFoot missing={payment.missing} send={t('fees.take')}>
        {canWaive && <DeskButton onPress={() => fees.setWaiving(true)}>{t('fees.waive')}</DeskButton>}
      </FeesFoot>
    </form>
  );
}

/** What is given back, before it is. */
function Change({ changeMinor }: { readonly changeMinor: number | null }) {
  const { t } = useTranslation();
  const money = useMoney();
  return (
    <output className={styles.change} data-testid="change">
      {changeMinor === null || changeMinor < 0 ? '' : `${t('fees.change')} ${money.say(changeMinor)}`}
    </output>
  );
}

function NoShift() {
  const { t } = useTranslation();
  const hasShift = useDeskStore(
    (desk) => desk.shift.store,
    ({ shift }) => shift !== null,
  );
  return hasShift ? null : <p className={styles.quiet}>{t('fees.noShift')}</p>;
}

type Typed = {
  readonly method: PayMethod;
  readonly amount: string;
  readonly tendered: string;
  readonly reference: string;
};

/** What was typed, as money, and what Enter does with it. */
function usePayment(owedMinor: number) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const money = useMoney();
  const [typed, setTyped] = useState<Typed>(() => ({
    method: 'cash',
    amount: plainAmount(money, owedMinor),
    tendered: '',
    reference: '',
  }));
  const [missing, setMissing] = useState('');
  const amountMinor = money.read(typed.amount);
  const tenderedMinor = typed.method !== 'cash' || typed.tendered.trim() === '' ? null : money.read(typed.tendered);
  const changeMinor = amountMinor === null || tenderedMinor === null ? null : tenderedMinor - amountMinor;
  const set = (change: Partial<Typed>): void => {
    setMissing('');
    setTyped({ ...typed, ...change });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isUnread = typed.method === 'cash' && typed.tendered.trim() !== '' && tenderedMinor === null;
    if (amountMinor === null || amountMinor === 0 || isUnread) return setMissing(t('fees.badAmount'));
    if (changeMinor !== null && changeMinor < 0) return setMissing(t('fees.tooLittle'));
    void fees.pay({ amountMinor, method: typed.method, reference: typed.reference.trim(), tenderedMinor });
  };
  return { typed, set, changeMinor, missing, submit };
}

/** The amount without its sign, as somebody would type it. */
function plainAmount(money: Money, amountMinor: number): string {
  return money.say(amountMinor).replace(/[^\d.,]/g, '');
}
