// A fee that no rule computes: its kind, amount and item. A scan in the middle of it sets the item.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CHARGE_NAMES } from '../../../shared/core/codes/names.ts';
import { MOST_MONEY_MINOR } from '../../../shared/core/money.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { Charge } from '../../stores/fees-state.ts';
import { mayDo } from '../../stores/station.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { useMoney } from '../../ui/use-money.ts';
import { FeesFoot } from './fees-foot.tsx';
import { Labeled } from '../../ui/labeled.tsx';
import styles from './fees.module.css';

const parseCharges = (names: readonly string[]) => names as readonly Charge[];
const CHARGES = parseCharges(Object.keys(CHARGE_NAMES));

export function AddForm({ hasFees }: { readonly hasFees: boolean }) {
  const { t } = useTranslation();
  const { fees } = useDesk();
  const money = useMoney();
  const mayAdd = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.add'),
  );
  const typed = useDeskStore(
    (desk) => desk.fees.store,
    ({ adding }) => adding,
  );
  const [missing, setMissing] = useState('');
  if (!mayAdd) return <p className={styles.quiet}>{t('fees.addNeeds', { who: whoMay(t, 'fee.add') })}</p>;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const amountMinor = money.read(typed.amount);
    if (typed.charge === null) return setMissing(t('fees.noCharge'));
    if (amountMinor === null || amountMinor === 0) return setMissing(t('fees.badAmount', money.example(5)));
    if (amountMinor > MOST_MONEY_MINOR) return setMissing(t('fees.tooMuch', { most: money.say(MOST_MONEY_MINOR) }));
    setMissing('');
    void fees.add(typed.charge, amountMinor);
  };
  return (
    <form className={styles.form} aria-label={t('fees.addTitle')} onSubmit={submit}>
      <h3 className={styles.part}>{t('fees.addTitle')}</h3>
      <div className={styles.fields}>
        <Labeled label={t('fees.addWhat')}>
          <select
            name="add-charge"
            ref={focusOnMount}
            value={typed.charge ?? ''}
            onChange={({ currentTarget: { value } }) => {
              fees.setAdding({ charge: CHARGES.find((one) => one === value) ?? null });
            }}
          >
            <option value="">—</option>
            {CHARGES.map((charge) => (
              <option key={charge} value={charge}>
                {t(`charge.${charge}`)}
              </option>
            ))}
          </select>
        </Labeled>
        <Field
          label={t('fees.amount')}
          value={typed.amount}
          onChange={(amount) => fees.setAdding({ amount })}
          isReplaced
          name="add-amount"
        />
        <Field
          label={t('fees.addItem')}
          hint={t('fees.addItemHint')}
          value={typed.item}
          onChange={(item) => fees.setAdding({ item })}
          isReplaced
          name="add-item"
        />
      </div>
      <Field
        label={t('fees.addNote')}
        value={typed.note}
        onChange={(note) => fees.setAdding({ note })}
        name="add-note"
      />
      <FeesFoot missing={missing} send={t('fees.addSend')}>
        {hasFees && <DeskButton onPress={fees.goToPay}>{t('fees.cancel')}</DeskButton>}
      </FeesFoot>
    </form>
  );
}
