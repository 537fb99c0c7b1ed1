// The note for an action on one or many exceptions, or for the signed report. Enter records it, Esc leaves them open. Dismissing needs a note.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { giveBackFocus } from '../../desk/scan-box-focus.ts';
import type { ResolveForm } from '../../stores/worklist-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { EnterKey, Keys } from '../../ui/keys.tsx';
import { errorWords } from '../../ui/worklist-said.tsx';
import styles from './exception-card.module.css';

export function ResolveNote({ form }: { readonly form: ResolveForm }) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const [note, setNote] = useState('');
  // However the note ends, the next scan or word belongs to the scan box, or to the form opened instead.
  useEffect(() => () => giveBackFocus(document), []);
  const { what } = form;
  // Work on an exception has a form of its own.
  if (what.kind === 'work' || what.kind === 'work-all') return null;
  const isMissing = what.kind === 'close' && what.action === 'dismissed' && note.trim() === '';
  const hint = isMissing ? t('sync.noteNeeded') : what.kind === 'sign' ? t('outage.noteHint') : t('sync.noteHint');
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isMissing) void worklist.resolve(note.trim());
      }}
    >
      <strong className={styles.action}>{what.kind === 'sign' ? t('outage.sign') : t(`resolve.${what.action}`)}</strong>
      <input
        ref={focusOnMount}
        className={styles.noteInput}
        aria-label={t('sync.note')}
        placeholder={hint}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
      />
      <DeskButton onPress={worklist.cancel} after={<Keys id="close" />}>
        {t('sync.cancel')}
      </DeskButton>
      <DeskButton look="main" isSubmit isDisabled={isMissing} after={<EnterKey />}>
        {what.kind === 'sign' ? t('outage.signNow') : t('sync.confirm')}
      </DeskButton>
      {form.error !== null && (
        <p role="alert" className={styles.error}>
          {errorWords(t, form.error)}
        </p>
      )}
    </form>
  );
}
