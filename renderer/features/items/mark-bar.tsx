// Marks of a copy and their effect on an account, shown before the act.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemMarkSchema } from '../../../shared/core/item-mark.ts';
import { MOST_MONEY_MINOR } from '../../../shared/core/money.ts';
import type { ItemRecord as Item } from '../../../shared/views/item.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { MarkForm } from '../../stores/item-record-store.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from './item-record.module.css';

/** Actions on marks: missing marks may be set, and standing ones cleared. */
export function MarkBar({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const { items } = useDesk();
  const mayEdit = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'item.setMark'),
  );
  if (!mayEdit) return <p className={styles.note}>{t('record.mayNot')}</p>;
  const standing = new Set(item.marks.map(({ mark }) => mark));
  return (
    <fieldset className={styles.acts} aria-label={t('record.actions')}>
      {item.status === 'lost' && (
        <DeskButton look="main" onPress={() => items.ask('lost', false)}>
          {t('mark.clear_lost')}
        </DeskButton>
      )}
      {ItemMarkSchema.options
        .filter((mark) => standing.has(mark))
        .map((mark) => (
          <DeskButton key={mark} look="main" onPress={() => items.ask(mark, false)}>
            {t(`mark.clear_${mark}`)}
          </DeskButton>
        ))}
      {item.claim !== null && item.loanId !== null && (
        <DeskButton look="main" onPress={() => items.ask(item.claim?.kind ?? 'returned', false)}>
          {t('claim.drop')}
        </DeskButton>
      )}
      {item.loanId !== null &&
        (item.status === 'on-loan' || item.status === 'lost') &&
        CLAIMS.filter((kind) => kind !== item.claim?.kind).map((kind) => (
          <DeskButton key={kind} onPress={() => items.ask(kind, true)}>
            {t(`mark.set_${kind}`)}
          </DeskButton>
        ))}
      {item.status === 'on-loan' && (
        <DeskButton onPress={() => items.ask('lost', true)}>{t('mark.set_lost')}</DeskButton>
      )}
      {BY_USE.filter((mark) => !standing.has(mark)).map((mark) => (
        <DeskButton key={mark} onPress={() => items.ask(mark, true)}>
          {t(`mark.set_${mark}`)}
        </DeskButton>
      ))}
    </fieldset>
  );
}

const CLAIMS = ['returned', 'never-had'] as const;

/** Most frequent first. */
const BY_USE = ['missing', 'damaged', 'inspect', 'in-repair', 'in-process', 'withdrawn'] as const;

type NoteProps = { readonly item: Item; readonly form: MarkForm };

export function MarkNote({ item, form }: NoteProps) {
  const { t } = useTranslation();
  const { items } = useDesk();
  const money = useMoney();
  const [isWrong, setWrong] = useState(false);
  const { mark, isSet, note, charge } = form;
  const label = t(isSet ? `mark.set_${mark}` : `mark.clear_${mark}`);
  const payer = usePayer(item, form);
  const isFound = !isSet && (mark === 'missing' || mark === 'lost');
  const send = (): void => {
    const amountMinor = charge.trim() === '' ? 0 : money.read(charge);
    const isAmount = amountMinor !== null && amountMinor <= MOST_MONEY_MINOR;
    setWrong(!isAmount);
    if (!isAmount) return;
    void items.confirm(payer === null || amountMinor === 0 ? null : { card: payer.card, amountMinor });
  };
  return (
    <InlineForm
      className={styles.form}
      name={label}
      send={label}
      wrong={isWrong ? t('fees.badAmount', money.example(5)) : null}
      onSend={send}
      onCancel={items.cancel}
    >
      {mark === 'inspect' && !isSet && item.missing.parts.length > 0 && (
        <p className={styles.note}>
          {t('mark.partsStay', { parts: item.missing.parts.map(({ part }) => part).join(', ') })}
        </p>
      )}
      <MoneyLines form={form} />
      <Field
        label={t(isFound ? 'list.foundAt' : 'record.note')}
        hint={t(isFound ? 'list.foundAtHint' : `mark.hint_${isSet ? mark : 'clear'}`)}
        value={note}
        onChange={items.setNote}
        ref={focusOnMount}
        name="mark-note"
      />
      {payer !== null && (
        <Field
          label={t('mark.charge', { name: payer.name })}
          hint={t('mark.chargeHint')}
          value={charge}
          onChange={items.setCharge}
          hasError={isWrong}
          name="mark-charge"
        />
      )}
    </InlineForm>
  );
}

/** Effect on the account, before the act. */
function MoneyLines({ form: { mark, money, isSet } }: Pick<NoteProps, 'form'>) {
  const { t } = useTranslation();
  if (mark === 'returned' || mark === 'never-had')
    return <p className={styles.note}>{t(isSet ? 'claim.what' : 'claim.whatDrop')}</p>;
  if (mark !== 'lost') return mark === 'damaged' ? null : <p className={styles.note}>{t('mark.noMoney')}</p>;
  if (money === null) return <p className={styles.note}>{t('mark.moneyAsked')}</p>;
  return (
    <div aria-live="polite">
      {money.patron !== null && <p className={styles.when}>{t('mark.account', { name: money.patron.name })}</p>}
      <ul className={styles.money}>
        {money.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

/** Person to charge for a damage: the borrower, or else the last one. Null: unknown, or no right to add fees. */
function usePayer(
  { borrowers }: Item,
  { mark, isSet }: MarkForm,
): { readonly card: string; readonly name: string } | null {
  const mayCharge = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.add'),
  );
  if (mark !== 'damaged' || !isSet || !mayCharge || borrowers === null) return null;
  return borrowers.now ?? borrowers.before[0] ?? null;
}
