// The patron or the item of the question: scanned, or found as a person types.

import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { Picked, WhatIfSide } from '../../stores/what-if-store.ts';
import { lastFour } from '../../text/moments.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { listOf, moveInList, PickList, pickRows, type PickRow } from '../../ui/pick-list.tsx';
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
  const rows = pickRows(found);
  const chosen = found.selected === null ? undefined : rows[found.selected];
  const take = (row: PickRow): void => whatIf.pick(side, { code: row.code, name: row.name });
  const press = (event: KeyboardEvent): void => {
    if (moveInList(event, search, rows) || event.key !== 'Enter') return;
    event.preventDefault();
    const isAnswered = found.text === found.answeredText;
    if (isAnswered && chosen !== undefined) take(chosen);
    else if (isAnswered && rows.length > 0) search.askToChoose();
    else if (found.text.trim() !== '') void whatIf.take(found.text.trim(), false);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {t(LABELS[side])}
      </label>
      <input
        {...listOf(id, rows, chosen)}
        id={id}
        ref={isNext ? focusOnMount : null}
        data-autofocus={isNext || undefined}
        className={styles.input}
        placeholder={t(side === 'patron' ? 'whatIf.patronHint' : 'whatIf.itemHint')}
        value={found.text}
        onChange={(event) => search.setText(event.currentTarget.value)}
        onKeyDown={press}
        autoComplete="off"
        spellCheck={false}
        maxLength={128}
      />
      <PickList id={id} rows={rows} chosen={chosen} isAsked={found.isAsked && chosen === undefined} onTake={take} />
    </div>
  );
}
