// Progress of the load of a copy: rows, bytes by the network, and the remaining time.

import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/views/sync.ts';
import { useAge } from './line-words.tsx';
import { useMoments } from './use-moments.ts';
import styles from './load-progress.module.css';

const MEGABYTE = 1_000_000;

type LoadProgressProps = {
  readonly loading: NonNullable<SyncStatus['loading']>;
  /** The rules are here already: work goes on by them. */
  readonly hasRules: boolean;
};

export function LoadProgress({ loading, hasRules }: LoadProgressProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const age = useAge();
  const { rows, of, bytes, leftMs, isFirst } = loading;
  const isHere = of > 0 && rows >= of;
  return (
    <div className={styles.load} data-testid="load">
      <progress className={styles.progress} aria-label={t('sync.loadingBar')} max={Math.max(1, of)} value={rows} />
      <p className={styles.text}>
        {of === 0 && t('sync.loadingWaits')}
        {bytes > 0 && t('sync.loadingBytes', { megabytes: moments.number(Math.round(bytes / MEGABYTE)) })}
        {isHere && ` · ${t('sync.loadingChecks')}`}
        {!isHere && leftMs !== null && ` · ${t('sync.loadingLeft', { age: age(leftMs) })}`}
      </p>
      <p className={styles.none}>
        {t(!isFirst ? 'sync.loadingOld' : hasRules ? 'sync.loadingFirst' : 'sync.loadingRules')}
      </p>
    </div>
  );
}
