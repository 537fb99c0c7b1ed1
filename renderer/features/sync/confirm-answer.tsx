// An answer to a question, or that something is let go, asked once more: Enter says yes, Esc goes back.

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { focusScanBox } from '../../desk/scan-box-focus.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './exception-card.module.css';

type ConfirmAnswerProps = { readonly words: string; readonly effect: string };

export function ConfirmAnswer({ words, effect }: ConfirmAnswerProps) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLButtonElement>('button[type=submit]')?.focus();
    // However it ends, the next scan or word belongs to the scan box.
    return () => focusScanBox(document);
  }, []);
  return (
    <form
      ref={form}
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault();
        void worklist.confirm();
      }}
    >
      <strong className={styles.action}>{words}?</strong>
      <span>{effect}</span>
      <DeskButton onPress={worklist.cancel} after={<Keys id="close" />}>
        {t('sync.cancel')}
      </DeskButton>
      <DeskButton look="main" isSubmit after={<kbd aria-hidden="true">Enter</kbd>}>
        {t('sync.sure')}
      </DeskButton>
    </form>
  );
}
