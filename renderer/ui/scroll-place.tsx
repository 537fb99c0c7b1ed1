// A place that scrolls by itself. It takes the focus, so that the arrow keys can scroll it also where it holds nothing to press.

import type { ReactNode } from 'react';
import styles from './scroll-place.module.css';

type ScrollPlaceProps = {
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

export function ScrollPlace({ label, className, children }: ScrollPlaceProps) {
  return (
    // No element means this; a section would be a landmark of its own. The focus is for the arrow keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div role="group" aria-label={label} tabIndex={0} className={`${styles.place} ${className ?? ''}`}>
      {children}
    </div>
  );
}
