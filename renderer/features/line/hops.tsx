// How the line stands on each hop, from the desk to the central server and on to the library system, and how old the data is that came over it.

import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { freshSince } from '../../stores/line-state.ts';
import { useAge } from '../../ui/line-words.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useHopName } from '../../ui/use-hop-name.ts';
import styles from './line-panel.module.css';

type HopsProps = { readonly status: SyncStatus; readonly now: Instant };
type Hop = SyncStatus['hops'][number];

export function Hops({ status, now }: HopsProps) {
  const { t } = useTranslation();
  const hasSystem = status.hops.some(({ name }) => name === 'ils');
  return (
    <dl className={styles.facts}>
      {status.hops.map((hop) => (
        <HopState key={hop.name} hop={hop} status={status} now={now} />
      ))}
      {!hasSystem && (
        <div>
          <dt>{t('sync.ils')}</dt>
          <dd className={styles.none}>{t('sync.noIls')}</dd>
        </div>
      )}
    </dl>
  );
}

function HopState({ hop, status, now }: HopsProps & { readonly hop: Hop }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const hopName = useHopName();
  const age = useAge();
  const since = Date.parse(hop.since);
  // The desk's data comes from the central server.
  const fresh = hop.name === 'server' ? freshSince(status.freshness) : null;
  return (
    <>
      <div>
        <dt>{hopName(hop)}</dt>
        <dd data-tone={hop.state === 'up' ? 'good' : 'warn'}>
          {t(hop.state === 'up' ? 'sync.upSince' : 'sync.downSince', { time: moments.lately(since, now) })}
          {hop.state === 'down' && (
            <>
              {' '}
              <span className={styles.whole}>({age(now - since)})</span>
            </>
          )}
        </dd>
      </div>
      {fresh !== null && fresh > 0 && (
        <div>
          <dt>{t('sync.dataOfHop')}</dt>
          <dd>{t('sync.agedMoment', { time: moments.lately(fresh, now), age: age(now - fresh) })}</dd>
        </div>
      )}
    </>
  );
}
