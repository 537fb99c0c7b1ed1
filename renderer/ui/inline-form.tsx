// A small form directly under its subject: Enter sends it; Esc, or Cancel, leaves it and nothing behind it.

import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DeskButton } from './desk-button.tsx';
import styles from './inline-form.module.css';
import { useEsc } from './use-esc.ts';

type InlineFormProps = {
  readonly name: string;
  /** Words of the main button. */
  readonly send: string;
  /** The fault, in words; null = none. */
  readonly wrong?: string | null;
  /** Whether it may be sent now. */
  readonly isReady?: boolean;
  readonly onSend: () => void;
  readonly onCancel: () => void;
  /** Its place: how it is set off from its surroundings. */
  readonly className?: string | undefined;
  /** A note beside the buttons. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

export function InlineForm(props: InlineFormProps) {
  const { name, send, wrong = null, isReady = true, onSend, onCancel, className, aside, children } = props;
  const { t } = useTranslation();
  const esc = useEsc(onCancel);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) onSend();
  };
  return (
    <form className={className} data-esc="own" ref={esc} aria-label={name} onSubmit={submit}>
      {children}
      {wrong !== null && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
      <div className={styles.actions}>
        <DeskButton look="main" isSubmit isDisabled={!isReady}>
          {send}
        </DeskButton>
        <DeskButton look="quiet" onPress={onCancel}>
          {t('common.cancel')}
        </DeskButton>
        {aside}
      </div>
    </form>
  );
}
