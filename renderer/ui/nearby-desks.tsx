// The other desks of the branch: which this desk reaches over the network of the branch, when it reached the others last, and what is in the way.

import { useTranslation } from 'react-i18next';
import type { NeighborsView, SyncStatus } from '../../shared/views/sync.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Translate } from '../text/speak.ts';
import type { Moments } from '../text/moments.ts';
import { useMoments } from './use-moments.ts';
import styles from './nearby-desks.module.css';

/** So many fit beside the rest of the line. */
const MOST_LISTED = 12;

type NearbyProps = { readonly status: Pick<SyncStatus, 'neighbors'>; readonly now: Instant };

export function NearbyDesks({ status: { neighbors }, now }: NearbyProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  if (neighbors === undefined) return <p className={styles.note}>{t('nearby.off')}</p>;
  const { desks, refusedAt } = neighbors;
  const notes = [
    ...(desks.length === 0 ? [t('nearby.alone')] : []),
    ...(isUnanswered(neighbors) ? [t('nearby.noAnswer')] : []),
    ...(neighbors.isListening ? [] : [t('nearby.noPort')]),
    ...(refusedAt === null ? [] : [t('nearby.refused', { time: moments.lately(Date.parse(refusedAt), now) })]),
  ];
  return (
    <div className={styles.nearby}>
      {desks.length > 0 && <p>{t('sync.neighborsHeard', neighbors)}</p>}
      {desks.length > 0 && (
        <dl className={styles.desks}>
          {desks.slice(0, MOST_LISTED).map((desk, n) => (
            // Two desks may have one name.
            <div key={`${n} ${desk.name}`}>
              <dt>{desk.name}</dt>
              <dd data-tone={desk.isReached ? 'good' : 'warn'}>{reachedWords(t, moments, desk, now)}</dd>
            </div>
          ))}
        </dl>
      )}
      {desks.length > MOST_LISTED && (
        <p className={styles.note}>{t('nearby.more', { count: desks.length - MOST_LISTED })}</p>
      )}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </div>
  );
}

const isUnanswered = ({ known, heard }: NeighborsView): boolean => known > 0 && heard === 0;

function reachedWords(
  t: Translate,
  moments: Moments,
  { isReached, at }: NeighborsView['desks'][number],
  now: Instant,
): string {
  if (at === null) return t('nearby.never');
  return t(isReached ? 'nearby.reached' : 'nearby.last', { time: moments.lately(Date.parse(at), now) });
}
