// Rows about data feeds and imports, in the table of all lists.

import type { ListRow, ListView } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { nextRow } from '../../stores/next-row.ts';
import { ListTable } from '../../ui/list-table.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import styles from './due-dates.module.css';

type ColumnKind = ListView['columns'][number]['kind'];

/** A column of runs and of their rows. */
export const feedColumn = (
  key: string,
  label: string,
  kind: ColumnKind,
  stays = true,
): ListView['columns'][number] => ({
  key,
  label,
  kind,
  isFigure: kind === 'count',
  stays,
});

/** A row of texts, one for each column. */
export function feedRow(key: string, texts: readonly string[], more: Partial<ListRow> = {}): ListRow {
  return {
    key,
    group: null,
    state: 'plain',
    texts: [...texts],
    at: texts.map(() => null),
    opens: null,
    acts: [],
    names: {},
    ...more,
  };
}

type RowsProps = {
  readonly heading: string;
  readonly columns: ListView['columns'];
  readonly rows: readonly ListRow[];
  readonly onOpen: (row: ListRow) => void;
  readonly opensAs?: () => string;
};

/** The rows of a run, or runs, under a heading. */
export function FeedRows({ heading, columns, rows, onOpen, opensAs }: RowsProps) {
  const { feeds } = useDesk();
  const focus = useDeskStore(
    (desk) => desk.feeds.store,
    (all) => all.focus,
  );
  return (
    <ScrollPlace label={heading} className={styles.rows}>
      <ListTable
        view={{ heading, empty: '', columns: [...columns], count: rows.length }}
        rows={rows}
        focus={focus}
        onFocus={feeds.focusRow}
        onMove={(by) => {
          const next = nextRow(rows, focus, by);
          if (next !== null) feeds.focusRow(next);
        }}
        onOpen={onOpen}
        {...(opensAs === undefined ? {} : { opensAs })}
        onAct={() => {}}
      />
    </ScrollPlace>
  );
}
