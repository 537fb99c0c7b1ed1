// Any list: rows under their headings, one row in focus, letters that act on it. Arrow keys move, Enter opens, a letter waits for 60 ms of silence so
// that a scan is never taken for one.

import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow, ListView } from '../../shared/views/list.ts';
import { lastFour } from '../text/moments.ts';
import { Icon } from './icon.tsx';
import { useMoments } from './use-moments.ts';
import { useNow } from './use-now.ts';
import { useAge } from './line-words.tsx';
import styles from './list-table.module.css';

/** Between two keys of a scanner there is less. */
const SILENCE_MS = 60;
const TICK_MS = 30_000;

type ListTableProps = {
  readonly view: Pick<ListView, 'heading' | 'empty' | 'columns'>;
  readonly rows: readonly ListRow[];
  readonly focus: string | null;
  /** What was done on rows while the list is open, by their keys. */
  readonly worked?: Readonly<Record<string, { readonly said: string }>>;
  readonly onFocus: (key: string) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onOpen: (row: ListRow) => void;
  readonly onLetter: (row: ListRow, letter: string) => void;
};

export function ListTable(props: ListTableProps) {
  const { view, rows, worked = {} } = props;
  const keys = useLetters(props);
  const groups = groupsOf(rows);
  if (rows.length === 0) return <p className={styles.none}>{view.empty}</p>;
  return (
    <table className={styles.table} aria-label={view.heading}>
      <thead>
        <tr>
          {view.columns.map(({ key, label, isFigure }) => (
            <th key={key} scope="col" data-figure={isFigure}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map(({ heading, rows: mine }) => (
        <tbody key={heading ?? ''}>
          {heading !== null && (
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={view.columns.length}>
                {heading} <span className={styles.count}>{mine.length}</span>
              </th>
            </tr>
          )}
          {mine.map((row) => (
            <Row key={row.key} row={row} said={worked[row.key]?.said ?? null} keys={keys} {...props} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

type RowProps = Pick<ListTableProps, 'view' | 'focus' | 'onFocus' | 'onOpen' | 'onLetter'> & {
  readonly row: ListRow;
  readonly said: string | null;
  readonly keys: (event: KeyboardEvent, row: ListRow) => void;
};

function Row({ view, row, said, focus, keys, onFocus, onOpen, onLetter }: RowProps) {
  const isFocused = focus === row.key;
  const place = useRef<HTMLTableRowElement>(null);
  useFocusOf(place, isFocused);
  return (
    <tr
      ref={place}
      className={styles.row}
      data-state={said === null ? row.state : 'worked'}
      aria-current={isFocused ? 'true' : undefined}
      tabIndex={isFocused || focus === null ? 0 : -1}
      onFocus={() => onFocus(row.key)}
      onDoubleClick={() => onOpen(row)}
      onKeyDown={(event) => keys(event, row)}
    >
      {view.columns.map(({ key, kind, isFigure }, at) => (
        <td key={key} data-figure={isFigure} data-kind={kind}>
          {at === 0 && <RowSign state={said === null ? row.state : 'worked'} />}
          <Cell kind={kind} text={row.texts[at] ?? ''} at={row.at[at] ?? null} />
          {at === view.columns.length - 1 && said !== null && <span className={styles.said}>{said}</span>}
          {at === view.columns.length - 1 && isFocused && said === null && <Letters row={row} onLetter={onLetter} />}
        </td>
      ))}
    </tr>
  );
}

/** A row that the keys brought into focus has it, and is in sight. */
function useFocusOf(place: RefObject<HTMLTableRowElement | null>, isFocused: boolean): void {
  useEffect(() => {
    const row = place.current;
    if (!isFocused || row === null || row.contains(document.activeElement)) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }, [isFocused, place]);
}

function RowSign({ state }: { readonly state: ListRow['state'] | 'worked' }) {
  const { t } = useTranslation();
  if (state === 'plain') return null;
  const name = state === 'worked' ? 'check' : state === 'ready' ? 'hold' : 'ask';
  return (
    <span className={styles.sign} data-tone={state}>
      <Icon name={name} size={14} />
      <span className="unseen">{t(`list.${state}`)} </span>
    </span>
  );
}

function Cell({ kind, text, at }: { readonly kind: string; readonly text: string; readonly at: string | null }) {
  const now = useNow(TICK_MS);
  const moments = useMoments();
  const age = useAge();
  if (at !== null) {
    const moment = Date.parse(at);
    return <span title={moment < now ? age(now - moment) : text}>{moments.when(moment, now)}</span>;
  }
  // Ends of barcodes are enough to tell them apart, and the whole one can be looked at.
  if (kind === 'code') return <span title={text}>{text === '' ? '' : lastFour(text)}</span>;
  return <span>{text}</span>;
}

/** What may be done on the row in focus; the letters act on it alone. */
function Letters({ row, onLetter }: Pick<RowProps, 'row' | 'onLetter'>) {
  const { t } = useTranslation();
  return (
    <span className={styles.letters}>
      {row.acts.map(({ key, label, whyNot }) => (
        <button
          key={key}
          type="button"
          className={styles.letter}
          tabIndex={-1}
          disabled={whyNot !== null}
          title={whyNot ?? undefined}
          onClick={() => onLetter(row, key)}
        >
          <kbd>{key}</kbd> {label}
        </button>
      ))}
      {row.opens !== null && (
        <span className={styles.letter}>
          <kbd>Enter</kbd> {t(`list.open_${row.opens.record}`)}
        </span>
      )}
    </span>
  );
}

/** Keys of the row in focus: what a person presses, told from what a scanner types. */
function useLetters({ onMove, onOpen, onLetter }: ListTableProps): RowProps['keys'] {
  const last = useRef({ at: -Infinity, timer: 0 });
  return (event, row) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isBurst = event.timeStamp - last.current.at < SILENCE_MS;
    last.current.at = event.timeStamp;
    window.clearTimeout(last.current.timer);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      return onMove(event.key === 'ArrowDown' ? 1 : -1);
    }
    if (event.key === 'Enter' && !isBurst) return onOpen(row);
    if (event.key.length !== 1 || isBurst) return;
    const { key } = event;
    last.current.timer = window.setTimeout(() => onLetter(row, key), SILENCE_MS);
  };
}

type Group = { readonly heading: string | null; readonly rows: readonly ListRow[] };

function groupsOf(rows: readonly ListRow[]): Group[] {
  return [...Map.groupBy(rows, ({ group }) => group)].map(([heading, mine]) => ({ heading, rows: mine }));
}
