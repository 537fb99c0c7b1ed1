// What the patron on the desk owes: which fee it is about, a payment with its change and receipt number, or a waiver with its reason.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { sentence } from '../../text/sentence.ts';
import { whoHas } from '../../ui/answer/reason-lines.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { DoneBanner } from './done-banner.tsx';
import { FeeChoice } from './fee-choice.tsx';
import { PayForm } from './pay-form.tsx';
import { WaiveForm } from './waive-form.tsx';
import styles from './fees.module.css';

export function FeesDialog() {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const name = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => patron?.view?.name ?? '',
  );
  return (
    <Dialog title={t('fees.title', { name })} size={640} hasOwnFocus>
      <div className={styles.fees} onInput={fees.typed}>
        <DoneBanner />
        <Account />
      </div>
    </Dialog>
  );
}

function Account() {
  const { t } = useTranslation();
  const money = useMoney();
  const { account, error, chosen, isWaiving } = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state,
  );
  const mayTake = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'handle-money'),
  );
  if (account === null) return <p role="alert">{sentence(error?.message ?? '')}</p>;
  const fee = account.fees.find(({ feeId }) => feeId === chosen) ?? null;
  return (
    <>
      {account.creditMinor > 0 && <p>{t('fees.credit', { amount: money.say(account.creditMinor) })}</p>}
      {account.fees.length === 0 ? (
        <p className={styles.quiet}>{t('fees.nothing')}</p>
      ) : (
        <>
          <FeeChoice account={account} />
          {!mayTake && <p className={styles.quiet}>{t('fees.payNeeds', { who: whoHas(t, 'handle-money') })}</p>}
          {mayTake && isWaiving && fee !== null && <WaiveForm key={fee.feeId} fee={fee} />}
          {mayTake && !isWaiving && (
            <PayForm
              key={`${chosen} ${account.owedMinor}`}
              owedMinor={fee?.outstandingMinor ?? account.owedMinor}
              canWaive={fee !== null}
            />
          )}
        </>
      )}
    </>
  );
}
