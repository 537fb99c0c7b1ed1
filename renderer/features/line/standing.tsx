// Notes on the limits of a desk without its server, and on data that was put back to an earlier state.

import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './line-panel.module.css';

/** By then the person who compares slips has done so. */
const RESTORED_TOLD_MS = 7 * DAY_MS;

type StandingProps = { readonly status: SyncStatus; readonly now: Instant; readonly isStale: boolean };

export function Standing({ status: { fullRightsUntil, detailsLockAt, restoredAt }, now, isStale }: StandingProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const until = fullRightsUntil === null ? null : Date.parse(fullRightsUntil);
  const lock = detailsLockAt === null ? null : Date.parse(detailsLockAt);
  const restored = restoredAt === null ? null : Date.parse(restoredAt);
  return (
    <>
      {isStale && until !== null && (
        <p className={styles.text} data-tone={until <= now ? 'warn' : undefined}>
          {t(until <= now ? 'sync.rightsEnded' : 'sync.rightsUntil', { time: moments.when(until, now) })}
        </p>
      )}
      {isStale && lock !== null && lock > now && (
        <p className={styles.text}>{t('sync.detailsLockAt', { time: moments.when(lock, now) })}</p>
      )}
      {restored !== null && now - restored < RESTORED_TOLD_MS && (
        <p className={styles.text}>{t('sync.restored', { time: moments.when(restored, now) })}</p>
      )}
    </>
  );
}
