// Says as long as the book drop is emptied that returns count from earlier, and how to end it.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './drop-banner.module.css';

export function DropBanner() {
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
