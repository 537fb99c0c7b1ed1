// Any list: rows under their headings, one row in focus, letters that act on it. Arrow keys move, Enter opens, a letter waits for 60 ms of silence so
// that a scan is never taken for one.

import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow, ListView, RowAct } from '../../shared/views/list.ts';
import { lastFour } from '../text/moments.ts';
import { SCAN_BOX_ID } from '../desk/scan-box-focus.ts';
import { Icon } from './icon.tsx';
import { RowQuestion } from './row-question.tsx';
import { useMoments } from './use-moments.ts';
import { useNow } from './use-now.ts';
import { useAge } from './line-words.tsx';
import { EnterKey } from './keys.tsx';
import styles from './list-table.module.css';

/** Between two keys of a scanner there is less. */
const SILENCE_MS = 60;
const TICK_MS = 30_000;

type ListTableProps = {
  readonly view: Pick<ListView, 'heading' | 'empty' | 'columns' | 'count'>;
  readonly rows: readonly ListRow[];
  readonly focus: string | null;
  /** Results of acts on rows while the list is open, by their keys. */
  readonly worked?: Readonly<Record<string, { readonly said: string }>>;
  readonly onFocus: (key: string) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onOpen: (row: ListRow) => void;
  /** The effect of Enter on a row, in words; null, or absent: it opens its record. */
  readonly opensAs?: (row: ListRow) => string | null;
  /** Whether headings show the number of their rows; absent: they do. */
  readonly countsGroups?: boolean;
  readonly onAct: (row: ListRow, act: string, answer: string | null) => void;
  /** The focus left the rows: letters do nothing any more. */
  readonly onLeave?: () => void;
  /** An act that was asked for elsewhere, whose question stands on its row. */
  readonly asking?: { readonly key: string; readonly act: string } | null;
  /** Before the first cell of a row, and of the head (null); of all rows or of none. */
  readonly lead?: (row: ListRow | null) => ReactNode;
  /** A panel directly under a row. */
  readonly under?: (row: ListRow) => ReactNode;
};

