// Messages of the account: each is set by a person, shown when the account is opened, and dismissed by a person.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../shared/bridge/contract.ts';
import type { PatronView } from '../../../shared/views/patron.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import styles from './account.module.css';

/** Writes the messages of an account; returns the error, or null. */
function useMessages({ card }: PatronView): (messages: string[]) => Promise<BridgeError | null> {
  const { link, play } = useDesk();
  return async (messages) => {
    const fault = faultOf(await link.act('patron.edit', { card, messages }));
    play(fault === null ? 'done' : 'refused');
    return fault;
  };
}

export function MessageForm({ view, onClose }: { readonly view: PatronView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const write = useMessages(view);
  const [text, setText] = useState('');
  const [error, setError] = useState<BridgeError | null>(null);
  const send = async (): Promise<void> => {
    const failed = await write([...view.messages, text.trim()]);
    if (failed === null) onClose();
    else setError(failed);
  };
  return (
    <InlineForm
      className={styles.form}
      name={t('account.message')}
      send={t('account.messageSave')}
      wrong={error?.message ?? null}
      isReady={text.trim() !== ''}
      onSend={() => void send()}
      onCancel={onClose}
    >
      <Field
        label={t('account.message')}
        hint={t('account.messageHint')}
        value={text}
        onChange={setText}
        ref={focusOnMount}
        name="account-message"
      />
    </InlineForm>
  );
}

export function Messages({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const write = useMessages(view);
  const [error, setError] = useState<BridgeError | null>(null);
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'patron.edit'),
  );
  if (view.messages.length === 0 || !may) return null;
  return (
    <section aria-label={t('account.message')} className={styles.marks}>
      <ul>
        {view.messages.map((message) => (
          <li key={message} className={styles.mark}>
            <Icon name="note" size={16} />
            <span className={styles.markText}>{message}</span>
            <DeskButton
              look="quiet"
              label={t('account.messageDoneTitle', { text: message })}
              onPress={() => void write(view.messages.filter((one) => one !== message)).then(setError)}
            >
              {t('account.messageDone')}
            </DeskButton>
          </li>
        ))}
      </ul>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
    </section>
  );
}
