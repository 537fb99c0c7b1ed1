// Check out: the answer large, then what this patron takes, newest first.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { CardBanner } from '../../ui/answer/card-banner.tsx';
import { EntryList } from '../../ui/answer/entry-list.tsx';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { CheckoutTeach } from './checkout-teach.tsx';
import { InHandRows } from './in-hand-rows.tsx';
import { OverrideForm } from './override-form.tsx';
import { ReadyBanner } from '../../ui/answer/ready-banner.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import styles from './checkout-screen.module.css';

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
  return (
    <>
      <AnswerPlace />
      <ScrollPlace label={t('checkout.list')} className={styles.rows}>
        <EntryList
          list="checkout"
          label={t('checkout.list')}
          empty={hasPatron ? <p className={styles.empty}>{t('checkout.empty')}</p> : <CheckoutTeach />}
          {...(hasInHand ? { before: <InHandRows /> } : {})}
        />
      </ScrollPlace>
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
  if (form !== null && entry !== undefined) return <OverrideForm key={entry.id} entry={entry} form={form} />;
  const teach = <ReadyBanner headline={t('checkout.teachTitle')} text={t('checkout.teachCard')} />;
  return <NoticeBanner screen="checkout" ready={hasPatron ? <CardBanner /> : teach} />;
}
