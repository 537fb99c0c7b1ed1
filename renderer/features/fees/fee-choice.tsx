// The fees of an account, of which all, or those that are ticked, are meant. Arrow keys walk, Space ticks.

import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { AccountView } from '../../stores/fees-store.ts';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useMoney } from '../../ui/use-money.ts';
import styles from './fees.module.css';

export function FeeChoice({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const money = useMoney();
  const desk = useDesk();
  const chosen = useDeskStore(
    () => desk.fees.store,
    (state) => state.chosen,
  );
  const { fees } = account;
  return (
    <ScrollPlace label={t('fees.which')} className={styles.list}>
      <fieldset className={styles.choice} data-fee-choice>
        <legend>{t('fees.which')}</legend>
        {fees.length > 1 && (
          <Choice isChosen={chosen.length === 0} onChange={() => desk.fees.choose(null)}>
            <span className={styles.what}>{t('fees.all')}</span>
            <strong>{money.say(account.owedMinor)}</strong>
          </Choice>
        )}
        {fees.map((fee) => (
          <Choice
            key={fee.feeId}
            isChosen={chosen.includes(fee.feeId)}
            // The only fee is the one that is meant.
            onChange={fees.length === 1 ? () => {} : () => desk.fees.toggle(fee.feeId)}
          >
            <span className={styles.what}>
              {fee.kindText}
              {fee.item !== null && ` · ${fee.item.title}`}
              {fee.growing && <em className={styles.quiet}> {t('fees.growing')}</em>}
            </span>
            <strong>{money.say(fee.outstandingMinor)}</strong>
          </Choice>
        ))}
      </fieldset>
    </ScrollPlace>
  );
}

/** Whether a person is ticking fees: the focus stays with them then. */
export function isTicking(): boolean {
  return document.activeElement?.matches('[data-fee-choice] input') === true;
}

type ChoiceProps = { readonly isChosen: boolean; readonly onChange: () => void; readonly children: ReactNode };

function Choice({ isChosen, onChange, children }: ChoiceProps) {
  return (
    <label className={styles.fee} data-chosen={isChosen}>
      <input type="checkbox" checked={isChosen} onChange={onChange} onKeyDown={walk} />
      {children}
    </label>
  );
}

/** Up and down go from one fee to the next; the ends do not wrap. */
function walk(event: KeyboardEvent<HTMLInputElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const box = event.currentTarget;
  const boxes = [...(box.closest('fieldset')?.querySelectorAll('input') ?? [])];
  boxes[boxes.indexOf(box) + step]?.focus();
}
