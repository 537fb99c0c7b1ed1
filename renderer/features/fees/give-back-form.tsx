// A refund: of a payment, or of remaining credit. It opens again the fees that the payment covered.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { PayMethod, Returnable } from '../../stores/fees-state.ts';
import { mayDo } from '../../stores/station.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { isAboutPerson } from '../../ui/is-about-person.ts';
import { SecondPerson } from '../../ui/second-person.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { SECOND_MISSING, useSecond } from '../../ui/use-second.ts';
import { FeesFoot } from './fees-foot.tsx';
import { MethodChoice, NoShift } from './method-choice.tsx';
import styles from './fees.module.css';

const PRESETS = ['fees.presetError', 'fees.presetTwice', 'fees.presetAmount'] as const;

export function GiveBackForm({ returnable }: { readonly returnable: Returnable }) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const error = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.error,
  );
  const giving = useGiving(returnable);
  return (
    <form className={styles.form} aria-label={t('fees.giveBackSend')} onSubmit={giving.submit}>
      <h3 className={styles.part}>{t(returnable.paymentId === null ? 'fees.giveCredit' : 'fees.givePayment')}</h3>
      <MethodChoice method={giving.method} onChange={giving.setMethod} />
      <div className={styles.fields}>
        <Field
          label={t('fees.amount')}
          value={giving.amount}
          onChange={giving.setAmount}
          isReplaced
          name="give-amount"
        />
      </div>
      <Field
        label={t('fees.waiveReason')}
        value={giving.reason}
        onChange={giving.setReason}
        ref={focusOnMount}
        name="give-reason"
      />
      <div className={styles.presets}>
        {PRESETS.map((key) => (
          <DeskButton key={key} look="quiet" onPress={() => giving.setReason(t(key))}>
            {t(key)}
          </DeskButton>
        ))}
      </div>
      {!giving.mayGive && (
        <SecondPerson
          second={giving.second}
          hasError={isAboutPerson(error)}
          legend={t('fees.giveBackNeeds', { who: whoMay(t, 'payment.refund') })}
          who={whoMay(t, 'payment.refund')}
          name="give"
          isWide
        />
      )}
      {giving.method === 'cash' && <NoShift />}
      <FeesFoot missing={giving.missing} send={t('fees.giveBackSend')}>
        <DeskButton onPress={fees.goToPay}>{t('fees.cancel')}</DeskButton>
      </FeesFoot>
    </form>
  );
}

/** The typed fields, and the effect of Enter. */
function useGiving({ mostMinor, method: paidBy }: Returnable) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const money = useMoney();
  const kept = useDeskStore(
    (desk) => desk.fees.store,
    ({ giving }) => giving,
  );
  const typed = kept ?? { amount: money.plain(mostMinor), method: paidBy, reason: '' };
  const { amount, method, reason } = typed;
  const [missing, setMissing] = useState('');
  const amountMinor = money.read(amount);
  const mayGive = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'payment.refund'),
  );
  const second = useSecond(null, () => {
    setMissing('');
    fees.forgetFault();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // A payment by card that goes back as cash by default would leave the drawer short.
    if (method === null) return setMissing(t('fees.noMethod'));
    if (amountMinor === null || amountMinor === 0) return setMissing(t('fees.badAmount', money.example(5)));
    if (amountMinor > mostMinor) return setMissing(t('fees.tooMuchBack', { most: money.say(mostMinor) }));
    if (reason.trim() === '') return setMissing(t('fees.noReason'));
    const lacking = mayGive ? null : second.lacks();
    if (lacking !== null) return setMissing(t(SECOND_MISSING[lacking]));
    setMissing('');
    void fees.giveBack(amountMinor, method, reason.trim(), mayGive ? null : second.take());
  };
  return {
    amount,
    setAmount: (to: string) => fees.setGiving({ ...typed, amount: to }),
    method,
    setMethod: (to: PayMethod) => fees.setGiving({ ...typed, method: to }),
    reason,
    setReason: (to: string) => fees.setGiving({ ...typed, reason: to }),
    missing,
    submit,
    mayGive,
    second,
  };
}
