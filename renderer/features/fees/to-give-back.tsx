// Money of the patron that may be used or given back: their credit, and what they paid last.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { payMethodOf, type AccountView, type Returnable } from '../../stores/fees-store.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useMoney } from '../../ui/use-money.ts';
import { useNow } from '../../ui/use-now.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import styles from './fees.module.css';

export function ToGiveBack({ account: { creditMinor, payments, fees } }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const money = useMoney();
  const moments = useMoments();
  const now = useNow(MINUTE_MS);
  const last = payments.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
  const leftMinor = last === undefined ? 0 : last.amountMinor - last.refundedMinor;
  return (
    <>
      {creditMinor > 0 && (
        <Line
          words={t('fees.credit', { amount: money.say(creditMinor) })}
          returnable={{ paymentId: null, mostMinor: creditMinor, method: null }}
        >
          {fees.length > 0 && <UseCredit />}
        </Line>
      )}
      {last !== undefined && leftMinor > 0 && (
        <Line
          words={t('fees.lastPaid', {
            amount: money.say(last.amountMinor),
            when: moments.when(Date.parse(last.at), now),
          })}
          returnable={{ paymentId: last.paymentId, mostMinor: leftMinor, method: payMethodOf(last) }}
        />
      )}
    </>
  );
}

/** Credit is never used automatically; staff press this. */
function UseCredit() {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const isBusy = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.isBusy,
  );
  const mayUse = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'payment.useCredit'),
  );
  if (!mayUse) return null;
  return (
    <DeskButton isDisabled={isBusy} onPress={() => void fees.useCredit()}>
      {t('fees.useCredit')}
    </DeskButton>
  );
}

type LineProps = { readonly words: string; readonly returnable: Returnable; readonly children?: ReactNode };

function Line({ words, returnable, children }: LineProps) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  return (
    <p className={styles.line}>
      {words}
      {children}
      <DeskButton look="quiet" label={`${t('fees.giveBack')} ${words}`} onPress={() => fees.goToGiveBack(returnable)}>
        {t('fees.giveBack')}
      </DeskButton>
    </p>
  );
}
