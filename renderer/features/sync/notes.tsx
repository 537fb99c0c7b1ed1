// Notes: what was settled without anybody. Counted, and read by whoever opens them.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '../../../shared/bridge/views/sync.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { ExceptionWords } from './exception-card.tsx';
import styles from './sync-screen.module.css';

const TICK_MS = 60_000;
const FIRST_SHOWN = 50;

export function Notes({ notes }: { readonly notes: readonly ExceptionView[] }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const [isOpen, setOpen] = useState(false);
  const [isWhole, setWhole] = useState(false);
  // A week of notes is drawn for whoever wants to read it, and for nobody else.
  const shown = isOpen ? notes.slice(0, isWhole ? notes.length : FIRST_SHOWN) : [];
  return (
    <details className={styles.notes} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="message" />
        {t('sync.notes', { count: notes.length })}
      </summary>
      <ul>
        {shown.map((note) => (
          <li key={note.exceptionId}>
            <time dateTime={note.at}>{moments.when(Date.parse(note.at), now)}</time>
            <ExceptionWords exception={note} />
          </li>
        ))}
      </ul>
      {isOpen && shown.length < notes.length && (
        <DeskButton look="link" onPress={() => setWhole(true)}>
          {t('sync.showAll', { count: notes.length })}
        </DeskButton>
      )}
    </details>
  );
}
