// Patrons or items found as a person types, below the box. The focus stays in the box: arrow keys choose, Enter takes; nothing is chosen before but a
// sole exact match.

// A native select cannot hold rows of several parts, nor leave the focus in the box.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */

import { useTranslation } from 'react-i18next';
import type { KeyboardEvent } from 'react';
import type { Search, SearchState } from '../stores/search-store.ts';
import { lastFour } from '../text/moments.ts';
import { scrollIntoSight } from './scroll-into-sight.ts';
import styles from './pick-list.module.css';

/** A row: its code, its name, and the text that distinguishes it from others of the same name. */
export type PickRow = { readonly code: string; readonly name: string; readonly sub: string };

/** The rows of a search. */
export function pickRows({ patrons, items }: Pick<SearchState, 'patrons' | 'items'>): readonly PickRow[] {
  return [
    ...patrons.map(({ card, name, groupName }) => ({ code: card, name, sub: groupName })),
    ...items.map(({ barcode, title, callNumber, location }) => ({
      code: barcode,
      name: title,
      sub: [callNumber, location].filter(Boolean).join(' · '),
    })),
  ];
}

type PickListProps = {
  /** Of the box, for which it is the list. */
  readonly id: string;
  readonly rows: readonly PickRow[];
  readonly chosen: PickRow | undefined;
  /** Enter was pressed before a row was chosen. */
  readonly isAsked: boolean;
  readonly onTake: (row: PickRow) => void;
};

export function PickList({ id, rows, chosen, isAsked, onTake }: PickListProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.list} hidden={rows.length === 0}>
      <p className={styles.asked} role="status" hidden={!isAsked}>
        {isAsked && t('find.choose')}
      </p>
      <div id={listId(id)} role="listbox" aria-label={t('find.results', { count: rows.length })}>
        {rows.map((row) => (
          // The box's own keys choose and take rows: a listbox that is driven by `aria-activedescendant`.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={row.code}
            id={rowId(id, row)}
            role="option"
            aria-selected={row === chosen}
            tabIndex={-1}
            className={styles.row}
            ref={row === chosen ? scrollIntoSight : null}
            // The focus stays in the box.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(row)}
          >
            <span className={styles.rowName}>{row.name}</span>
            <span className={styles.code}>{lastFour(row.code)}</span>
            <span className={styles.sub}>{row.sub}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** What a box says of its list to a screen reader. */
export function listOf(id: string, rows: readonly PickRow[], chosen: PickRow | undefined) {
  return {
    role: 'combobox',
    'aria-expanded': rows.length > 0,
    'aria-controls': listId(id),
    'aria-activedescendant': chosen === undefined ? undefined : rowId(id, chosen),
  } as const;
}

/** Arrow keys choose the next row. True: the key was one. */
export function moveInList(event: KeyboardEvent, { select, store }: Search, rows: readonly PickRow[]): boolean {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || rows.length === 0) return false;
  event.preventDefault();
  const from = store.getState().selected ?? (step > 0 ? -1 : 0);
  select((from + step + rows.length) % rows.length);
  return true;
}

const listId = (id: string): string => `${id}-found`;
const rowId = (id: string, { code }: PickRow): string => `${id}-${code}`;
