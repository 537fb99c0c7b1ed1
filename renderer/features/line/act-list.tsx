// Acts of this desk in the order they are sent, with their age or with the server's answer.

import { useTranslation } from 'react-i18next';
import type { DeskAct } from '../../../shared/views/sync.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { useAge } from '../../ui/line-words.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './line-panel.module.css';

type ActListProps = {
  readonly acts: readonly DeskAct[];
  readonly now: Instant;
  readonly isWaiting: boolean;
  readonly empty: string;
};

export function ActList({ acts, now, isWaiting, empty }: ActListProps) {
  const { t } = useTranslation();
  if (acts.length === 0) return <p className={styles.none}>{empty}</p>;
  return (
    <ScrollPlace label={t(isWaiting ? 'sync.waitingActs' : 'sync.answeredActs')} className={styles.acts}>
      <ol>
        {acts.map((act) => (
          <li key={act.commandId} className={styles.act}>
            <span className={styles.actText}>{act.text}</span>
            <ActState act={act} now={now} isWaiting={isWaiting} />
            <ActNotes codes={act.codes} />
          </li>
        ))}
      </ol>
    </ScrollPlace>
  );
}

/** The server's remarks on it, in words. */
function ActNotes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation();
  if (codes.length === 0) return null;
  const words = codes.map((code) => (isKnownWord('exception', code) ? t(`exception.${code}`) : t('sync.newerKind')));
  return <span className={styles.actNotes}>{[...new Set(words)].join(' · ')}</span>;
}

function ActState({
  act,
  now,
  isWaiting,
}: {
  readonly act: DeskAct;
  readonly now: Instant;
  readonly isWaiting: boolean;
}) {
  const { t } = useTranslation();
  const age = useAge();
  const moments = useMoments();
  const at = Date.parse(act.at);
  if (isWaiting) return <span className={styles.actState}>{t('sync.age', { age: age(now - at) })}</span>;
  const outcome = act.outcome ?? '';
  return (
    <span className={styles.actState} data-tone={outcome === 'applied' ? undefined : 'warn'}>
      {isKnownWord('outcome', outcome) ? t(`outcome.${outcome}`) : t('outcome.unknown')} · {moments.when(at, now)}
    </span>
  );
}
