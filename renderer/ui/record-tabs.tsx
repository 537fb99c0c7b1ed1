// The tabs of a record: each is a list, and the one that is open stands below.

import type { ComponentProps, KeyboardEvent, ReactNode } from 'react';
import type { ListView } from '../../shared/views/list.ts';
import { ListTable } from './list-table.tsx';
import { ScrollPlace } from './scroll-place.tsx';
import styles from './record-tabs.module.css';

type RecordTabsProps<T extends string> = Pick<
  ComponentProps<typeof ListTable>,
  'focus' | 'onFocus' | 'onMove' | 'onOpen' | 'onAct' | 'opensAs' | 'countsGroups'
> & {
  readonly label: string;
  /** `count`: of a list that was not read yet. */
  readonly tabs: readonly { readonly id: T; readonly name: string; readonly count?: number }[];
  readonly open: T;
  /** As far as they were read. */
  readonly lists: Readonly<Partial<Record<T, ListView>>>;
  readonly onTab: (tab: T) => void;
  /** Content of a tab that is no list. */
  readonly instead?: Readonly<Partial<Record<T, ReactNode>>>;
};

export function RecordTabs<T extends string>({
  label,
  tabs,
  open,
  lists,
  onTab,
  instead,
  ...table
}: RecordTabsProps<T>) {
  const view = lists[open];
  // One stop for Tab; arrows go from tab to tab and open it.
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = (tabs.findIndex(({ id }) => id === open) + by + tabs.length) % tabs.length;
    const next = tabs[at];
    if (next !== undefined) onTab(next.id);
    event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]')[at]?.focus();
  };
  return (
    <>
      <div className={styles.tabs} role="tablist" aria-label={label}>
        {tabs.map(({ id, name, count }) => (
          <button
            key={id}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={id === open}
            tabIndex={id === open ? 0 : -1}
            onClick={() => onTab(id)}
            onKeyDown={move}
          >
            {name} <span className={styles.count}>{lists[id]?.count ?? count ?? ''}</span>
          </button>
        ))}
      </div>
      <ScrollPlace label={view?.heading ?? label} className={styles.rows}>
        {instead?.[open] ?? (view !== undefined && <ListTable view={view} rows={view.rows} {...table} />)}
      </ScrollPlace>
    </>
  );
}
