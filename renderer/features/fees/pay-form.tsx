// A payment: amount, method, and in cash the amount handed over, with the change in large. Enter takes it.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { PlainFoot } from '../../ui/form-foot.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { OpenForm } from '../../ui/shift/open-form.tsx';
import { isTicking } from './tick.tsx';
import { FeesFoot } from './fees-foot.tsx';
import { MethodChoice, NoShift } from './method-choice.tsx';
import { usePayment, type PayQuestion } from './use-payment.ts';
import { EnterKey } from '../../ui/keys.tsx';
import styles from './fees.module.css';

type PayFormProps = {
  readonly owedMinor: number;
  /** All that a payment can cover. */
  readonly mostMinor: number;
  /** It is about one fee of several. */
  readonly isPart: boolean;
};

/** The field to go back to, drawn anew so that it takes the focus. */
type Back = { readonly to: 'amount' | 'reference'; readonly times: number };

export function PayForm({ owedMinor, mostMinor, isPart }: PayFormProps) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const payment = usePayment({ owedMinor, mostMinor });
  const [back, setBack] = useState<Back>({ to: 'amount', times: 0 });
  const { typed, set, question } = payment;
  const [isOpening, setIsOpening] = useState(false);
  const isCash = typed.method === 'cash';
  const focusAt = (field: Back['to']) => (back.to === field ? { ref: focusUnlessTicking } : {});
  const goBack = (): void => {
    payment.goBack();
    setBack({ to: question === 'reference' ? 'reference' : 'amount', times: back.times + 1 });
  };
  const openShift = (): void => {
    payment.goBack();
    setIsOpening(true);
  };
  const withoutShift = (): void => {
    fees.takeWithoutShift();
    payment.confirm();
  };
  if (isOpening) return <OpenShift onOver={() => setIsOpening(false)} />;
  return (
    <form className={styles.form} aria-label={t('fees.take')} onSubmit={payment.submit}>
      <MethodChoice method={typed.method} onChange={(method) => set({ method })} />
      <div className={styles.fields}>
        <Field
          key={back.to === 'amount' ? `amount ${back.times}` : 'amount'}
          label={t('fees.amount')}
          value={typed.amount}
          onChange={(amount) => set({ amount })}
          {...focusAt('amount')}
          isReplaced
          name="pay-amount"
        />
        {isCash ? (
          <Field
            label={t('fees.tendered')}
            value={typed.tendered}
            onChange={(tendered) => set({ tendered })}
            isReplaced
            name="pay-tendered"
          />
        ) : (
          <Field
            key={back.to === 'reference' ? `reference ${back.times}` : 'reference'}
            label={t('fees.reference')}
            value={typed.reference}
            onChange={(reference) => set({ reference })}
            {...focusAt('reference')}
            name="pay-reference"
          />
        )}
        {isCash && <Change changeMinor={payment.changeMinor} />}
      </div>
      {isCash && <NoShift />}
      {question === 'shift' && <ShiftQuestion onOpen={openShift} onWithout={withoutShift} />}
      {question === null ? (
        <FeesFoot missing={payment.missing} send={t('fees.take')} />
      ) : question === 'shift' ? null : (
        <Question key={question} question={question} isPart={isPart} payment={payment} onBack={goBack} />
      )}
    </form>
  );
}

/** The form is drawn anew with each fee that is ticked. */
function focusUnlessTicking(field: HTMLElement | null): void {
  if (!isTicking()) focusOnMount(field);
}

type QuestionProps = {
  readonly question: Exclude<PayQuestion, 'shift'>;
  readonly isPart: boolean;
  readonly payment: Pick<ReturnType<typeof usePayment>, 'excessMinor' | 'confirm'>;
  readonly onBack: () => void;
};

/** Asks whether an unusual input is meant. Enter, which was struck for the form, goes back to it. */
function Question({ question, isPart, payment, onBack }: QuestionProps) {
  const { t } = useTranslation();
  const money = useMoney();
  const isCredit = question === 'credit';
  return (
    <>
      <p className={styles.question} role="alert">
        {isCredit
          ? t(isPart ? 'fees.askCreditOfOne' : 'fees.askCredit', { amount: money.say(payment.excessMinor) })
          : t('fees.askReference')}
      </p>
      <PlainFoot>
        <DeskButton onPress={payment.confirm}>{t(isCredit ? 'fees.keepCredit' : 'fees.noReference')}</DeskButton>
        <DeskButton look="main" isFirst onPress={onBack} after={<EnterKey />}>
          {t(isCredit ? 'fees.changeAmount' : 'fees.typeReference')}
        </DeskButton>
      </PlainFoot>
    </>
  );
}

/** Cash without a shift: one is opened here, and the typed fields stay. */
function ShiftQuestion({ onOpen, onWithout }: { readonly onOpen: () => void; readonly onWithout: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.question} role="alert">
        {t('fees.askShift')}
      </p>
      <PlainFoot>
        <DeskButton onPress={onWithout}>{t('fees.withoutShift')}</DeskButton>
        <DeskButton look="main" isFirst onPress={onOpen} after={<EnterKey />}>
          {t('fees.openShift')}
        </DeskButton>
      </PlainFoot>
    </>
  );
}

/** The form of a shift in place of the payment's, until one is open or it is cancelled. */
function OpenShift({ onOver }: { readonly onOver: () => void }) {
  const { t } = useTranslation();
  const isOpen = useDeskStore(
    (desk) => desk.shift.store,
    ({ shift }) => shift !== null,
  );
  useEffect(() => {
    if (isOpen) onOver();
  }, [isOpen, onOver]);
  return (
    <>
      <OpenForm />
      <PlainFoot>
        <DeskButton onPress={onOver}>{t('fees.cancel')}</DeskButton>
      </PlainFoot>
    </>
  );
}

/** The change to give back, before the payment is sent. */
function Change({ changeMinor }: { readonly changeMinor: number | null }) {
  const { t } = useTranslation();
  const money = useMoney();
  return (
    <output className={styles.change} data-testid="change">
      {changeMinor === null || changeMinor < 0 ? '' : `${t('fees.change')} ${money.say(changeMinor)}`}
    </output>
  );
}
