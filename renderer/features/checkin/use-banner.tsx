// Says as long as use in the house is counted that nothing scanned is checked in, and how to end it.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './drop-banner.module.css';

export function UseBanner() {
  const { t } = useTranslation();
  const isOn = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.useCount !== null,
  );
  if (!isOn) return null;
  return (
    <section className={styles.drop} data-tone="warn" aria-label={t('use.title')} data-testid="use-count">
      <Icon name="look" size={20} />
      <p className={styles.words}>
        <strong>{t('use.title')}</strong> <span>{t('use.counts')}</span>
      </p>
      <ActionButton id="inHouse">{t('use.end')}</ActionButton>
    </section>
  );
}
