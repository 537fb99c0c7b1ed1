// One patron or item found. The focus stays in the box; the row is chosen by keys, or pressed.

// A native option cannot hold rows of several parts.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */

import { lastFour } from '../../text/moments.ts';
import { scrollIntoSight } from '../../ui/scroll-into-sight.ts';
import styles from './pick-field.module.css';

/** A row: its code, its name, and the text that distinguishes it from others of the same name. */
export type Row = { readonly code: string; readonly name: string; readonly sub: string };

type PickRowProps = {
  readonly id: string;
  readonly row: Row;
  readonly isChosen: boolean;
  readonly onTake: (row: Row) => void;
};

export function PickRow({ id, row, isChosen, onTake }: PickRowProps) {
  return (
    // The box's own keys choose and take rows: a listbox that is driven by `aria-activedescendant`.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      className={styles.row}
      ref={isChosen ? scrollIntoSight : null}
      onClick={() => onTake(row)}
    >
      <span className={styles.rowName}>{row.name}</span>
      <span className={styles.code}>{lastFour(row.code)}</span>
      <span className={styles.sub}>{row.sub}</span>
    </div>
  );
}
