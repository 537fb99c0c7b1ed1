// The foot of the forms of a shift: what is wrong, what else may be done, and the one thing to do next, which Enter does.

import type { ReactNode } from 'react';
import { sentence } from '../../text/sentence.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import styles from './shift.module.css';

type FormFootProps = {
  /** What is still to be given, in words; empty where nothing is. */
  readonly missing: string;
  readonly send: string;
  /** Nothing is to be filled in before it. */
  readonly isFirst?: boolean;
  readonly children?: ReactNode;
};

export function FormFoot({ missing, send, isFirst = false, children }: FormFootProps) {
  const { error, isBusy } = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state,
  );
  return (
    <div className={styles.foot}>
      <p className={styles.error} role="alert">
        {missing === '' ? sentence(error?.message ?? '') : missing}
      </p>
      {children}
      <DeskButton
        look="main"
        isSubmit
        isFirst={isFirst}
        isDisabled={isBusy}
        after={<kbd aria-hidden="true">Enter</kbd>}
      >
        {send}
      </DeskButton>
    </div>
  );
}
