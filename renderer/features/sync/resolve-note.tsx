// The note for what was done about one or many exceptions. Enter says done, Esc leaves them open. Dismissing needs a note.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { focusScanBox } from '../../desk/scan-box-focus.ts';
import type { ResolveForm } from '../../stores/worklist-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { Keys } from '../../ui/keys.tsx';
import { errorWords } from './worklist-said.tsx';
import styles from './exception-card.module.css';

export function ResolveNote({ form }: { readonly form: ResolveForm }) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const [note, setNote] = useState('');
  // However the note ends, the next scan or word belongs to the scan box.
  useEffect(() => () => focusScanBox(document), []);
  const isMissing = form.action === 'dismissed' && note.trim() === '';
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isMissing) void worklist.resolve(note.trim());
      }}
    >
      <strong className={styles.action}>{t(`resolve.${form.action}`)}</strong>
      <input
        ref={focusOnMount}
        className={styles.noteInput}
        aria-label={t('sync.note')}
        placeholder={isMissing ? t('sync.noteNeeded') : t('sync.noteHint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
      />
      <DeskButton onPress={worklist.cancel} after={<Keys id="close" />}>
        {t('sync.cancel')}
      </DeskButton>
      <DeskButton look="main" isSubmit isDisabled={isMissing} after={<kbd aria-hidden="true">Enter</kbd>}>
        {t('sync.confirm')}
      </DeskButton>
      {form.error !== null && (
        <p role="alert" className={styles.error}>
          {errorWords(t, form.error)}
        </p>
      )}
    </form>
  );
}
