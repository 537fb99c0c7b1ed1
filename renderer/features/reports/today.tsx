// Today at this desk: the number of each act, and the traffic of each hour. All staff see it; it has no names. A figure leads to its report, for
// staff who may read it.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { TodayView } from '../../../shared/views/shift.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './today.module.css';

/** It is counted anew as often. */
const TICK_MS = 30_000;
/** Scans come one after the other, and each changes something: one count takes in all of so long. */
const GATHER_MS = 5_000;
const HOUR_MS = 3_600_000;

type Figure = Exclude<keyof TodayView, 'hours'>;

/** The figures in their order, with the report that tells more of each. */
const FIGURES: readonly (readonly [Figure, string])[] = [
  ['checkouts', 'use'],
  ['checkins', 'shift'],
  ['renewals', 'use'],
  ['holdsFilled', 'shift'],
  ['inHouse', 'use'],
  ['turnedAway', 'use'],
  ['tallies', 'service'],
  ['overrides', 'shift'],
];

export function Today() {
  const { t } = useTranslation();
  const { shift, clock, link } = useDesk();
  const today = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.today,
  );
  useEffect(() => {
    const count = (): void => void shift.countToday();
    count();
    let stopWaiting: (() => void) | null = null;
    const gather = (): void => {
      stopWaiting ??= clock.after(GATHER_MS, () => {
        stopWaiting = null;
        count();
      });
    };
    const stops = [clock.every(TICK_MS, count), link.on('desk.changed', gather), () => stopWaiting?.()];
    return () => stops.forEach((stop) => stop());
  }, [shift, clock, link]);
  if (today === null) return null;
  return (
    <section aria-label={t('today.title')} data-testid="today">
      <h3 className={styles.heading}>{t('today.title')}</h3>
      <ul className={styles.figures}>
        {FIGURES.map(([figure, report]) => (
          <Tile key={figure} figure={figure} value={today[figure]} report={report} />
        ))}
      </ul>
      <Hours hours={today.hours} />
    </section>
  );
}

type TileProps = { readonly figure: Figure; readonly value: number; readonly report: string };

function Tile({ figure, value, report }: TileProps) {
  const { t } = useTranslation();
  const { reports, view } = useDesk();
  const moments = useMoments();
  const isListed = useDeskStore(
    (desk) => desk.reports.store,
    ({ choices }) => choices?.some(({ kind }) => kind === report) === true,
  );
  const words = (
    <>
      <strong className={styles.value}>{moments.number(value)}</strong>
      <span className={styles.name}>{t(`today.${figure}`)}</span>
    </>
  );
  const show = (): void => {
    reports.setKind(report);
    view.setState({ part: 'reports' });
  };
  return (
    <li>
      {isListed ? (
        <button type="button" className={styles.figure} onClick={show}>
          {words}
        </button>
      ) : (
        <div className={styles.figure}>{words}</div>
      )}
    </li>
  );
}

/** A bar for each hour, and which was the busiest. */
function Hours({ hours }: Pick<TodayView, 'hours'>) {
  const { t } = useTranslation();
  const moments = useMoments();
  const most = Math.max(0, ...hours.map(({ count }) => count));
  const busiest = hours.find(({ count }) => count === most);
  if (busiest === undefined) return null;
  const at = Date.parse(busiest.at);
  const said = t('today.busiest', { from: moments.time(at), to: moments.time(at + HOUR_MS), count: most });
  return (
    <>
      <h3 className={styles.heading}>
        {t('today.hours')} <span className={styles.busiest}>{said}</span>
      </h3>
      <ol className={styles.bars}>
        {hours.map((hour) => (
          <li key={hour.at} className={styles.hour} title={moments.time(Date.parse(hour.at))}>
            <span className={styles.count}>{hour.count === 0 ? '' : hour.count}</span>
            <span className={styles.track}>
              <span className={styles.bar} style={{ height: `${(hour.count / most) * 100}%` }} />
            </span>
            <span className={styles.when}>{moments.clock(Date.parse(hour.at)).split(':')[0]}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
