// The state of the line as one slim bar at the bottom, per hop. Nothing else on the page moves because of it.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { freshOf, type LineWord } from '../../stores/line-state.ts';
import { useAge, useLine, useStatus, type SaidLine } from '../../ui/line-words.tsx';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { useHopName } from '../../ui/use-hop-name.ts';
import { TallyNote } from './tally-note.tsx';
import styles from './status-bar.module.css';

const TICK_MS = 1_000;
/** A clock that is off by less than this is a clock that is right. */
const CLOCK_OK_MS = 2_000;

export function StatusBar() {
  const { t } = useTranslation();
  const now = useNow(TICK_MS);
  const moments = useMoments();
  const hopName = useHopName();
  const line = useLine(now);
  const status = useStatus();
  return (
    <>
      <footer className={styles.bar} aria-label={t('status.region')}>
        <p className={styles.line} data-tone={line.tone} data-word={line.word}>
          <span className={styles.dot} aria-hidden="true" />
          <strong>{line.short}</strong>
          {line.waiting !== '' && <span>{line.waiting}</span>}
        </p>
        {line.isStale && status !== null && <Freshness status={status} now={now} />}
        {!line.isStale &&
          status?.hops
            .filter((hop) => hop.name === 'ils')
            .map((hop) => (
              <p key={hop.name} className={styles.part} data-tone={hop.state === 'up' ? 'good' : 'warn'}>
                <span className={styles.dot} aria-hidden="true" />
                {hopName(hop)}:{' '}
                {hop.state === 'up'
                  ? t('sync.up')
                  : t('sync.downSince', { time: moments.lately(Date.parse(hop.since), now) })}
              </p>
            ))}
        {line.isStale && status?.neighbors !== undefined && (
          <p className={styles.part}>
            {t('sync.neighbors')}: {t('sync.neighborsHeard', status.neighbors)}
          </p>
        )}
        <TallyNote />
        <span className={styles.gap} />
        <div className={styles.part} aria-live="polite" data-testid="printer-state">
          <PrinterState />
        </div>
        {status !== null && <ClockState status={status} />}
        <time className={styles.time}>{moments.time(now)}</time>
      </footer>
      <Spoken line={line} />
    </>
  );
}

/** Normal states of a busy day are not announced. */
const UNSPOKEN: readonly LineWord[] = ['unknown', 'sending', 'catchingUp'];

/** Read out as the line changes, and not as a minute passes or one more act waits: the bar itself would be read out all day. */
function Spoken({ line: { word, short } }: { readonly line: SaidLine }) {
  const language = useLanguage();
  const [spoken, setSpoken] = useState({ word, short, language });
  const isNews = word !== spoken.word && !UNSPOKEN.includes(word);
  // A page read in Spanish has no line left in English.
  if (isNews || (word === spoken.word && language !== spoken.language)) setSpoken({ word, short, language });
  return (
    <p className="unseen" aria-live="polite" data-testid="line-spoken">
      {spoken.short}
    </p>
  );
}

/** How old the data is that staff decide on, while nothing new comes in. */
function Freshness({ status, now }: { readonly status: SyncStatus; readonly now: Instant }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const patrons = freshOf(status.freshness, 'patron');
  const holds = freshOf(status.freshness, 'hold');
  return (
    <p className={styles.part}>
      <span>
        {patrons === null ? t('status.noPatrons') : t('status.patronsAsOf', { time: moments.lately(patrons, now) })}
      </span>
      <span>{holds === null ? t('status.noHolds') : t('status.holdsAsOf', { time: moments.lately(holds, now) })}</span>
    </p>
  );
}

function ClockState({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const age = useAge();
  const { offsetMs, ageMs, jumped } = status.clock;
  const isOff = Math.abs(offsetMs) >= CLOCK_OK_MS;
  const isWorthRoom = isOff || jumped || ageMs === null;
  return (
    <p
      className={isWorthRoom ? styles.part : `${styles.part} ${styles.calm}`}
      data-tone={isOff || jumped ? 'warn' : undefined}
      title={jumped ? t('sync.clockJumped') : undefined}
    >
      {ageMs === null
        ? t('sync.clockUnknown')
        : isOff
          ? t('sync.clockOff', { age: age(Math.abs(offsetMs)) })
          : t('sync.clockOk')}
    </p>
  );
}

/** Slips that wait for the printer are shown until they are on paper or dropped; the line opens them. */
function PrinterState() {
  const { t } = useTranslation();
  const { actions } = useDesk();
  const printer = useDeskStore(
    (desk) => desk.slips.store,
    (state) => state.printer,
  );
  const count = printer?.waiting.length ?? 0;
  if (count > 0) {
    return (
      <button
        type="button"
        className={styles.press}
        data-tone="warn"
        data-testid="slips-wait"
        onClick={actions.slip.run}
      >
        <span className={styles.dot} aria-hidden="true" />
        {t('slip.wait', { count })}
      </button>
    );
  }
  if (printer === null || printer.settings.target.kind === 'none') return null;
  if (printer.problem === null) return <p className={styles.part}>{t('printer.ok')}</p>;
  // With a problem and no slip that waits for it, it was the drawer that the printer did not open.
  return (
    <p className={styles.part} data-tone="warn" title={printer.problem}>
      <span className={styles.dot} aria-hidden="true" />
      {t('printer.drawerShut')}
    </p>
  );
}
