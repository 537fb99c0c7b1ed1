// The patron or the item of the question: scanned, or found as a person types. Arrow keys choose, Enter takes; nothing is chosen before but a sole
// exact match.

// A native select cannot hold rows of several parts, nor leave the focus in the box.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */

import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { SearchState } from '../../stores/search-store.ts';
import type { Picked, WhatIfSide } from '../../stores/what-if-store.ts';
import { lastFour } from '../../text/moments.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PickRow, type Row } from './pick-row.tsx';
import styles from './pick-field.module.css';

type PickFieldProps = {
  readonly side: WhatIfSide;
  /** The next field to fill in: it takes the focus. */
  readonly isNext: boolean;
};

const LABELS = { patron: 'whatIf.patron', item: 'whatIf.item' } as const;

export function PickField({ side, isNext }: PickFieldProps) {
  const picked = useDeskStore(
    (desk) => desk.whatIf.store,
    (state) => state[side],
  );
  return picked === null ? <Finder side={side} isNext={isNext} /> : <PickedLine side={side} picked={picked} />;
}

function PickedLine({ side, picked }: { readonly side: WhatIfSide; readonly picked: Picked }) {
  const { t } = useTranslation();
  const { whatIf } = useDesk();
  return (
    <div className={styles.field} data-testid={`what-if-${side}`}>
      <span className={styles.label}>{t(LABELS[side])}</span>
      <p className={styles.picked}>
        <Icon name={side === 'patron' ? 'patron' : 'title'} />
        <strong className={styles.name}>{picked.name ?? picked.code}</strong>
        {picked.name !== null && <span className={styles.code}>{lastFour(picked.code)}</span>}
        <DeskButton
          look="link"
          label={`${t('whatIf.change')}: ${t(LABELS[side])}`}
          onPress={() => whatIf.pick(side, null)}
        >
          {t('whatIf.change')}
        </DeskButton>
      </p>
    </div>
  );
}

function Finder({ side, isNext }: PickFieldProps) {
  const { t } = useTranslation();
  const { whatIf } = useDesk();
  const id = useId();
  const search = whatIf.searches[side];
  const found = useDeskStore(
    () => search.store,
    (state) => state,
  );
  const rows = rowsOf(found);
  const { selected } = found;
  const chosen = selected === null ? undefined : rows[selected];
  const isAsked = found.isAsked && chosen === undefined;
  const take = (row: Row): void => whatIf.pick(side, { code: row.code, name: row.name });
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && rows.length > 0) {
      event.preventDefault();
      const from = selected ?? (step > 0 ? -1 : 0);
      search.select((from + step + rows.length) % rows.length);
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const isAnswered = found.text === found.answeredText;
    if (isAnswered && chosen !== undefined) take(chosen);
    else if (isAnswered && rows.length > 0) search.askToChoose();
    else if (found.text.trim() !== '') void whatIf.take(found.text.trim(), false);
  };
  const rowId = (row: Row): string => `${id}-${row.code}`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {t(LABELS[side])}
      </label>
      <input
        id={id}
        ref={isNext ? focusOnMount : null}
        data-autofocus={isNext || undefined}
        className={styles.input}
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={`${id}-found`}
        aria-activedescendant={chosen === undefined ? undefined : rowId(chosen)}
        placeholder={t(side === 'patron' ? 'whatIf.patronHint' : 'whatIf.itemHint')}
        value={found.text}
        onChange={(event) => search.setText(event.currentTarget.value)}
        onKeyDown={press}
        autoComplete="off"
        spellCheck={false}
        maxLength={128}
      />
      <div className={styles.list} hidden={rows.length === 0}>
        <p className={styles.asked} role="status" hidden={!isAsked}>
          {isAsked && t('find.choose')}
        </p>
        <div id={`${id}-found`} role="listbox" aria-label={t(LABELS[side])}>
          {rows.map((row) => (
            <PickRow key={row.code} id={rowId(row)} row={row} isChosen={row === chosen} onTake={take} />
          ))}
        </div>
      </div>
    </div>
  );
}

function rowsOf({ patrons, items }: SearchState): readonly Row[] {
  return [
    ...patrons.map(({ card, name, groupName }) => ({ code: card, name, sub: groupName })),
    ...items.map(({ barcode, title, callNumber, location }) => ({
      code: barcode,
      name: title,
      sub: [callNumber, location].filter(Boolean).join(' · '),
    })),
  ];
}
