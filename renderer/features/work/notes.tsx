// Notes: exceptions that were settled by themselves. They are counted, and shown when opened.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTES_CODE, type ExceptionView } from '../../../shared/views/sync.ts';
import { Icon } from '../../ui/icon.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { ExceptionWords } from './exception-card.tsx';
import { ShowMore } from './show-more.tsx';
import styles from './exceptions-list.module.css';

const TICK_MS = 60_000;

type NotesProps = {
  /** Those that are here, the newest first. */
  readonly notes: readonly ExceptionView[];
  /** How many there are. */
  readonly count: number;
};

export function Notes({ notes, count }: NotesProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const [isOpen, setOpen] = useState(false);
  // A week of notes is drawn only when the list is open.
  const shown = isOpen ? notes : [];
  return (
    <details className={styles.notes} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="note" />
        {t('sync.notes', { count })}
      </summary>
      <ul>
        {shown.map((note) => (
          <li key={note.exceptionId}>
            <time dateTime={note.at}>{moments.when(Date.parse(note.at), now)}</time>
            <ExceptionWords exception={note} />
          </li>
        ))}
      </ul>
      {isOpen && <ShowMore kind={{ group: 'other', code: NOTES_CODE, count }} here={notes.length} />}
    </details>
  );
}
