// Under the answer of a check-in: which parts are missing, what else was seen, and what is charged for it now. Nothing charged is something that waits.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_MONEY_MINOR } from '../../../shared/core/money.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { PartsForm } from '../../stores/parts-store.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import { useMoney } from '../../ui/use-money.ts';
import styles from './part-missing.module.css';

export function PartMissing() {
  const { t } = useTranslation();
  const { form, reported } = useDeskStore(
    (desk) => desk.parts.store,
    (state) => state,
  );
  if (form !== null) return <Form form={form} />;
  if (reported === null) return null;
  return (
    <output className={styles.done}>
      <Icon name="partMissing" size={20} />
      <span>
        <strong className={styles.where}>{t('parts.inspect')}</strong>{' '}
        {reported.missing.length > 0 ? t('parts.reported', { parts: reported.missing.join(', ') }) : t('parts.noted')}{' '}
        {t(reported.wasCharged ? 'parts.charged' : 'parts.waits')}
      </span>
    </output>
  );
}

function Form({ form }: { readonly form: PartsForm }) {
  const { t } = useTranslation();
  const { parts } = useDesk();
  const money = useMoney();
  const esc = useEsc(parts.close);
  const [isWrong, setWrong] = useState(false);
  const mayCharge = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'fee.add'),
  );
  const { payer } = form;
  const isEmpty = form.missing.length === 0 && form.seen.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const amountMinor = form.charge.trim() === '' ? 0 : money.read(form.charge);
    const isAmount = amountMinor !== null && amountMinor <= MOST_MONEY_MINOR;
    setWrong(!isAmount);
    if (isAmount && !isEmpty) void parts.send(amountMinor);
  };
  return (
    <form className={styles.form} data-esc="own" ref={esc} aria-label={t('parts.title')} onSubmit={submit}>
      <PartChoice form={form} />
      <div className={styles.fields}>
        <Field
          label={t('parts.seen')}
          hint={t('parts.seenHint')}
          value={form.seen}
          onChange={(seen) => parts.change({ seen })}
          name="parts-seen"
        />
        {payer !== null && mayCharge && (
          <Field
            label={t('mark.charge', { name: payer.name })}
            hint={t('mark.chargeHint')}
            value={form.charge}
            onChange={(charge) => parts.change({ charge })}
            hasError={isWrong}
            name="parts-charge"
          />
        )}
      </div>
      <p className={styles.note}>{t('parts.clock')}</p>
      {(isWrong || form.error !== null) && (
        <p className={styles.error} role="alert">
          {form.error?.message ?? t('fees.badAmount', money.example(5))}
        </p>
      )}
      <div className={styles.actions}>
        <DeskButton look="main" isSubmit isDisabled={isEmpty || form.isBusy}>
          {t('parts.send')}
        </DeskButton>
        <DeskButton look="quiet" onPress={parts.close}>
          {t('common.cancel')}
        </DeskButton>
      </div>
    </form>
  );
}

function PartChoice({ form }: { readonly form: PartsForm }) {
  const { t } = useTranslation();
  const { parts } = useDesk();
  return (
    <fieldset className={styles.parts}>
      <legend>{t('parts.which')}</legend>
      {form.parts.map((part, index) => (
        <label key={part}>
          <input
            type="checkbox"
            ref={index === 0 ? focusOnMount : null}
            checked={form.missing.includes(part)}
            onChange={() => parts.toggle(part)}
          />
          {part}
        </label>
      ))}
    </fieldset>
  );
}
