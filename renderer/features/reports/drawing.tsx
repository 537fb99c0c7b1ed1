// A drawing of a report: bars, or squares that are the darker the more. One picture to a screen reader, since the table has the same figures in
// words.

import type { DrawingView } from '../../../shared/views/report.ts';
import styles from './drawing.module.css';

type Of<K extends DrawingView['kind']> = Extract<DrawingView, { kind: K }>;

export function Drawing({ drawing, label }: { readonly drawing: DrawingView; readonly label: string }) {
  return (
    // No element means this: it is drawn of boxes.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="img" aria-label={label} className={styles.drawing}>
      {drawing.kind === 'bars' ? <Bars drawing={drawing} /> : <Heat drawing={drawing} />}
    </div>
  );
}

function Bars({ drawing: { bars } }: { readonly drawing: Of<'bars'> }) {
  return bars.map(({ label, share, text }) => (
    <div key={label} className={styles.line}>
      <span className={styles.label}>{label}</span>
      <span className={styles.track}>
        <span className={styles.bar} style={{ width: `${(share ?? 0) * 100}%` }} />
      </span>
      <span className={styles.figure}>{text}</span>
    </div>
  ));
}

function Heat({ drawing: { columns, rows } }: { readonly drawing: Of<'heat'> }) {
  const grid = { gridTemplateColumns: `minmax(64px, max-content) repeat(${columns.length}, minmax(8px, 1fr))` };
  return (
    <div className={styles.heat} style={grid}>
      <span />
      {columns.map((column) => (
        <span key={column} className={styles.column}>
          {column}
        </span>
      ))}
      {rows.map(({ label, squares }) => [
        <span key={label} className={styles.label}>
          {label}
        </span>,
        ...squares.map(({ share }, at) => (
          <span key={`${label} ${columns[at]}`} className={styles.square}>
            {/* Zero and withheld values are both pale: the table tells them apart. */}
            {share !== null && share > 0 && <span className={styles.shade} style={{ opacity: 0.15 + 0.85 * share }} />}
          </span>
        )),
      ])}
    </div>
  );
}
