// Check in: where the thing in hand goes, large; below it what came back here. Who had it is never shown. While use in the house is counted
// it speaks of that alone.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { EntryList } from '../../ui/answer/entry-list.tsx';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { ReadyBanner } from '../../ui/answer/ready-banner.tsx';
import { DemoCodes } from '../../ui/demo-codes.tsx';
import { Teach } from '../../ui/teach.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { PartMissing } from './part-missing.tsx';
import { UseBanner } from '../../ui/use-banner.tsx';
import styles from './checkin-screen.module.css';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';

export function CheckinScreen() {
  const { t } = useTranslation();
  const isCounting = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.useCount?.place === 'checkin',
  );
  const steps = isCounting
    ? [t('use.teachScan'), t('use.teachOther'), t('use.teachEnd')]
    : [t('checkin.teachScan'), t('checkin.teachRoute'), t('checkin.teachPrivate')];
  return (
    <>
      <DropBanner />
      <UseBanner place="checkin" />
      <NoticeBanner
        screen="checkin"
        ready={<ReadyBanner headline={t('checkin.teachTitle')} text={t(isCounting ? 'use.scan' : 'scan.checkin')} />}
      />
      <PartMissing />
      <ScrollPlace label={t('checkin.list')} className={styles.rows}>
        <EntryList
          list="checkin"
          label={t('checkin.list')}
          empty={
            <Teach steps={steps}>
              <DemoCodes kind="items" label={t('checkout.tryItem')} />
            </Teach>
          }
        />
      </ScrollPlace>
    </>
  );
}

/** Says as long as the book drop is emptied that returns count from earlier, and how to end it. */
function DropBanner() {
  const { t } = useTranslation();
  const when = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.bookDrop?.text ?? null,
  );
  if (when === null) return null;
  return (
    <section className={styles.drop} data-tone="warn" aria-label={t('drop.title')} data-testid="book-drop">
      <Icon name="shelf" size={20} />
      <p className={styles.words}>
        <strong>{t('drop.title')}</strong> <span>{t('drop.counts', { when })}</span>
      </p>
      <ActionButton id="bookDrop">{t('drop.end')}</ActionButton>
    </section>
  );
}
