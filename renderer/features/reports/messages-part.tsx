// Messages to the next shift: left, read by name, ended.

import { useTranslation } from 'react-i18next';
import type { LogView } from '../../../shared/views/desk-log.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { LogField, LogForm, LogSection, useTyped, WhoWhen } from './log-form.tsx';
import styles from './log-part.module.css';

export function MessagesPart() {
  const { t } = useTranslation();
  const { log } = useDesk();
  const text = useTyped('message.text').trim();
  const messages = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view?.messages,
  );
  const leave = (): void => {
    if (text !== '') void log.send('message', 'message.leave', { text });
  };
  return (
    <LogSection title={t('log.messages')} about={t('log.messagesAbout')}>
      <ul className={styles.rows}>
        {(messages ?? []).map((one) => (
          <Message key={one.id} message={one} />
        ))}
      </ul>
      <LogForm form="message" name={t('log.leave')} send={t('log.leave')} hasLines onSend={leave}>
        <LogField field="message.text" label={t('log.messageText')} isLong />
      </LogForm>
    </LogSection>
  );
}

function Message({ message }: { readonly message: LogView['messages'][number] }) {
  const { t } = useTranslation();
  const { log } = useDesk();
  const { id, text, seen, isRead, ended } = message;
  return (
    <li className={styles.entry} data-done={ended !== null}>
      <p className={styles.text}>{text}</p>
      <WhoWhen {...message} />
      {seen.length > 0 && (
        <span className={styles.who}>{t('log.seenBy', { staff: seen.map(({ by }) => by ?? '?').join(', ') })}</span>
      )}
      {ended === null ? (
        <span className={styles.actions}>
          {!isRead && (
            <DeskButton look="main" onPress={() => void log.send('seen', 'message.see', { message: id })}>
              {t('log.markRead')}
            </DeskButton>
          )}
          <DeskButton look="quiet" onPress={() => void log.send('seen', 'message.end', { message: id })}>
            {t('log.endMessage')}
          </DeskButton>
        </span>
      ) : (
        <span className={styles.who}>
          {t('log.ended')} <WhoWhen {...ended} />
        </span>
      )}
    </li>
  );
}
