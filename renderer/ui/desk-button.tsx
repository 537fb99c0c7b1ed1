// The desk's button. It never keeps the focus after a press by pointer: the next scan or letter belongs to the scan box.

import type { ReactNode } from 'react';
import styles from './desk-button.module.css';

/** `main`: the one thing to do next. `quiet`: in rows. `link`: in text. */
export type ButtonLook = 'plain' | 'main' | 'quiet' | 'link';

type DeskButtonProps = {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly look?: ButtonLook;
  readonly isDisabled?: boolean;
  readonly isSubmit?: boolean;
  readonly label?: string;
  readonly ariaKeys?: string;
  readonly after?: ReactNode;
};

export function DeskButton(props: DeskButtonProps) {
  const { children, onPress, look = 'plain', isDisabled = false, isSubmit = false, label, ariaKeys, after } = props;
  return (
    <button
      type={isSubmit ? 'submit' : 'button'}
      className={styles.button}
      data-look={look}
      disabled={isDisabled}
      onClick={onPress}
      aria-label={label}
      aria-keyshortcuts={ariaKeys}
    >
      {children}
      {after}
    </button>
  );
}
