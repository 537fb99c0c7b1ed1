// A question before an act: Enter confirms, Esc goes back.

import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { giveBackFocus } from '../desk/scan-box-focus.ts';
import { DeskButton } from './desk-button.tsx';
import { EnterKey, Keys } from './keys.tsx';

type ConfirmFormProps = {
  readonly className: string | undefined;
  /** The question, and its effect. */
  readonly children: ReactNode;
  /** The words of the button that confirms. */
  readonly yes: string;
  readonly onYes: () => unknown;
  readonly onCancel: () => void;
  /** The words of the button that goes back; "Not yet" where none are given. */
  readonly no?: string;
  /** Around the two buttons, where they have a row of their own. */
  readonly rowClass?: string | undefined;
};

/** A question with its two buttons; the one that confirms has the focus. */
export function ConfirmForm({ className, children, yes, onYes, onCancel, no, rowClass }: ConfirmFormProps) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLButtonElement>('button[type=submit]')?.focus();
    // However it ends, the next scan or word belongs to the scan box, or to the form opened instead.
    return () => giveBackFocus(document);
  }, []);
  const buttons = (
    <>
      <DeskButton onPress={onCancel} after={<Keys id="close" />}>
        {no ?? t('sync.cancel')}
      </DeskButton>
      <DeskButton look="main" isSubmit after={<EnterKey />}>
        {yes}
      </DeskButton>
    </>
  );
  return (
    <form
      ref={form}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onYes();
      }}
    >
      {children}
      {rowClass === undefined ? buttons : <div className={rowClass}>{buttons}</div>}
    </form>
  );
}
