// A field for a patron: their card, or a name by which they are found. The name of the card's owner stands below.

import { TextInput } from '@mantine/core';
import { useEffect, useId, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../desk/desk-context.ts';
import { lastFour } from '../text/moments.ts';
import { createSearch } from '../stores/search-store.ts';
import { listOf, moveInList, PickList, pickRows, type PickRow } from './pick-list.tsx';
import styles from './patron-field.module.css';
import { useEsc } from './use-esc.ts';

/** As many as are seen without scrolling a form. */
const MOST_FOUND = 6;

type PatronFieldProps = {
  readonly label: string;
  readonly card: string;
  readonly onChange: (card: string) => void;
  /** To find it again in its form. */
  readonly name: string;
  readonly ref?: Ref<HTMLInputElement>;
  /** It takes scans while it has the focus. */
  readonly scan?: 'whole';
};

export function PatronField({ label, card, onChange, name, ref, scan }: PatronFieldProps) {
  const { t } = useTranslation();
  const { link } = useDesk();
  const id = useId();
  const [search] = useState(() => createSearch(link, { patrons: MOST_FOUND, items: 0 }));
  const found = useDeskStore(
    () => search.store,
    (state) => state,
  );
  useEffect(() => search.setText(card), [search, card]);
  const all = found.text === card ? pickRows(found) : [];
  const owner = all.find(({ code }) => code === card);
  const [isOpen, setOpen] = useState(false);
  const isUnknown = card.trim() !== '' && found.answeredText === card && all.length === 0;
  // The card is whole: there is nothing to choose.
  const rows = owner === undefined && isOpen ? all : [];
  const esc = useEsc<HTMLDivElement>(() => setOpen(false), rows.length > 0);
  const chosen = found.selected === null ? undefined : rows[found.selected];
  const take = (row: PickRow): void => onChange(row.code);
  const press = (event: KeyboardEvent): void => {
    if (moveInList(event, search, rows) || event.key !== 'Enter' || rows.length === 0) return;
    // The rows are still those of what was typed before: a number is sent as the card that it is, a name waits.
    const isAnswered = found.answeredText === card;
    if (!isAnswered && /^\d+$/.test(card)) return;
    const [only, ...others] = rows;
    const meant = chosen ?? (others.length === 0 ? only : undefined);
    event.preventDefault();
    if (!isAnswered) return;
    if (meant === undefined) search.askToChoose();
    else take(meant);
  };
  return (
    <div className={styles.field} ref={esc}>
      <TextInput
        {...listOf(id, rows, chosen)}
        label={label}
        placeholder={t('find.patronHint')}
        name={name}
        ref={ref}
        value={card}
        size="sm"
        autoComplete="off"
        spellCheck={false}
        maxLength={128}
        data-scan={scan}
        // Typing replaces a card that stands there, and does not go behind it.
        onFocus={(event) => {
          setOpen(true);
          event.currentTarget.select();
        }}
        // A list that stays open covers the buttons of its form.
        onBlur={() => setOpen(false)}
        onKeyDown={press}
        onChange={(event) => {
          setOpen(true);
          onChange(event.currentTarget.value);
        }}
      />
      {owner !== undefined && (
        <p className={styles.owner}>
          {owner.name}{' '}
          <span className={styles.which}>{[owner.sub, lastFour(owner.code)].filter(Boolean).join(' · ')}</span>
        </p>
      )}
      {isUnknown && <p className={styles.which}>{t('find.nothing', { text: card.trim() })}</p>}
      <PickList id={id} rows={rows} chosen={chosen} isAsked={found.isAsked && chosen === undefined} onTake={take} />
    </div>
  );
}
