// A page for the printer of the page: not seen on the screen; it prints itself as it is drawn, and then calls back.

import { useEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './paper.module.css';

type PaperProps = {
  readonly testId: string;
  readonly className?: string | undefined;
  readonly onEnd: () => void;
  readonly children: ReactNode;
};

export function Paper({ testId, className, onEnd, children }: PaperProps) {
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    const end = (): void => latest.current();
    window.addEventListener('afterprint', end, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', end);
  }, []);
  return createPortal(
    <div className={[styles.paper, className].filter(Boolean).join(' ')} data-testid={testId}>
      {children}
    </div>,
    document.body,
  );
}
