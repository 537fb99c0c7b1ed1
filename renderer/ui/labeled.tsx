// Fields with a control of the browser's own under their label: a choice, a day, or a given content.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './labeled.module.css';

type LabeledProps = { readonly label: ReactNode; readonly children: ReactNode };

export function Labeled({ label, children }: LabeledProps) {
  return (
    <label className={styles.field}>
      {label}
      {children}
    </label>
  );
}

type FieldProps = {
  readonly label: string;
  /** To find it again in its form. */
  readonly name?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

type ChoiceProps = FieldProps & {
  readonly options: readonly { readonly value: string; readonly name: string }[];
  /** Name of no choice; absent: a choice is required. */
  readonly none?: string;
  readonly ref?: React.Ref<HTMLSelectElement> | null;
};

export function Choice({ label, name, value, onChange, options, none, ref = null }: ChoiceProps) {
  const { t } = useTranslation();
  // A value that is no longer offered stays until another is chosen.
  const isKnown = value === '' || options.some((option) => option.value === value);
  return (
    <Labeled label={label}>
      <select ref={ref} name={name} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {(none !== undefined || value === '') && <option value="">{none ?? t('account.choose')}</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </Labeled>
  );
}

/** A local day, as `2026-12-01`; empty = none. */
export function DayField({ label, name, value, onChange }: FieldProps) {
  return (
    <Labeled label={label}>
      <input type="date" name={name} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </Labeled>
  );
}
