// Credit of the patron: it is seen, and used or given back when staff press it, never by itself.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { AccountView } from '../../stores/fees-state.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from './fees.module.css';

export function Credit({ account: { creditMinor, fees: owed } }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const money = useMoney();
  const isBusy = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.isBusy,
  );
  const mayUse = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'payment.useCredit'),
  );
  if (creditMinor <= 0) return null;
  const words = t('fees.credit', { amount: money.say(creditMinor) });
  return (
    <p className={styles.line}>
      {words}
      {owed.length > 0 && mayUse && (
        <DeskButton isDisabled={isBusy} onPress={() => void fees.useCredit()}>
          {t('fees.useCredit')}
        </DeskButton>
      )}
      <DeskButton
        look="quiet"
        label={`${t('fees.giveBack')} ${words}`}
        onPress={() => fees.goToGiveBack({ paymentId: null, mostMinor: creditMinor, method: null })}
      >
        {t('fees.giveBack')}
      </DeskButton>
    </p>
  );
}
