// Choices of a hold: the branch where it is picked up, and any copy or one.

import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow } from '../../shared/views/list.ts';
import type { TitleView } from '../../shared/views/title.ts';
import { Labeled } from './labeled.tsx';

type Choice = { readonly pickup: string; readonly target: string | null };

type HoldChoicesProps = {
  readonly title: Pick<TitleView, 'pickups'>;
  readonly copies: readonly ListRow[];
  readonly choice: Choice;
  readonly onChange: (change: Partial<Choice>) => void;
  /** Enter on a choice, where the form has no field that submits it. */
  readonly onEnter?: (event: KeyboardEvent) => void;
  readonly ref?: Ref<HTMLSelectElement>;
};

export function HoldChoices({ title, copies, choice, onChange, onEnter, ref }: HoldChoicesProps) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onEnter?.(event);
  };
  return (
    <>
      <Labeled label={t('hold.pickup')}>
        <select
          ref={ref}
          value={choice.pickup}
          onChange={({ currentTarget }) => onChange({ pickup: currentTarget.value })}
          onKeyDown={onKeyDown}
        >
          {title.pickups.map(({ branch, name }) => (
            <option key={branch} value={branch}>
              {name}
            </option>
          ))}
        </select>
      </Labeled>
      <Labeled label={t('hold.which')}>
        <select
          value={choice.target ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ target: value === '' ? null : value })}
          onKeyDown={onKeyDown}
        >
          <option value="">{t('hold.anyCopy')}</option>
          {copies.map(({ key, texts, names }) => (
            <option key={key} value={names['barcode'] ?? ''}>
              {texts.slice(0, 2).join(' · ')}
            </option>
          ))}
        </select>
      </Labeled>
    </>
  );
}
