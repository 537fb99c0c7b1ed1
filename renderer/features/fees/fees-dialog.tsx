// What the patron on the desk owes: which fee it is about, a payment with its change and receipt number, a waiver with its reason, or money
// given back. After each of them what was done stands there alone: nothing more is taken before a person asks for it.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { FeeView } from '../../../shared/views/fee.ts';
import { chosenFees, type AccountView } from '../../stores/fees-store.ts';
import { mayDo } from '../../stores/station.ts';
import { sentence } from '../../text/sentence.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DoneBanner } from './done-banner.tsx';
import { DoneFoot } from './done-foot.tsx';
import { AccountLedger } from './account-ledger.tsx';
import { AddForm } from './add-form.tsx';
import { FeeChoice } from './fee-choice.tsx';
import { GiveBackForm } from './give-back-form.tsx';
import { PayForm } from './pay-form.tsx';
import { ToGiveBack } from './to-give-back.tsx';
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
      <div className={styles.fees} onChange={fees.typed}>
        <DoneBanner />
        <Step />
      </div>
    </Dialog>
  );
}

function Step() {
  const { account, error, step, done, returnable } = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state,
  );
  if (step === 'done' && done !== null) return <DoneFoot done={done} hasFees={(account?.fees.length ?? 0) > 0} />;
  if (account === null) return <p role="alert">{sentence(error?.message ?? '')}</p>;
  if (step === 'account') return <AccountLedger />;
  if (step === 'add')
    return (
      <>
        <ToGiveBack account={account} />
        <AddForm hasFees={account.fees.length > 0} />
      </>
    );
  if (step === 'give-back' && returnable !== null) return <GiveBackForm returnable={returnable} />;
  return <Account account={account} isWaiving={step === 'waive'} />;
}

function Account({ account, isWaiving }: { readonly account: AccountView; readonly isWaiving: boolean }) {
  const { t } = useTranslation();
  const chosen = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.chosen,
  );
  const meant = chosenFees({ account, chosen });
  const [only = null] = meant.length === 1 ? meant : [];
  const mayTake = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'payment.take'),
  );
  return (
    <>
      {!isWaiving && <ToGiveBack account={account} />}
      {!isWaiving && <Elsewhere />}
      {account.fees.length === 0 ? (
        <p className={styles.quiet}>{t('fees.nothing')}</p>
      ) : (
        <>
          <FeeChoice account={account} />
          {!mayTake && <p className={styles.quiet}>{t('fees.payNeeds', { who: whoMay(t, 'payment.take') })}</p>}
          {mayTake && isWaiving && only !== null && <WaiveForm key={only.feeId} fee={only} />}
          {mayTake && !isWaiving && (
            <PayForm
              key={`${chosen.join(' ')} ${account.owedMinor}`}
              owedMinor={meant.length === 0 ? account.owedMinor : sumOf(meant)}
              mostMinor={sumOf(meant.length === 0 ? account.fees : meant)}
              canWaive={only !== null}
              isPart={meant.length > 0 && meant.length < account.fees.length}
            />
          )}
        </>
      )}
    </>
  );
}

/** What else may be done here: to charge something, and to look how it came to this. */
function Elsewhere() {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const mayAdd = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.add'),
  );
  return (
    <p className={styles.line}>
      {mayAdd && (
        <DeskButton look="quiet" onPress={fees.goToAdd}>
          {t('fees.add')}
        </DeskButton>
      )}
      <DeskButton look="quiet" onPress={() => void fees.goToAccount()}>
        {t('fees.account')}
      </DeskButton>
    </p>
  );
}

/** All that a payment may cover: fines that still grow as well. */
function sumOf(fees: readonly FeeView[]): number {
  return fees.reduce((sum, { outstandingMinor }) => sum + outstandingMinor, 0);
}
