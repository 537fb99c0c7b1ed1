// The fields for days from one to another with their names; one day alone leaves the last field empty.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Labeled } from '../../ui/labeled.tsx';

export type DatesTyped = { readonly from: string; readonly to: string; readonly name: string };
export const NO_DATES: DatesTyped = { from: '', to: '', name: '' };

type DatesProps = {
  readonly typed: DatesTyped;
  readonly onChange: (typed: DatesTyped) => void;
  /** Further fields. */
  readonly children?: ReactNode;
};

export function Dates({ typed, onChange, children }: DatesProps) {
  const { t } = useTranslation();
  const field = (name: 'from' | 'to' | 'name') => (
    <Labeled label={t(`hours.${name}`)}>
      <input
        type={name === 'name' ? 'text' : 'date'}
        value={typed[name]}
        autoComplete="off"
        onChange={(event) => onChange({ ...typed, [name]: event.currentTarget.value })}
      />
    </Labeled>
  );
  return (
    <>
      {field('from')}
      {field('to')}
      {children}
      {field('name')}
    </>
  );
}
