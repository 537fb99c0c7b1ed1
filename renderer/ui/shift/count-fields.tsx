// A drawer counted piece by piece, notes beside coins, with its total below; or the total at once. Enter goes to the next field, as on an
// adding machine, and from the last one on to the next step.

import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { denominationsOf, type Denomination } from '../../../shared/core/denominations.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { pieceKey, readCount } from '../../stores/shift-store.ts';
import { Field, focusOnMount } from '../field.tsx';
import { useMoney } from '../use-money.ts';
import styles from './shift.module.css';

export function CountFields() {
  const { t } = useTranslation();
  const { currency } = useMoney();
  const all = denominationsOf(currency);
  return (
    <div className={styles.count} data-count>
      {(['note', 'coin'] as const).map((form) => (
        <fieldset key={form} className={styles.pieces}>
          <legend>{t(form === 'note' ? 'shift.notes' : 'shift.coins')}</legend>
          {all
            .filter((one) => one.form === form)
            .map((one) => (
              <PieceField key={pieceKey(one)} one={one} isFirst={one === all[0]} />
            ))}
        </fieldset>
      ))}
      <Total isFirst={all.length === 0} />
    </div>
  );
}

function PieceField({ one, isFirst }: { readonly one: Denomination; readonly isFirst: boolean }) {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const money = useMoney();
  const key = pieceKey(one);
  const typed = useDeskStore(
    (desk) => desk.shift.store,
    ({ count }) => count.numbers[key] ?? '',
  );
  const value = money.say(one.valueMinor);
  const isNumber = /^\d{0,6}$/.test(typed.trim());
  return (
    <label className={styles.piece}>
      <span className={styles.value}>{value}</span>
      <input
        ref={isFirst ? focusOnMount : null}
        data-autofocus={isFirst ? true : undefined}
        className={styles.number}
        aria-label={t('shift.piece', { value, form: t(one.form === 'note' ? 'shift.note' : 'shift.coin') })}
        aria-invalid={!isNumber}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        value={typed}
        onChange={(event) => shift.setNumber(key, event.currentTarget.value)}
        onKeyDown={goOn}
      />
      <span className={styles.sum}>{isNumber && typed !== '' ? money.say(Number(typed) * one.valueMinor) : ''}</span>
    </label>
  );
}

/** The sum of the count; typed only where no piece was. */
function Total({ isFirst }: { readonly isFirst: boolean }) {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const money = useMoney();
  const count = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.count,
  );
  const isCounted = Object.values(count.numbers).some((text) => text.trim() !== '');
  const read = readCount(count, money.currency);
  return (
    <div className={styles.total}>
      {isCounted ? (
        <p aria-live="polite">
          {t('shift.total')} <strong>{read.kind === 'counted' ? money.say(read.countedMinor) : '?'}</strong>
        </p>
      ) : (
        <Field
          label={t('shift.orTotal')}
          value={count.total}
          onChange={shift.setTotal}
          isReplaced
          {...(isFirst ? { ref: focusOnMount } : {})}
          name="shift-total"
        />
      )}
    </div>
  );
}

/** Enter goes to the next field; in the last one it sends the form. */
function goOn(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  const fields = [...(event.currentTarget.closest('[data-count]')?.querySelectorAll('input') ?? [])];
  const next = fields[fields.indexOf(event.currentTarget) + 1];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
