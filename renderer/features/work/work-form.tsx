// Assignment, contact with the patron and a note, sent together for some exceptions. It ends none of them.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { giveBackFocus } from '../../desk/scan-box-focus.ts';
import type { ResolveForm } from '../../stores/worklist-store.ts';
import { CONTACTS, type Contact, type WorkSaid } from '../../stores/worklist-send.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { EnterKey, Keys } from '../../ui/keys.tsx';
import { errorWords } from '../../ui/worklist-said.tsx';
import styles from './exception-card.module.css';

/** Values of a choice that is no name, and no contact. */
const AS_IT_IS = '';
const NOBODY = ' ';

export function WorkForm({ form }: { readonly form: ResolveForm }) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const [to, setTo] = useState(AS_IT_IS);
  const [contact, setContact] = useState<Contact | null>(null);
  const [note, setNote] = useState('');
  // However it ends, the next scan or word belongs to the scan box, or to the form opened instead.
  useEffect(() => () => giveBackFocus(document), []);
  const said: WorkSaid = {
    ...(to === AS_IT_IS ? {} : { to: to === NOBODY ? null : to }),
    ...(contact === null ? {} : { contact }),
    note: note.trim(),
  };
  const isMissing = said.to === undefined && said.contact === undefined && said.note === '';
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isMissing) void worklist.work(said);
      }}
    >
      <strong className={styles.action}>{t('work.title')}</strong>
      <Assignees value={to} onChoose={setTo} />
      <select
        className={styles.workChoice}
        aria-label={t('work.contact')}
        value={contact ?? AS_IT_IS}
        onChange={({ currentTarget }) => setContact(CONTACTS.find((one) => one === currentTarget.value) ?? null)}
      >
        <option value={AS_IT_IS}>{t('work.noContact')}</option>
        {CONTACTS.map((one) => (
          <option key={one} value={one}>
            {t(`contact.${one}`)}
          </option>
        ))}
      </select>
      <input
        className={styles.noteInput}
        aria-label={t('sync.note')}
        placeholder={t('work.noteHint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
      />
      <DeskButton onPress={worklist.cancel} after={<Keys id="close" />}>
        {t('sync.cancel')}
      </DeskButton>
      <DeskButton look="main" isSubmit isDisabled={isMissing} after={<EnterKey />}>
        {t('work.save')}
      </DeskButton>
      {form.error !== null && (
        <p role="alert" className={styles.error}>
          {errorWords(t, form.error)}
        </p>
      )}
    </form>
  );
}

type AssigneesProps = { readonly value: string; readonly onChoose: (value: string) => void };

function Assignees({ value, onChoose }: AssigneesProps) {
  const { t } = useTranslation();
  const assignees = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.assignees,
  );
  return (
    <select
      ref={focusOnMount}
      className={styles.workChoice}
      aria-label={t('work.whoSees')}
      value={value}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value={AS_IT_IS}>{t('work.asItIs')}</option>
      {assignees.map(({ staff, isMe }) => (
        <option key={staff} value={staff}>
          {isMe ? t('work.me', { staff }) : staff}
        </option>
      ))}
      <option value={NOBODY}>{t('work.nobody')}</option>
    </select>
  );
}
