// Check in: the destination of the thing in hand, large; below it the list of returns here. Borrowers are never shown. While use in the house is
// counted it speaks of that alone.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { EntryList } from '../../ui/answer/entry-list.tsx';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { ReadyBanner } from '../../ui/answer/ready-banner.tsx';
import { DemoCodes } from '../../ui/demo-codes.tsx';
import { Teach } from '../../ui/teach.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { ByKind } from '../../ui/items/by-kind.tsx';
import { PartMissing } from './part-missing.tsx';
import { DropBanner } from './drop-banner.tsx';
import { PlaceMode } from '../../ui/mode-banner.tsx';
import { ShelfReading } from './shelf-reading.tsx';
import styles from './checkin-screen.module.css';

export function CheckinScreen() {
  const isReading = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.inventory !== null,
  );
  return isReading ? <ShelfReading /> : <Returns />;
}

function Returns() {
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
      <PlaceMode place="checkin" />
      <NoticeBanner
        screen="checkin"
        ready={<ReadyBanner headline={t('checkin.teachTitle')} text={t(isCounting ? 'use.scan' : 'scan.checkin')} />}
      />
      <PartMissing />
      <ByKind place="checkin" />
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
