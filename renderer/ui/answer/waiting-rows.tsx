// Scans that wait for the desk core to come back, the last one on top: each marked as not recorded yet.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import type { QueuedScan } from '../../stores/work/work-state.ts';
import { Icon } from '../icon.tsx';
import styles from './entry-list.module.css';

export function WaitingRows({ scans }: { readonly scans: readonly QueuedScan[] }) {
  const { t } = useTranslation();
  return scans.toReversed().map(({ text, atMono }) => (
    <li key={`${text} ${atMono}`} className={styles.row} data-tone="warn" data-state="unsent">
      <span className={styles.time} />
      <span className={styles.sign}>
        <Icon name="time" />
      </span>
      <span className={styles.title}>{text}</span>
      <span className={styles.code} />
      <span className={styles.figure}>{t('coreGone.notYet')}</span>
    </li>
  ));
}

/** Scans of a screen that wait, while the core is gone. */
export function useWaitingScans(list: 'checkout' | 'checkin', isCoreGone: boolean): readonly QueuedScan[] {
  const queued = useDeskStore(
    (desk) => desk.work.store,
    (state) => (isCoreGone ? state.queued : NONE),
  );
  return queued.filter(({ screen }) => screen === list);
}

const NONE: readonly QueuedScan[] = [];
