// Check in: where the thing in hand goes, large; below it what came back here. Who had it is never shown.

import { useTranslation } from 'react-i18next';
import { EntryList } from '../../ui/answer/entry-list.tsx';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { ReadyBanner } from '../../ui/answer/ready-banner.tsx';
import { DemoCodes } from '../../ui/demo-codes.tsx';
import { Teach } from '../../ui/teach.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { DropBanner } from './drop-banner.tsx';
import { UseBanner } from './use-banner.tsx';
import styles from './checkin-screen.module.css';

export function CheckinScreen() {
  const { t } = useTranslation();
  return (
    <>
      <DropBanner />
      <UseBanner />
      <NoticeBanner
        screen="checkin"
        ready={<ReadyBanner headline={t('checkin.teachTitle')} text={t('scan.checkin')} />}
      />
      <ScrollPlace label={t('checkin.list')} className={styles.rows}>
        <EntryList
          list="checkin"
          label={t('checkin.list')}
          empty={
            <Teach steps={[t('checkin.teachScan'), t('checkin.teachRoute'), t('checkin.teachPrivate')]}>
              <DemoCodes kind="items" label={t('checkout.tryItem')} />
            </Teach>
          }
        />
      </ScrollPlace>
    </>
  );
}