export function ListTable(props: ListTableProps) {
  const { view, rows, focus, worked = {}, onAct, onFocus, onOpen, onLeave, countsGroups = true } = props;
  const { lead, under, opensAs } = props;
  const width = view.columns.length + (lead === undefined ? 0 : 1);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [refused, setRefused] = useState<Asked | null>(null);
  useAskedElsewhere(props, setAsked);
  const take = (row: ListRow, act: RowAct): void => {
    setRefused(act.whyNot === null ? null : { key: row.key, act });
    if (act.whyNot !== null) return;
    if (act.asks !== null) setAsked({ key: row.key, act });
    else onAct(row, act.act, null);
  };
  const confirm = (row: ListRow, act: RowAct, answer: string): void => {
    setAsked(null);
    onAct(row, act.act, answer);
  };
  const onKey = useLetters(props, take);
  const does = useLatest({
    onKey,
    onTake: take,
    onConfirm: confirm,
    onCancel: () => setAsked(null),
    onFocus,
    onOpen,
    onLeave,
  });
  const groups = groupsOf(rows);
  if (rows.length === 0) return <p className={styles.none}>{view.empty}</p>;
  return (
    <table className={styles.table} aria-label={view.heading}>
      <thead>
        <tr>
          {lead !== undefined && <td className={styles.lead}>{lead(null)}</td>}
          {view.columns.map(({ key, label, isFigure }) => (
            <th key={key} scope="col" data-figure={isFigure}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map(({ key, part, heading, rows: mine }) => (
        <tbody key={key}>
          {part !== null && (
            <tr className={styles.part}>
              <th scope="rowgroup" colSpan={width}>
                {part}
              </th>
            </tr>
          )}
          {heading !== null && (
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={width}>
                {heading} {countsGroups && <span className={styles.count}>{mine.length}</span>}
              </th>
            </tr>
          )}
          {mine.map((row) => (
            <Row
              key={row.key}
              columns={view.columns}
              row={row}
              said={worked[row.key]?.said ?? null}
              isFocused={focus === row.key}
              isStop={focus === null || focus === row.key}
              asked={asked?.key === row.key ? asked.act : null}
              refused={refused?.key === row.key ? refused.act : null}
              does={does}
              lead={lead}
              under={under}
              opensAs={opensAs}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** An act on a row about which something is asked first. */
type Asked = { readonly key: string; readonly act: RowAct };

/** The effects of keys and buttons of a row. */
type RowDoes = {
  readonly onKey: (event: KeyboardEvent, row: ListRow) => void;
  readonly onTake: (row: ListRow, act: RowAct) => void;
  readonly onConfirm: (row: ListRow, act: RowAct, answer: string) => void;
  readonly onCancel: () => void;
} & Pick<ListTableProps, 'onFocus' | 'onOpen'> & { readonly onLeave: ListTableProps['onLeave'] | undefined };

/** The same object at each drawing, so that rows are not drawn again for it. */
function useLatest(now: RowDoes): RowDoes {
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  return useMemo(
    () => ({
      onKey: (event, row) => latest.current.onKey(event, row),
      onTake: (row, act) => latest.current.onTake(row, act),
      onConfirm: (row, act, answer) => latest.current.onConfirm(row, act, answer),
      onCancel: () => latest.current.onCancel(),
      onFocus: (key) => latest.current.onFocus(key),
      onOpen: (row) => latest.current.onOpen(row),
      onLeave: () => latest.current.onLeave?.(),
    }),
    [],
  );
}

type RowProps = {
  readonly columns: ListView['columns'];
  readonly row: ListRow;
  readonly said: string | null;
  readonly isFocused: boolean;
  /** Tab stops at it. */
  readonly isStop: boolean;
  readonly asked: RowAct | null;
  /** An act that was pressed and is not possible. */
  readonly refused: RowAct | null;
  readonly does: RowDoes;
  readonly lead: ListTableProps['lead'] | undefined;
  readonly under: ListTableProps['under'] | undefined;
  readonly opensAs: ListTableProps['opensAs'] | undefined;
};

/** Drawn again only for another row, focus or question: one more row of a long list costs the others nothing. */
const Row = memo(function Row(props: RowProps) {
  const { columns, lead, under } = props;
  const panel = under?.(props.row) ?? null;
  return (
    <>
      <LiveRow {...props} />
      {panel !== null && (
        <tr>
          <td className={styles.under} colSpan={columns.length + (lead === undefined ? 0 : 1)}>
            {panel}
          </td>
        </tr>
      )}
    </>
  );
});

function LiveRow(props: RowProps) {
  const { columns, row, said, isFocused, isStop, asked, does, lead } = props;
  const place = useRef<HTMLTableRowElement>(null);
  useFocusOf(place, isFocused);
  useFocusAfter(place, asked !== null);
  const lettersAt = asked === null ? coveredFrom(columns) : columns.length - 1;
  return (
    <tr
      ref={place}
      className={styles.row}
      data-state={said === null ? row.state : 'worked'}
      aria-current={isFocused ? 'true' : undefined}
      data-letters={row.acts.map(({ key }) => key).join('')}
      data-below={belowOf(row, { asked, isFocused })}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => does.onFocus(row.key)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.closest('table')?.contains(relatedTarget)))
          does.onLeave?.();
      }}
      onDoubleClick={() => does.onOpen(row)}
      onKeyDown={(event) => does.onKey(event, row)}
    >
      {lead !== undefined && <td className={styles.lead}>{lead(row)}</td>}
      {columns.map(({ key, kind, isFigure }, at) => (
        <td key={key} data-figure={isFigure} data-kind={kind}>
          {at === 0 && <RowSign state={said === null ? row.state : 'worked'} />}
          <Cell kind={kind} text={row.texts[at] ?? ''} at={row.at[at] ?? null} />
          {at === columns.length - 1 && said !== null && <span className={styles.said}>{said}</span>}
          {at === lettersAt && isFocused && said === null && <RowActs {...props} />}
        </td>
      ))}
    </tr>
  );
}

/** The part of a row that has a line of its own below its cells: a question with a field to type in; on a narrow page, its acts. */
function belowOf(
  { acts }: ListRow,
  { asked, isFocused }: Pick<RowProps, 'asked' | 'isFocused'>,
): 'question' | 'letters' | undefined {
  if (asked !== null) return asked.asks?.for === 'place' || asked.asks?.for === 'text' ? 'question' : undefined;
  return isFocused && acts.length > 0 ? 'letters' : undefined;
}

/** The last of the least needed columns: letters end there, over those before it. */
function coveredFrom(columns: ListView['columns']): number {
  const at = columns.findLastIndex(({ stays }) => !stays);
  return at <= 0 ? columns.length - 1 : at;
}

/** Opens the question of an act that was asked for in Find anything. */
function useAskedElsewhere({ asking = null, rows }: ListTableProps, ask: (asked: Asked | null) => void): void {
  const latest = useRef({ rows, ask });
  useEffect(() => {
    latest.current = { rows, ask };
  });
  useEffect(() => {
    if (asking === null) return;
    const act = latest.current.rows.find(({ key }) => key === asking.key)?.acts.find((one) => one.act === asking.act);
    if (act !== undefined) latest.current.ask({ key: asking.key, act });
  }, [asking]);
}

/** A row that the keys brought into focus has it, and is in sight. */
function useFocusOf(place: RefObject<HTMLTableRowElement | null>, isFocused: boolean): void {
  useEffect(() => {
    const row = place.current;
    const { activeElement } = document;
    // An empty scan box lets it go: a scan goes to the desk wherever the focus is.
    const isTyping =
      activeElement instanceof HTMLInputElement && (activeElement.id !== SCAN_BOX_ID || activeElement.value !== '');
    if (!isFocused || row === null || isTyping || row.contains(document.activeElement)) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }, [isFocused, place]);
}

/** Once a question in a row is over, its letters work again. */
function useFocusAfter(place: RefObject<HTMLTableRowElement | null>, isAsked: boolean): void {
  const wasAsked = useRef(false);
  useEffect(() => {
    if (wasAsked.current && !isAsked) place.current?.focus({ preventScroll: true });
    wasAsked.current = isAsked;
  }, [isAsked, place]);
}

const SIGNS = { worked: 'done', ready: 'hold', reserve: 'reserve', attention: 'warn', overdue: 'warn' } as const;

function RowSign({ state }: { readonly state: ListRow['state'] | 'worked' }) {
  const { t } = useTranslation();
  if (state === 'plain') return null;
  const name = SIGNS[state];
  return (
    <span className={styles.sign} data-tone={state === 'reserve' ? 'ready' : state}>
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

/** Actions on the row in focus, or the box that says whether it is meant. */
function RowActs(props: RowProps) {
  const { row, asked, refused, does, opensAs } = props;
  const { t } = useTranslation();
  if (asked !== null) {
    return (
      <RowQuestion row={row} act={asked} onYes={(answer) => does.onConfirm(row, asked, answer)} onNo={does.onCancel} />
    );
  }
  return (
    <span className={styles.letters}>
      {refused !== null && (
        <span className={styles.whyNot} role="alert">
          {refused.whyNot}
        </span>
      )}
      {row.acts.map((act) => (
        <button
          key={act.key}
          type="button"
          className={styles.letter}
          tabIndex={-1}
          aria-disabled={act.whyNot !== null}
          title={act.whyNot ?? undefined}
          onClick={() => does.onTake(row, act)}
        >
          <kbd>{act.key}</kbd> {act.label}
        </button>
      ))}
      {row.opens !== null && (
        <button type="button" className={styles.letter} tabIndex={-1} onClick={() => does.onOpen(row)}>
          <EnterKey /> {opensAs?.(row) ?? t(`list.open_${row.opens.record}`)}
        </button>
      )}
    </span>
  );
}

/** Keys of the row in focus: a person's keys, distinguished from a scanner's. */
function useLetters({ onMove, onOpen }: ListTableProps, onTake: RowDoes['onTake']): RowDoes['onKey'] {
  const last = useRef({ at: -Infinity, timer: 0 });
  return (event, row) => {
    // A button in the row has keys of its own.
    if (event.target !== event.currentTarget) return;
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
    const act = row.acts.find(({ key }) => key === event.key.toUpperCase());
    if (act !== undefined) last.current.timer = window.setTimeout(() => onTake(row, act), SILENCE_MS);
  };
}

/** `part`: the larger heading that begins here; null = none does. */
type Group = {
  readonly key: string;
  readonly part: string | null;
  readonly heading: string | null;
  readonly rows: readonly ListRow[];
};

function groupsOf(rows: readonly ListRow[]): Group[] {
  const parts = new Set<string>();
  return [...Map.groupBy(rows, ({ part = null, group }) => JSON.stringify([part, group]))].map(([key, mine]) => {
    const { part = null, group: heading = null } = mine[0] ?? {};
    const begins = part !== null && !parts.has(part);
    if (begins) parts.add(part);
    return { key, part: begins ? part : null, heading, rows: mine };
  });
}
