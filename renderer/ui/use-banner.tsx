// Above the answer as long as use in the house is counted: that nothing scanned is lent or checked in, and how to end it.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk/desk-context.ts';
import { ActionButton } from './action-button.tsx';
import { Icon } from './icon.tsx';
import styles from './use-banner.module.css';

export function UseBanner({ place }: { readonly place: 'checkout' | 'checkin' }) {
  const { t } = useTranslation();
  const isOn = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.useCount?.place === place,
  );
  if (!isOn) return null;
  return (
    <section className={styles.banner} data-tone="warn" aria-label={t('use.title')} data-testid="use-count">
      <Icon name="title" size={20} />
      <p className={styles.words}>
        <strong>{t('use.title')}</strong> <span>{t(place === 'checkout' ? 'use.countsOut' : 'use.counts')}</span>
      </p>
      <ActionButton id="inHouse">{t('use.end')}</ActionButton>
    </section>
  );
}
