// The desk's button. It never keeps the focus after a press by pointer: the next scan or letter belongs to the scan box.

import type { ReactNode } from 'react';
import { focusOnMount } from './field.tsx';
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
  /** It takes the focus as it appears. */
  readonly isFirst?: boolean;
};

export function DeskButton(props: DeskButtonProps) {
  const { children, onPress, look = 'plain', isDisabled = false, isSubmit = false, label, ariaKeys, after } = props;
  const { isFirst = false } = props;
  return (
    <button
      type={isSubmit ? 'submit' : 'button'}
      className={styles.button}
      data-look={look}
      disabled={isDisabled}
      onClick={onPress}
      aria-label={label}
      aria-keyshortcuts={ariaKeys}
      ref={isFirst ? focusOnMount : null}
      data-autofocus={isFirst ? true : undefined}
    >
      {children}
      {after}
    </button>
  );
}
