// Beside Check in: how many went where since the page was opened, and the last slip as it would be printed.

import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useDeskStore } from '../../desk/desk-context.ts';
import type { WorkState } from '../../stores/work/work-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import styles from './checkin-aside.module.css';

const ROUTES = ['reshelve', 'hold-shelf', 'transit', 'not-ours', 'check-shelf'] as const;

export function CheckinAside() {
  const { t } = useTranslation();
  const counts = useDeskStore((desk) => desk.work.store, useShallow(countsByRoute));
  const slip = useDeskStore((desk) => desk.work.store, lastSlip);
  const isDrop = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.bookDrop !== null,
  );
  const isEmpty = counts.every((count) => count === 0);
  return (
    <ScrollPlace label={t('screen.aside')} className={styles.place}>
      {!isDrop && (
        <div className={styles.drop}>
          <ActionButton id="bookDrop" />
          <p>{t('drop.what')}</p>
        </div>
      )}
      <Panel title={t('checkin.tally')}>
        {isEmpty ? (
          <p className={styles.none}>{t('checkin.tallyEmpty')}</p>
        ) : (
          <dl className={styles.tally}>
            {ROUTES.map((route, index) => (
              <div key={route} className={styles.count} data-none={counts[index] === 0}>
                <dt>{t(`route.${route}`)}</dt>
                <dd>{counts[index]}</dd>
              </div>
            ))}
          </dl>
        )}
      </Panel>
      <Panel title={t('checkin.lastSlip')}>
        {slip === null ? (
          <p className={styles.none}>{t('checkin.noSlip')}</p>
        ) : (
          <pre className={styles.slip}>{slip.join('\n')}</pre>
        )}
      </Panel>
    </ScrollPlace>
  );
}

function countsByRoute({ entries }: WorkState): readonly number[] {
  return ROUTES.map(
    (route) =>
      entries.filter(
        ({ act, state, answer }) => act === 'checkin' && state === 'done' && answer?.routing?.route === route,
      ).length,
  );
}

function lastSlip({ entries }: WorkState): readonly string[] | null {
  const withSlip = entries.find(
    ({ list, state, answer }) => list === 'checkin' && state === 'done' && (answer?.slips ?? []).length > 0,
  );
  return withSlip?.answer?.slips?.[0]?.lines ?? null;
}
