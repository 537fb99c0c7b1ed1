// Notes: what was settled without anybody. Counted, and read by whoever opens them.

import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '../../../shared/bridge/views/sync.ts';
import { Icon } from '../../ui/icon.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { ExceptionWords } from './exception-card.tsx';
import styles from './sync-screen.module.css';

const TICK_MS = 60_000;

export function Notes({ notes }: { readonly notes: readonly ExceptionView[] }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  return (
    <details className={styles.notes}>
      <summary>
        <Icon name="message" />
        {t('sync.notes', { count: notes.length })}
      </summary>
      <ul>
        {notes.map((note) => (
          <li key={note.exceptionId}>
            <time dateTime={note.at}>{moments.when(Date.parse(note.at), now)}</time>
            <ExceptionWords exception={note} />
          </li>
        ))}
      </ul>
    </details>
  );
}
