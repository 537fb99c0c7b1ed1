// An answer to a question, or that something is let go, asked once more.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { ConfirmForm } from './confirm-form.tsx';
import styles from './exception-card.module.css';

type ConfirmAnswerProps = { readonly words: string; readonly effect: string };

export function ConfirmAnswer({ words, effect }: ConfirmAnswerProps) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  return (
    <ConfirmForm className={styles.note} yes={t('sync.sure')} onYes={worklist.confirm} onCancel={worklist.cancel}>
      <strong className={styles.action}>{words}?</strong>
      <span>{effect}</span>
    </ConfirmForm>
  );
}
