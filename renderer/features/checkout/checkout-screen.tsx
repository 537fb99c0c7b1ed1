// Check out: the answer large, then the items of this patron, newest first.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { CardBanner } from '../../ui/answer/card-banner.tsx';
import { EntryList } from '../../ui/answer/entry-list.tsx';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { DueSet } from './due-set.tsx';
import { ForWhom } from './for-whom.tsx';
import { ByKind } from '../../ui/items/by-kind.tsx';
import { PartsOut } from './parts-out.tsx';
import { QuickRecord } from './quick-record.tsx';
import { AgreementForm } from '../../ui/agreement-form.tsx';
import { OverrideForm } from './override-form.tsx';
import { ReadyBanner } from '../../ui/answer/ready-banner.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { PlaceMode } from '../../ui/mode-banner.tsx';
import styles from './checkout-screen.module.css';
import { DemoCodes } from '../../ui/demo-codes.tsx';
import { Teach } from '../../ui/teach.tsx';
import { lastFour } from '../../text/moments.ts';
import { Icon } from '../../ui/icon.tsx';
import rowStyles from '../../ui/answer/entry-list.module.css';

export function CheckoutScreen() {
  const { t } = useTranslation();
  const hasInHand = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.inHand.length > 0,
  );
  const hasPatron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron !== null,
  );
  // What was lent without a barcode stands above the list.
  const isBegun = useDeskStore(
    (desk) => desk.uncataloged.store,
    ({ said }) => said?.place === 'checkout' && said.done > 0,
  );
  return (
    <>
      <PlaceMode place="checkout" />
      <ForWhom />
      <DueSet />
      <AnswerPlace />
      <ByKind place="checkout" />
      <ScrollPlace label={t('checkout.list')} className={styles.rows}>
        <EntryList
          list="checkout"
          label={t('checkout.list')}
          empty={
            hasPatron ? (
              <p className={styles.empty}>{t(isBegun ? 'checkout.emptyNow' : 'checkout.empty')}</p>
            ) : (
              <CheckoutTeach />
            )
          }
          {...(hasInHand ? { before: <InHandRows /> } : {})}
        />
      </ScrollPlace>
      <PartsOut />
    </>
  );
}

/** The last answer, or the override form about it. */
function AnswerPlace() {
  const { t } = useTranslation();
  const form = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.override,
  );
  const entry = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.entries.find(({ id }) => id === state.override?.entryId),
  );
  const hasPatron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron !== null,
  );
  const quick = useDeskStore(
    (desk) => desk.quick.store,
    (state) => state.open,
  );
  const agreement = useDeskStore(
    (desk) => desk.agreements.store,
    ({ form: asked }) => (asked === null || asked.entryId === null ? null : asked),
  );
  if (agreement !== null) return <AgreementForm key={agreement.entryId} form={agreement} />;
  if (quick !== null) return <QuickRecord key={quick.entryId} open={quick} />;
  if (form !== null && entry !== undefined) return <OverrideForm key={entry.id} entry={entry} form={form} />;
  const teach = <ReadyBanner headline={t('checkout.teachTitle')} text={t('checkout.teachCard')} />;
  return <NoticeBanner screen="checkout" ready={hasPatron ? <CardBanner /> : teach} />;
}

/** Check out before the first card. */
function CheckoutTeach() {
  const { t } = useTranslation();
  const isDemo = useDeskStore(
    (desk) => desk.station.store,
    (state) => (state.desk?.demo ?? null) !== null,
  );
  return (
    <Teach steps={[t('checkout.teachCard'), t('checkout.teachItem'), t('checkout.teachDone')]}>
      {isDemo && (
        <div className={styles.codes}>
          <h2 className={styles.title}>{t('checkout.tryTitle')}</h2>
          <DemoCodes kind="patrons" label={t('checkout.tryCard')} />
          <DemoCodes kind="items" label={t('checkout.tryItem')} />
        </div>
      )}
    </Teach>
  );
}

/** Items that were scanned before a card, above the acts, the last one on top. */
function InHandRows() {
  const { t } = useTranslation();
  const inHand = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.inHand,
  );
  return inHand.toReversed().map(({ barcode, title }) => (
    <li key={barcode} className={rowStyles.row} data-tone="warn" data-state="waiting">
      <span className={rowStyles.time} />
      <span className={rowStyles.sign}>
        <Icon name="time" />
      </span>
      <span className={rowStyles.title}>{title ?? barcode}</span>
      <span className={rowStyles.code}>{lastFour(barcode)}</span>
      <span className={rowStyles.figure}>{t('answer.waiting')}</span>
    </li>
  ));
}
