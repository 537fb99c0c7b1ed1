// Banners above the work: a desk that is stopped, a clock that is wrong, and two weeks without the server. Shown where staff look.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk/desk-context.ts';
import { clockTrouble } from '../stores/line-state.ts';
import { Icon } from './icon.tsx';
import { useAge, useStatus } from './line-words.tsx';
import { useLanguage, useMoments } from './use-moments.ts';
import { useNow } from './use-now.ts';
import styles from './banner.module.css';

const TICK_MS = 60_000;

const SHUT_OUT = 'HF-AUTH-002';
const STOPS: ReadonlySet<string> = new Set([SHUT_OUT, 'HF-SYNC-002']);

/** Whether the library has shut this desk out: sign-in is no longer possible. */
export function useIsShutOut(): boolean {
  return useDeskStore(
    (desk) => desk.line.store,
    (state) => state.status?.problem === SHUT_OUT,
  );
}

/** Reasons that stop a desk until a person comes: the library has revoked it, or another copy of it is in use. */
export function StopBanner() {
  const { t } = useTranslation();
  const language = useLanguage();
  const status = useStatus();
  const problem = status?.problem ?? null;
  if (status === null || problem === null || !STOPS.has(problem)) return null;
  return (
    <p className={styles.banner} role="alert" data-tone="bad" data-testid="stop-banner">
      <Icon name="trouble" size={20} />
      <span>
        {status.problemWords?.[language]} {status.pending > 0 && t('stop.waiting', { count: status.pending })}
        {status.pending === 0 && problem === SHUT_OUT && t('stop.handedIn')} {t('sync.problemCode', { code: problem })}
      </span>
    </p>
  );
}

/** A clock that is wrong enough to tell wrong due dates, or that a person changed while the desk ran. Nothing stops for it. */
export function ClockBanner() {
  const { t } = useTranslation();
  const age = useAge();
  const clock = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.clock ?? null,
  );
  const trouble = clock === null ? null : clockTrouble(clock);
  if (clock === null || trouble === null) return null;
  const by = age(Math.abs(clock.offsetMs));
  return (
    <output className={styles.banner} data-tone="warn" data-testid="clock-banner">
      <Icon name="time" size={20} />
      <span>{trouble === 'jumped' ? t('clock.jumped') : t(`clock.${trouble}`, { age: by })}</span>
    </output>
  );
}

/** An emergency closing of this branch: loans of now are due after it, and staff should know why. */
export function ClosingBanner() {
  const { t } = useTranslation();
  const now = useNow(TICK_MS);
  const { when } = useMoments();
  const closing = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.closing ?? null,
  );
  if (closing === null) return null;
  const { reason } = closing;
  const [from, to] = [Date.parse(closing.from), Date.parse(closing.to)];
  if (to <= now) return null;
  // One that begins now is a moment ahead of the clock that ticks here.
  const isBegun = from <= now + TICK_MS;
  return (
    <output className={styles.banner} data-tone="warn" data-testid="closing-banner">
      <Icon name="time" size={20} />
      <span>
        {isBegun
          ? t('closing.now', { until: when(to, now), reason })
          : t('closing.soon', { from: when(from, now), until: when(to, now), reason })}
      </span>
    </output>
  );
}

/** Two weeks without the server: details of patrons are locked, and cards stand for people. */
export function LeaseBanner() {
  const { t } = useTranslation();
  const now = useNow(TICK_MS);
  const at = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.detailsLockAt ?? null,
  );
  if (at === null || Date.parse(at) > now) return null;
  return (
    <output className={styles.banner} data-tone="warn" data-testid="lease-banner">
      <Icon name="lock" size={20} />
      <span>{t('sync.detailsLocked')}</span>
    </output>
  );
}
