// On a narrow page: one line for the column that is beside the place on wider pages, with the key that opens it. For a patron: the name, and the most
// serious notice.

import { useTranslation } from 'react-i18next';
import type { PatronView } from '../../../shared/views/patron.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import type { ScreenId } from '../../stores/view-store.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './record-strip.module.css';

/** Name of the opened record, if it is no patron. */
function useName(screen: ScreenId): string {
  const { t } = useTranslation();
  const isShift = useDeskStore(
    (desk) => desk.view,
    ({ part }) => part === 'shift',
  );
  if (screen === 'checkin') return t('checkin.tally');
  return t(isShift ? 'shift.report' : 'reports.ask');
}

export function RecordStrip({ screen }: { readonly screen: ScreenId }) {
  const { t } = useTranslation();
  const patron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron,
  );
  const name = useName(screen);
  // Without a patron there is nothing to open.
  if (screen === 'checkout' && patron === null) return null;
  const view = screen === 'checkout' ? (patron?.view ?? null) : null;
  return (
    <section
      className={styles.strip}
      aria-label={t(screen === 'checkout' ? 'patron.region' : 'screen.aside')}
      data-testid="record-strip"
    >
      <Icon name={screen === 'checkout' ? 'patron' : 'report'} />
      {screen !== 'checkout' ? (
        <span className={styles.rest}>{name}</span>
      ) : view === null ? (
        <>
          <strong>{patron?.card}</strong>
          <span className={styles.rest}>{t('patron.unknown')}</span>
        </>
      ) : (
        <>
          <strong className={styles.name}>{view.name}</strong>
          <span className={styles.rest}>{[view.groupName, lastFour(view.card)].filter(Boolean).join(' · ')}</span>
          <Standing view={view} />
        </>
      )}
      <ActionButton id="details">{t(screen === 'checkout' ? 'strip.open' : 'strip.show')}</ActionButton>
    </section>
  );
}

/** The most serious notice of the record. */
function Standing({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const isBlocked = view.notices.some(({ effect }) => effect === 'block');
  const toRead = view.notices.length + view.messages.length;
  const [tone, text] = isBlocked
    ? ['bad', t('find.blocked')]
    : toRead > 0
      ? ['warn', t('strip.toRead', { count: toRead })]
      : view.counts.holdsReady > 0
        ? ['warn', t('strip.ready', { count: view.counts.holdsReady })]
        : ['calm', ''];
  return (
    <span className={styles.standing} data-tone={tone}>
      {text}
    </span>
  );
}
