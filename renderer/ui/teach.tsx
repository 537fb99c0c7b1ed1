// The text of an empty screen: a few steps, and in the demo library something to try.

import type { ReactNode } from 'react';
import styles from './teach.module.css';

type TeachProps = { readonly steps: readonly string[]; readonly children?: ReactNode };

export function Teach({ steps, children }: TeachProps) {
  return (
    <div className={styles.teach}>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step} className={styles.step}>
            <span className={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
      {children}
    </div>
  );
}
