// Sections of a place, at its left: groups of things to open, each with its sign and, where it has one, its count.

import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './place-nav.module.css';

export type NavItem = {
  readonly id: string;
  readonly icon: IconName;
  readonly name: string;
  readonly isOpen: boolean;
  readonly open: () => void;
  /** A number, or how many of how many. */
  readonly count?: number | string;
  /** Said below its name. */
  readonly mark?: string;
  /** Something on it has to be acted on now. */
  readonly isUrgent?: boolean;
};

export type NavSection = {
  readonly id: string;
  /** Null: the first group needs no heading. */
  readonly title: string | null;
  readonly items: readonly NavItem[];
};

/** A place with its navigation at the left and the open pane beside it. */
export function SplitPlace({ nav, children }: { readonly nav: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.split}>
      {nav}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

type PlaceNavProps = {
  readonly label: string;
  readonly sections: readonly NavSection[];
  /** Its form under 1280 px: signs with counts, or the words. */
  readonly narrow?: 'signs' | 'words';
};

export function PlaceNav({ label, sections, narrow = 'words' }: PlaceNavProps) {
  return (
    <nav className={styles.nav} aria-label={label} data-narrow={narrow}>
      {sections
        .filter(({ items }) => items.length > 0)
        .map(({ id, title, items }) => (
          <section key={id}>
            {title !== null && <p className={styles.section}>{title}</p>}
            {items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </section>
        ))}
    </nav>
  );
}

function Item({ item: { icon, name, isOpen, open, count, mark, isUrgent = false } }: { readonly item: NavItem }) {
  return (
    <button
      type="button"
      className={styles.item}
      aria-current={isOpen ? 'page' : undefined}
      title={name}
      onClick={open}
    >
      <Icon name={icon} />
      <span className={styles.name}>
        {name} {mark !== undefined && <span className={styles.mark}>{mark}</span>}
      </span>
      {count !== undefined && (
        <span className={styles.count} data-tone={isUrgent ? 'warn' : undefined}>
          {count}
        </span>
      )}
    </button>
  );
}
