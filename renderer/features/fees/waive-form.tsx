// A waiver: in full or of an amount, with its reason, and a second person if the person signed in lacks the right.

import { Switch } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeeView } from '../../../shared/views/fee.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { FeesState, WaiverTyped } from '../../stores/fees-state.ts';
import { mayDo } from '../../stores/station.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { isAboutPerson } from '../../ui/is-about-person.ts';
import { SecondPerson } from '../../ui/second-person.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { SECOND_MISSING, useSecond } from '../../ui/use-second.ts';
import { FeesFoot } from './fees-foot.tsx';
import styles from './fees.module.css';

const PRESETS = ['fees.presetError', 'fees.presetDamage', 'fees.presetOnce'] as const;

export function WaiveForm({ fee }: { readonly fee: FeeView }) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const waiver = useWaiver(fee);
  const error = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.error,
  );
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => focusOnMount(field.current), []);
  // Enter waives next, and does not press the ready reason again.
  const takePreset = (reason: string): void => {
    waiver.setReason(reason);
    field.current?.focus();
  };
  return (
    <form className={styles.form} aria-label={t('fees.waiveTitle', { what: fee.kindText })} onSubmit={waiver.submit}>
      <Field
        label={t('fees.waiveReason')}
        value={waiver.reason}
        onChange={waiver.setReason}
        ref={field}
        name="waive-reason"
      />
      <div className={styles.presets}>
        {PRESETS.map((key) => (
          <DeskButton key={key} look="quiet" onPress={() => takePreset(t(key))}>
            {t(key)}
          </DeskButton>
        ))}
      </div>
      <Switch
        label={fee.growing ? t('fees.inFull') : t('fees.allOf', { amount: fee.text })}
        checked={waiver.isFull}
        onChange={(event) => waiver.setFull(event.currentTarget.checked)}
      />
      {!waiver.isFull && (
        <div className={styles.fields}>
          <Field
            label={t('fees.waiveAmount')}
            value={waiver.amount}
            onChange={waiver.setAmount}
            hasError={waiver.isBadAmount || error?.code === 'HF-PAY-003'}
            isReplaced
            name="waive-amount"
          />
        </div>
      )}
      {!waiver.mayWaive && (
        <SecondPerson
          second={waiver.second}
          hasError={isAboutPerson(error)}
          legend={t('fees.waiveNeeds', { who: whoMay(t, 'fee.waive') })}
          who={whoMay(t, 'fee.waive')}
          name="waive"
          isWide
        />
      )}
      <FeesFoot missing={waiver.missing} send={t('fees.waiveSend')}>
        <DeskButton onPress={() => fees.goToPay()}>{t('fees.cancel')}</DeskButton>
      </FeesFoot>
    </form>
  );
}

const AS_IT_BEGINS: WaiverTyped = { reason: '', isFull: true, amount: '' };
const typedWaiver = ({ waiving }: FeesState): WaiverTyped => waiving ?? AS_IT_BEGINS;

/** The typed fields, and the effect of Enter. */
function useWaiver(fee: FeeView) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const money = useMoney();
  const typed = useDeskStore((desk) => desk.fees.store, typedWaiver);
  const { reason, isFull, amount } = typed;
  const amountMinor = isFull ? null : money.read(amount);
  const [missing, setMissing] = useState('');
  const second = useSecond(
    () => fees.phoneAsk(fee.feeId, amountMinor),
    () => {
      setMissing('');
      fees.forgetFault();
    },
  );
  const [isBadAmount, setBadAmount] = useState(false);
  const mayWaive = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.waive'),
  );
  const amountFault = (): string => {
    if (amountMinor === null || amountMinor === 0) return t('fees.badAmount', money.example(5));
    const most = fee.outstandingMinor;
    return amountMinor > most ? t('fees.tooMuchWaived', { most: money.say(most) }) : '';
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBadAmount(false);
    if (reason.trim() === '') return setMissing(t('fees.noReason'));
    const wrong = isFull ? '' : amountFault();
    setBadAmount(wrong !== '');
    if (wrong !== '') return setMissing(wrong);
    const lacking = mayWaive ? null : second.lacks();
    if (lacking !== null) return setMissing(t(SECOND_MISSING[lacking]));
    setMissing('');
    void fees.waive(amountMinor, reason.trim(), mayWaive ? null : second.take());
  };
  const setReason = (to: string): void => {
    setMissing('');
    fees.setWaiving({ ...typed, reason: to });
  };
  return {
    reason,
    setReason,
    isFull,
    setFull: (to: boolean) => fees.setWaiving({ ...typed, isFull: to }),
    amount,
    setAmount: (to: string) => fees.setWaiving({ ...typed, amount: to }),
    isBadAmount,
    second,
    missing,
    mayWaive,
    submit,
  };
}
