// The rows of a slip, each where the printer puts it.

import type { SlipView } from '../../../shared/views/slip.ts';
import styles from './slip-rows.module.css';

export function SlipRows({ slip: { rows, width } }: { readonly slip: SlipView }) {
  return (
    <div className={styles.place} data-columns={width}>
      <pre className={styles.rows} style={{ inlineSize: `${width}ch` }}>
        {rows.map(({ text, look }, index) => (
          <span key={index} className={styles.row} data-look={look}>
            {`${text}\n`}
          </span>
        ))}
      </pre>
    </div>
  );
}
