// The person assigned to an exception, the last contact with the patron, and the history.

import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '../../../shared/views/sync.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Translate } from '../../text/speak.ts';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './exception-card.module.css';

type Work = NonNullable<ExceptionView['work']>;
type WorkFactsProps = { readonly work: Work; readonly now: Instant };

/** The assigned person, and the last try to reach the patron: on a line of its own, since the item needs the first one. */
export function WorkFacts({ work: { assigned, contact }, now }: WorkFactsProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  if (assigned === null && contact === null) return null;
  return (
    <p className={styles.seen} data-testid="work-facts">
      {assigned !== null && (
        <strong className={styles.assigned}>
          {assigned.isMe ? t('work.withMe') : t('work.with', { staff: personIn(t, assigned.staff) })}
        </strong>
      )}
      {contact !== null && (
        <span>
          {t(`contact.${contact.what}`)} · {moments.when(Date.parse(contact.at), now)}
        </span>
      )}
    </p>
  );
}

/** Past actions, oldest first, folded away. */
export function WorkHistory({ work: { history }, now }: WorkFactsProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  if (history.length === 0) return null;
  return (
    <details className={styles.history}>
      <summary>{t('work.history', { count: history.length })}</summary>
      <ol>
        {history.map((entry, index) => (
          <li key={`${entry.at} ${index}`}>
            <time dateTime={entry.at}>{moments.when(Date.parse(entry.at), now)}</time> {wordsOf(t, entry)}
          </li>
        ))}
      </ol>
    </details>
  );
}

function wordsOf(t: Translate, { staff, to, contact, note }: Work['history'][number]): string {
  const given =
    to === undefined
      ? []
      : [
          to === null
            ? t('work.gaveBack')
            : to === staff
              ? t('work.tookIt')
              : t('work.gave', { staff: personIn(t, to) }),
        ];
  const reached = contact === undefined ? [] : [t(`contact.${contact}`)];
  const written = note === '' ? [] : [t('work.wrote', { note })];
  return [personIn(t, staff), ...given, ...reached, ...written].join(' · ');
}

function personIn(t: Translate, staff: string): string {
  return staff === '' ? t('work.somebody') : staff;
}
