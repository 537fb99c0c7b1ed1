// One thing found. The focus stays in the box; the row is chosen by keys, or pressed.

// A native option cannot hold rows of several parts.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */

import { Icon } from '../../ui/icon.tsx';
import { Keys } from '../../ui/keys.tsx';
import { scrollIntoSight } from '../../ui/scroll-into-sight.ts';
import type { FoundRow } from './found-row.ts';
import styles from './find-dialog.module.css';

type FindRowProps = {
  readonly row: FoundRow;
  readonly isChosen: boolean;
  readonly onOpen: (row: FoundRow) => void;
};

export function FindRow({ row, isChosen, onOpen }: FindRowProps) {
  return (
    // The box's own keys choose and open rows: a listbox that is driven by `aria-activedescendant`.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`found-${row.id}`}
      role="option"
      aria-selected={isChosen}
      aria-disabled={row.whyNot === undefined ? undefined : true}
      tabIndex={-1}
      className={styles.row}
      ref={isChosen ? scrollIntoSight : null}
      onClick={() => onOpen(row)}
    >
      <Icon name={row.icon} />
      <span className={styles.title}>{row.title}</span>
      <span className={styles.sub}>{row.whyNot ?? row.sub}</span>
      {row.end !== '' && <span className={styles.end}>{row.end}</span>}
      {row.tag !== '' && (
        <span className={styles.tag} data-tone={row.tagTone}>
          {row.tag}
        </span>
      )}
      {row.keys !== null && <Keys id={row.keys} />}
    </div>
  );
}
