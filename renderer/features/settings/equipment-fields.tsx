// The fields of one kind of equipment. An empty number is the usual one, which stands in the field.

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EQUIPMENT_LIMITS } from '../../../shared/core/terms-limits.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Choice } from '../../ui/labeled.tsx';
import { AGREEMENT_LASTS, isBlank, NUMBER_TERMS, type EquipmentDraft } from './equipment-draft.ts';
import own from './equipment-section.module.css';

type FieldsProps = {
  readonly name: string;
  readonly draft: EquipmentDraft;
  readonly itemTypes: readonly string[];
  readonly onChange: (more: Partial<EquipmentDraft>) => void;
};

export function EquipmentFields({ name, draft, itemTypes, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const [isNew] = useState(isBlank(draft));
  return (
    <fieldset className={own.fields} aria-label={name}>
      <div className={own.grid}>
        <Field
          label={t('equipmentTerms.name')}
          value={draft.name}
          onChange={(next) => onChange({ name: next })}
          name="equipment-name"
          ref={isNew ? focusOnMount : null}
        />
        <Types types={draft.types} itemTypes={itemTypes} onChange={(types) => onChange({ types })} />
      </div>
      <div className={own.grid}>
        {NUMBER_TERMS.map((term) => {
          const { usual } = EQUIPMENT_LIMITS[term];
          return (
            <Field
              key={term}
              label={t(`equipmentTerms.${term}`)}
              hint={usual === null ? t('equipmentTerms.noLimit') : t('equipmentTerms.usualIs', { value: usual })}
              value={draft.numbers[term]}
              onChange={(next) => onChange({ numbers: { ...draft.numbers, [term]: next } })}
              name={`equipment-${term}`}
            />
          );
        })}
      </div>
      <label className={own.inspects}>
        <input
          type="checkbox"
          checked={draft.inspects}
          onChange={(event) => onChange({ inspects: event.currentTarget.checked })}
        />
        {t('equipmentTerms.inspects')}
      </label>
      <Agreement draft={draft} onChange={onChange} />
    </fieldset>
  );
}

type TypesProps = {
  readonly types: readonly string[];
  readonly itemTypes: readonly string[];
  readonly onChange: (types: readonly string[]) => void;
};

function Types({ types, itemTypes, onChange }: TypesProps) {
  const { t } = useTranslation();
  return (
    <div className={own.types}>
      <Choice
        label={t('equipmentTerms.types')}
        name="equipment-type"
        value=""
        none={t('equipmentTerms.addType')}
        options={itemTypes.filter((one) => !types.includes(one)).map((one) => ({ value: one, name: one }))}
        onChange={(type) => type !== '' && onChange([...types, type])}
      />
      {types.map((type) => (
        <DeskButton
          key={type}
          label={t('equipmentTerms.removeType', { type })}
          onPress={() => onChange(types.filter((one) => one !== type))}
        >
          {type} ×
        </DeskButton>
      ))}
    </div>
  );
}

function Agreement({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation();
  const { lasts, days, ends, text } = draft;
  return (
    <>
      <div className={own.grid}>
        <Choice
          label={t('equipmentTerms.agreement')}
          name="equipment-agreement"
          value={lasts}
          onChange={(value) => onChange({ lasts: AGREEMENT_LASTS.find((one) => one === value) ?? 'none' })}
          options={AGREEMENT_LASTS.map((value) => ({ value, name: t(`equipmentTerms.lasts_${value}`) }))}
        />
        {lasts === 'days' && (
          <Field
            label={t('equipmentTerms.days')}
            value={days}
            onChange={(next) => onChange({ days: next })}
            name="equipment-days"
          />
        )}
        {lasts === 'terms' && (
          <Field
            label={t('equipmentTerms.ends')}
            hint={t('equipmentTerms.endsHint')}
            value={ends}
            onChange={(next) => onChange({ ends: next })}
            name="equipment-ends"
          />
        )}
      </div>
      {lasts !== 'none' && (
        <Textarea
          label={t('equipmentTerms.text')}
          description={t('equipmentTerms.textHint')}
          name="equipment-text"
          value={text}
          autosize
          minRows={3}
          maxRows={10}
          size="sm"
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      )}
    </>
  );
}
