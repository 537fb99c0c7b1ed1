// In practice every screen is marked at its top, also the sign-in, the lock and dialogs, with the way out.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LessonsPanel } from './lessons-panel.tsx';
import styles from './practice-banner.module.css';

export function PracticeBanner({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const isPractice = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.isPractice ?? false,
  );
  if (!isPractice) return children;
  return (
    <div className={styles.whole}>
      <section className={styles.banner} aria-label={t('practice.title')} data-testid="practice-banner">
        <Icon name="why" size={20} />
        <strong>{t('practice.banner')}</strong>
        <span className={styles.more}>{t('practice.bannerMore')}</span>
        <ActionButton id="practice">{t('action.practiceLeave')}</ActionButton>
      </section>
      <LessonsPanel />
      <div className={styles.rest}>{children}</div>
    </div>
  );
}
