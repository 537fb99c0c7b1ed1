// The form of a copy, in place of its acts, and that of a copy which the catalog does not have. The label is scanned or typed; everything else is
// typed or chosen.

import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { missingIn, type ItemForm as Form, type ItemTexts } from '../../stores/item-form.ts';
import { Field, focusOnMount } from '../field.tsx';
import { InlineForm } from '../inline-form.tsx';
import { useMoney } from '../use-money.ts';
import { Labeled } from '../labeled.tsx';
import styles from './item-form.module.css';

type Props = {
  readonly form: Form;
  readonly label: string;
  readonly send: string;
  readonly onChange: (change: Partial<ItemTexts>) => void;
  readonly onSend: () => void;
  readonly onCancel: () => void;
  readonly children?: React.ReactNode;
};

export function ItemForm({ form, label, send, onChange, onSend, onCancel, children }: Props) {
  const { t } = useTranslation();
  const money = useMoney();
  const [asked, setAsked] = useState(false);
  const missing = missingIn(form, money.read);
  const badPrice = t('record.badPrice', money.example(25));
  const faults = {
    title: t('record.noTitle'),
    price: badPrice,
    partPrice: badPrice,
    badPhotos: t('record.badPhotos'),
    photosOfNone: t('record.photosOfNone'),
    nothing: null,
  };
  const wrong = asked && missing !== null ? faults[missing] : null;
  return (
    <InlineForm
      className={styles.form}
      name={label}
      send={send}
      wrong={wrong ?? form.error?.message ?? null}
      isReady={!form.isBusy && missing !== 'nothing'}
      onSend={() => {
        setAsked(true);
        if (missing === null) onSend();
      }}
      onCancel={onCancel}
    >
      {children}
      <Fields form={form} onChange={onChange} wrong={asked ? missing : null} />
    </InlineForm>
  );
}

type FieldsProps = Pick<Props, 'form' | 'onChange'> & { readonly wrong: ReturnType<typeof missingIn> };

function Fields({ form: { mode, texts, choices }, onChange, wrong }: FieldsProps) {
  const { t } = useTranslation();
  const kinds = useId();
  const of = (field: keyof ItemTexts, label: string) => ({
    label,
    name: `item-${field}`,
    value: texts[field],
    onChange: (value: string) => onChange({ [field]: value }),
  });
  const title = t('account.required', { field: t('record.title') });
  return (
    <div className={styles.fields}>
      {mode === 'edit' ? (
        <Field {...of('newBarcode', t('record.newBarcode'))} hint={t('record.newBarcodeHint')} ref={focusOnMount} />
      ) : (
        <>
          <Field {...of('title', title)} hasError={wrong === 'title'} ref={focusOnMount} />
          <Field {...of('author', t('record.author'))} />
        </>
      )}
      <Labeled label={t('record.kind')}>
        <input
          name="item-kind"
          list={kinds}
          value={texts.kind}
          autoComplete="off"
          onChange={(event) => onChange({ kind: event.currentTarget.value })}
        />
      </Labeled>
      <datalist id={kinds}>
        {choices.kinds.map((kind) => (
          <option key={kind} value={kind}>
            {kind}
          </option>
        ))}
      </datalist>
      <Field {...of('price', t('record.price'))} hasError={wrong === 'price'} />
      <LocationChoice value={texts.location} locations={choices.locations} onChange={onChange} />
      <Field {...of('callNumber', t('record.callNumber'))} />
      <Field {...of('parts', t('record.parts'))} hint={t('record.partsHint')} hasError={wrong === 'partPrice'} />
      {mode !== 'add' && (
        <>
          <Field {...of('condition', t('record.condition'))} hasError={wrong === 'photosOfNone'} />
          <Field
            {...of('conditionPhotos', t('record.photos'))}
            hint={t('record.photosHint')}
            hasError={wrong === 'badPhotos'}
          />
          <Field {...of('alert', t('record.alert'))} hint={t('record.alertHint')} />
        </>
      )}
    </div>
  );
}

type LocationProps = Pick<Props, 'onChange'> & {
  readonly value: string;
  readonly locations: Form['choices']['locations'];
};

function LocationChoice({ value, locations, onChange }: LocationProps) {
  const { t } = useTranslation();
  // A shelf unknown to this desk stays until another is chosen.
  const isKnown = value === '' || locations.some(({ id }) => id === value);
  return (
    <Labeled label={t('record.location')}>
      <select
        name="item-location"
        value={value}
        onChange={(event) => onChange({ location: event.currentTarget.value })}
      >
        <option value="">{t('record.noLocation')}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {locations.map(({ id, name, branchName }) => (
          <option key={id} value={id}>
            {t('record.locationOf', { name, branch: branchName })}
          </option>
        ))}
      </select>
    </Labeled>
  );
}
