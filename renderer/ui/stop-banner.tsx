// What stops a desk for good until somebody comes: the library has shut it out, or another copy of it is in use. Said wherever staff look.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk/desk-context.ts';
import { problemWords } from '../text/problem-words.ts';
import { Icon } from './icon.tsx';
import { useLanguage } from './use-moments.ts';
import styles from './banner.module.css';

const SHUT_OUT = 'HF-AUTH-002';
const STOPS: ReadonlySet<string> = new Set([SHUT_OUT, 'HF-SYNC-002']);

/** Whether the library has shut this desk out: nobody can sign in at it any more. */
export function useIsShutOut(): boolean {
  return useDeskStore(
    (desk) => desk.line.store,
    (state) => state.status?.problem === SHUT_OUT,
  );
}

export function StopBanner() {
  const { t } = useTranslation();
  const language = useLanguage();
  const status = useDeskStore(
    (desk) => desk.line.store,
    (state) => state.status,
  );
  const problem = status?.problem ?? null;
  if (status === null || problem === null || !STOPS.has(problem)) return null;
  return (
    <p className={styles.banner} role="alert" data-tone="bad" data-testid="stop-banner">
      <Icon name="stop" size={20} />
      <span>
        {problemWords(problem, language)} {status.pending > 0 && t('stop.waiting', { count: status.pending })}
        {status.pending === 0 && problem === SHUT_OUT && t('stop.handedIn')} {t('sync.problemCode', { code: problem })}
      </span>
    </p>
  );
}
