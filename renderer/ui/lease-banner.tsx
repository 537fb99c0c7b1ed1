// Two weeks without the server: what is known of patrons is locked, and cards stand for people. Said where staff wonder about it.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk/desk-context.ts';
import styles from './banner.module.css';
import { Icon } from './icon.tsx';
import { useNow } from './use-now.ts';

const TICK_MS = 60_000;

export function LeaseBanner() {
  const { t } = useTranslation();
  const now = useNow(TICK_MS);
  const at = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.detailsLockAt ?? null,
  );
  if (at === null || Date.parse(at) > now) return null;
  return (
    <output className={styles.banner} data-tone="warn" data-testid="lease-banner">
      <Icon name="lock" size={20} />
      <span>{t('sync.detailsLocked')}</span>
    </output>
  );
}
