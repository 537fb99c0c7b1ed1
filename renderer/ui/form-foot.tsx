// The foot of a form in a dialog: the fault, other actions, and the one thing to do next, which Enter does.

import type { ReactNode } from 'react';
import { DeskButton } from './desk-button.tsx';
import { EnterKey } from './keys.tsx';
import styles from './form-foot.module.css';

type FormFootProps = {
  /** The fault or the missing fields, in words; empty where there are none. */
  readonly wrong: string;
  readonly send: string;
  readonly isBusy: boolean;
  /** Nothing is to be filled in before it. */
  readonly isFirst?: boolean;
  /** Enter begins a new line in a field of the form. */
  readonly hasLines?: boolean;
  readonly children?: ReactNode;
};

export function FormFoot({ wrong, send, isBusy, isFirst = false, hasLines = false, children }: FormFootProps) {
  return (
    <div className={styles.foot}>
      <p className={styles.wrong} role="alert">
        {wrong}
      </p>
      {children}
      <DeskButton
        look="main"
        isSubmit
        isFirst={isFirst}
        isDisabled={isBusy}
        {...(hasLines ? {} : { after: <EnterKey /> })}
      >
        {send}
      </DeskButton>
    </div>
  );
}

/** Where there is nothing to send, only ways to go on. */
export function PlainFoot({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.foot}>
      <p className={styles.wrong} />
      {children}
    </div>
  );
}
