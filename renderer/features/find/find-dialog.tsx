// Find anything: patrons, items, screens, actions, as a person types. Arrow keys choose, Enter opens, Esc closes.

import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FindRow } from './find-row.tsx';
import type { FoundGroup, FoundRow } from './found-row.ts';
import { idOfSole } from './exact-rows.ts';
import { rowsOf } from './found-rows.ts';
import styles from './find-dialog.module.css';

export function FindDialog() {
  const { t } = useTranslation();
  const desk = useDesk();
  const found = useDeskStore(
    ({ find }) => find.store,
    (state) => state,
  );
  const mayManage = useDeskStore(
    ({ station }) => station.store,
    (state) => hasRight(state, 'manage-staff'),
  );
  // Names of staff are the server's: asked for once, and shown when they come.
  useDeskStore(
    ({ people }) => people.store,
    ({ view }) => view,
  );
  const { people, lists } = desk;
  useEffect(() => {
    if (lists.store.getState().lists === null) void lists.count();
  }, [lists]);
  useEffect(() => {
    const { view, made, asked, isBusy } = people.store.getState();
    if (mayManage && view === null && made === null && asked === null && !isBusy) people.begin();
  }, [mayManage, people]);
  const groups = rowsOf(desk, t, found);
  const rows = groups.flatMap((group) => group.rows);
  const { limits } = desk.find;
  const isCut = found.patrons.length >= limits.patrons || found.items.length >= limits.items;
  const [chosen, setChosen] = useState<{ readonly text: string | null; readonly row: number }>({ text: null, row: 0 });
  // People choose a patron or an item themselves, unless it is an exact match; where only screens and actions are listed, Enter takes the first that can be done.
  const hasRecords = found.patrons.length + found.items.length + found.courses.length + found.kinds.length > 0;
  const soleId = idOfSole(found);
  const sole = rows.findIndex(({ id }) => id === soleId);
  const possible = Math.max(
    0,
    rows.findIndex(({ whyNot }) => whyNot === undefined),
  );
  const first = sole >= 0 ? sole : hasRecords ? null : possible;
  const selected = chosen.text === found.text ? Math.min(chosen.row, Math.max(0, rows.length - 1)) : first;
  const picked = selected === null ? undefined : rows[selected];
  const isAsked = found.isAsked && picked === undefined;
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const from = selected ?? (step > 0 ? -1 : 0);
      setChosen({ text: found.text, row: (from + step + rows.length) % Math.max(1, rows.length) });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (picked !== undefined) open(picked);
      else if (rows.length > 0) desk.find.askToChoose();
    }
  };
  const open = (row: FoundRow): void => {
    // Why it cannot be done stands on it.
    if (row.whyNot !== undefined) return;
    desk.view.setState({ overlay: 'none' });
    row.open();
  };
  return (
    <Dialog title={t('find.label')} size={720} isBare>
      <div className={styles.box}>
        <Icon name="search" size={20} />
        <input
          ref={focusOnMount}
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls="found"
          aria-activedescendant={picked === undefined ? undefined : `found-${picked.id}`}
          aria-label={t('find.label')}
          placeholder={t('find.placeholder')}
          value={found.text}
          onChange={(event) => desk.find.setText(event.currentTarget.value)}
          onKeyDown={press}
          autoComplete="off"
          spellCheck={false}
          maxLength={128}
        />
        <kbd aria-hidden="true">Esc</kbd>
      </div>
      <FoundList groups={groups} chosenId={picked?.id ?? null} onOpen={open} />
      {rows.length === 0 && <NothingFound text={found.text} isAnswered={found.text === found.answeredText} />}
      <p className={styles.hint} aria-live="polite">
        {isAsked ? t('find.choose') : isCut ? t('find.more') : t('find.hint')}
      </p>
    </Dialog>
  );
}

type FoundListProps = {
  readonly groups: readonly FoundGroup[];
  readonly chosenId: string | null;
  readonly onOpen: (row: FoundRow) => void;
};

function FoundList({ groups, chosenId, onOpen }: FoundListProps) {
  const { t } = useTranslation();
  return (
    // A native select cannot hold rows of several parts, nor leave the focus in the box.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div id="found" role="listbox" aria-label={t('find.label')} className={styles.list}>
      {groups
        .filter((group) => group.rows.length > 0)
        .map((group) => (
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          <div key={group.title} role="group" aria-label={group.title}>
            <p className={styles.group} aria-hidden="true">
              {group.title}
            </p>
            {group.rows.map((row) => (
              <FindRow key={row.id} row={row} isChosen={row.id === chosenId} onOpen={onOpen} />
            ))}
          </div>
        ))}
    </div>
  );
}

function NothingFound({ text, isAnswered }: { readonly text: string; readonly isAnswered: boolean }) {
  const { t } = useTranslation();
  if (text.trim() === '' || !isAnswered) return null;
  return (
    <p className={styles.nothing} aria-live="polite">
      {t('find.nothing', { text })}
    </p>
  );
}
