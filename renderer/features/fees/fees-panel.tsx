// The fees of the patron on the desk as a ledger beside the work: the sum, each open row, and past payments and waivers. The form of a payment, a
// waiver, a refund or a new fee stands in it, directly under its row. After each act its result stands there alone: no more input is taken before a
// person asks for it.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { chosenFees, type AccountView } from '../../stores/fees-state.ts';
import { mayDo } from '../../stores/station.ts';
import { lastFour } from '../../text/moments.ts';
import { sentence } from '../../text/sentence.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { WaitingScan } from '../../ui/waiting-scan.tsx';
import { AddForm } from './add-form.tsx';
import { Credit } from './credit.tsx';
import { DoneBanner } from './done-banner.tsx';
import { DoneFoot } from './done-foot.tsx';
import { GiveBackForm } from './give-back-form.tsx';
import { Ledger } from './ledger.tsx';
import styles from './fees.module.css';

export function FeesPanel() {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const view = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => patron?.view ?? null,
  );
  const { account, error } = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state,
  );
  const name = view?.name ?? '';
  return (
    <section className={styles.panel} aria-label={t('fees.title', { name })} data-testid="fees" onChange={fees.typed}>
      <header className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <ActionButton id="close">{t('fees.close')}</ActionButton>
        <p className={styles.meta}>
          {[view?.groupName, view?.homeName, view === null ? '' : lastFour(view.card)].filter(Boolean).join(' · ')}
        </p>
      </header>
      <Waiting />
      {account === null ? (
        <p className={styles.wrong} role="alert">
          {sentence(error?.message ?? '')}
        </p>
      ) : (
        <>
          <Sum account={account} />
          <ScrollPlace label={t('fees.account')} className={styles.rest}>
            <OnTop account={account} />
            <Ledger account={account} />
          </ScrollPlace>
        </>
      )}
    </section>
  );
}

/** Something was scanned while money was being typed. */
function Waiting() {
  const { t } = useTranslation();
  const { fees, view } = useDesk();
  const code = useDeskStore(
    (desk) => desk.fees.store,
    ({ waiting }) => waiting,
  );
  if (code === null) return null;
  const question = t('fees.scanWaits', { code: lastFour(code) });
  const leave = (): void => {
    fees.forgetScan();
    view.setState({ isFees: false });
  };
  return (
    <WaitingScan code={code} question={question} stay={t('fees.dropScan')} onTake={leave} onStay={fees.forgetScan} />
  );
}

/** The sum of all debt, and further actions on it. */
function Sum({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const money = useMoney();
  const chosen = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.chosen,
  );
  const step = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state.step,
  );
  const mayAdd = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.add'),
  );
  const mayTake = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'payment.take'),
  );
  const isOne = chosenFees({ account, chosen }).length === 1;
  const isOpen = step === 'pay' || step === 'waive';
  return (
    <div className={styles.sum}>
      {account.fees.length === 0 ? (
        <span className={styles.quiet}>{t('fees.nothing')}</span>
      ) : (
        <>
          <span className={styles.quiet}>{t('fees.owes')}</span>
          <strong className={styles.total}>{money.say(account.owedMinor)}</strong>
          {account.limit !== null && (
            <span className={styles.quiet} data-tone={account.limit.isReached ? 'bad' : undefined}>
              {t(account.limit.isAbove ? 'fees.stopsAbove' : 'fees.stopsAt', { limit: account.limit.text })}
            </span>
          )}
        </>
      )}
      <span className={styles.acts}>
        {mayTake && isOne && isOpen && (
          <DeskButton look="quiet" onPress={fees.goToWaive}>
            {t('fees.waive')}
          </DeskButton>
        )}
        {mayAdd && step !== 'add' && step !== 'done' && (
          <DeskButton look="quiet" onPress={fees.goToAdd}>
            {t('fees.add')}
          </DeskButton>
        )}
      </span>
    </div>
  );
}

/** Above the rows: the last result, the debt that credit could pay, and a form that is about no row. */
function OnTop({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const { step, done, isGone, saysStays, returnable, ledger, error } = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state,
  );
  const mayTake = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'payment.take'),
  );
  const hasFees = account.fees.length > 0;
  const isUnderRow = ledger?.rows.some(({ key }) => key === `act:${returnable?.paymentId ?? ''}`) === true;
  const isPanel = step === 'add' || step === 'done' || (step === 'give-back' && !isUnderRow);
  return (
    <>
      {(step === 'pay' || step === 'add') && <Credit account={account} />}
      {isGone && (
        <p className={styles.stays} role="alert">
          {t('fees.gone')}
        </p>
      )}
      {saysStays && <p className={styles.stays}>{t('fees.stays')}</p>}
      {isPanel && (
        <div className={styles.inline}>
          {step === 'add' && <AddForm hasFees={hasFees} />}
          {step === 'give-back' && returnable !== null && <GiveBackForm returnable={returnable} />}
          {step === 'done' && done === null && (
            <p role="alert">
              {sentence(error?.message ?? '')} <DeskButton onPress={fees.goToPay}>{t('fees.cancel')}</DeskButton>
            </p>
          )}
          {step === 'done' && done !== null && (
            <>
              <DoneBanner done={done} />
              <DoneFoot done={done} hasFees={hasFees} />
            </>
          )}
        </div>
      )}
      {hasFees && !mayTake && <p className={styles.note}>{t('fees.payNeeds', { who: whoMay(t, 'payment.take') })}</p>}
    </>
  );
}
