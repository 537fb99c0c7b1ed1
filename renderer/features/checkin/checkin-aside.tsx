// Beside Check in: how many went where since the page was opened, and the last slip as it would be printed.

import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useDeskStore } from '../../desk/desk-context.ts';
import type { SlipView } from '../../../shared/views/slip.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { modeOf } from '../../stores/work/modes.ts';
import { slipAct } from '../../stores/slip-store.ts';
import type { WorkState } from '../../stores/work/work-state.ts';
import { SlipButton } from '../../ui/devices/slip-button.tsx';
import { SlipRows } from '../../ui/devices/slip-rows.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { CartsAside } from './carts-aside.tsx';
import { ShelfAside } from './shelf-aside.tsx';
import styles from './checkin-aside.module.css';

const ROUTES = [
  'reshelve',
  'hold-shelf',
  'transit',
  'not-ours',
  'check-shelf',
  'repair',
  'inspect',
  'in-process',
  'withdrawn',
  'ill-shelf',
] as const;

export function CheckinAside() {
  const mode = useDeskStore(
    (desk) => desk.work.store,
    (state) => modeOf(state, 'checkin'),
  );
  if (mode === 'inventory') return <ShelfAside />;
  return mode === 'carts' ? <CartsAside /> : <ReturnsAside />;
}

function ReturnsAside() {
  const { t } = useTranslation();
  const counts = useDeskStore((desk) => desk.work.store, useShallow(countsByRoute));
  const last = useDeskStore((desk) => desk.work.store, useShallow(lastSlip));
  const isEmpty = counts.every((count) => count === 0);
  return (
    <ScrollPlace label={t('screen.aside')} className={styles.place}>
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
        {last === null ? (
          <p className={styles.none}>{t('checkin.noSlip')}</p>
        ) : (
          <div className={styles.last}>
            <div className={styles.slip}>
              <SlipRows slip={last.slip} />
            </div>
            <SlipButton acts={[last.act]} words={t('slip.open')} />
          </div>
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

/** The newest slip of an item that came in, with the act that it is of. */
function lastSlip({ entries }: WorkState): { readonly slip: SlipView; readonly act: ActId } | null {
  for (const entry of entries) {
    const slip = entry.act === 'checkin' ? entry.answer?.slips?.[0] : undefined;
    const act = slipAct(entry);
    if (slip !== undefined && act !== null) return { slip, act };
  }
  return null;
}
