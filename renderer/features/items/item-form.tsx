// The form of a copy, in place of its acts. The label is scanned or typed; everything else is typed or chosen.

import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { editOf, type ItemForm as Form, type ItemTexts } from '../../stores/item-form.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import { useMoney } from '../../ui/use-money.ts';
import styles from './item-form.module.css';

export function ItemForm({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { items } = useDesk();
  const money = useMoney();
  const esc = useEsc(items.cancelEdit);
  const [isPriceWrong, setPriceWrong] = useState(false);
  const found = editOf(form, money);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPriceWrong(found.wrong !== null);
    if (found.wrong === null && found.edit !== null) void items.save(found.edit);
  };
  return (
    <form className={styles.form} data-esc="own" ref={esc} aria-label={t('record.edit')} onSubmit={submit}>
      <Fields form={form} isPriceWrong={isPriceWrong} />
      {isPriceWrong && (
        <p className={styles.error} role="alert">
          {t('record.badPrice', money.example(25))}
        </p>
      )}
      {form.error !== null && (
        <p className={styles.error} role="alert">
          {form.error.message}
        </p>
      )}
      <div className={styles.actions}>
        <DeskButton look="main" isSubmit isDisabled={form.isBusy || (found.wrong === null && found.edit === null)}>
          {t('account.save')}
        </DeskButton>
        <DeskButton look="quiet" onPress={items.cancelEdit}>
          {t('common.cancel')}
        </DeskButton>
      </div>
    </form>
  );
}

function Fields({ form, isPriceWrong }: { readonly form: Form; readonly isPriceWrong: boolean }) {
  const { t } = useTranslation();
  const { items } = useDesk();
  const { texts, choices } = form;
  const kinds = useId();
  const of = (field: keyof ItemTexts, label: string) => ({
    label,
    name: `item-${field}`,
    value: texts[field],
    onChange: (value: string) => items.change({ [field]: value }),
  });
  return (
    <div className={styles.fields}>
      <Field {...of('newBarcode', t('record.newBarcode'))} hint={t('record.newBarcodeHint')} ref={focusOnMount} />
      <Field {...of('callNumber', t('record.callNumber'))} />
      <label className={styles.field}>
        {t('record.kind')}
        <input
          name="item-kind"
          list={kinds}
          value={texts.kind}
          autoComplete="off"
          onChange={(event) => items.change({ kind: event.currentTarget.value })}
        />
        <datalist id={kinds}>
          {choices.kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kind}
            </option>
          ))}
        </datalist>
      </label>
      <LocationChoice value={texts.location} locations={choices.locations} />
      <Field {...of('price', t('record.price'))} hasError={isPriceWrong} />
      <Field {...of('parts', t('record.parts'))} hint={t('record.partsHint')} />
      <Field {...of('condition', t('record.condition'))} />
      <Field {...of('alert', t('record.alert'))} hint={t('record.alertHint')} />
    </div>
  );
}

type LocationProps = { readonly value: string; readonly locations: Form['choices']['locations'] };

function LocationChoice({ value, locations }: LocationProps) {
  const { t } = useTranslation();
  const { items } = useDesk();
  // A shelf that this desk does not know stays until another is chosen.
  const isKnown = value === '' || locations.some(({ id }) => id === value);
  return (
    <label className={styles.field}>
      {t('record.location')}
      <select
        name="item-location"
        value={value}
        onChange={(event) => items.change({ location: event.currentTarget.value })}
      >
        <option value="">{t('record.noLocation')}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {locations.map(({ id, name, branchName }) => (
          <option key={id} value={id}>
            {t('record.locationOf', { name, branch: branchName })}
          </option>
        ))}
      </select>
    </label>
  );
}
