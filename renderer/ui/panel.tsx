// A titled part of the column beside the work.

import { useId, type ReactNode } from 'react';
import styles from './panel.module.css';

type PanelProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** A part of something that is a landmark itself, and may stand on the page twice. */
  readonly isPart?: boolean;
};

export function Panel({ title, children, actions, isPart = false }: PanelProps) {
  const id = useId();
  // The header of an element that is no section would be that of the page.
  const Head = isPart ? 'div' : 'header';
  return (
    <section className={styles.panel} aria-labelledby={id} role={isPart ? 'group' : undefined}>
      <Head className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {actions}
      </Head>
      {children}
    </section>
  );
}
