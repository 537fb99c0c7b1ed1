// The form in which a title is corrected, and the result.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { faultIn, ISBN_FIELD, type TitleEditState, type TitleTexts } from '../../stores/title-form.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import styles from './title-record.module.css';

export function TitleForm({ form }: { readonly form: NonNullable<TitleEditState['edit']> }) {
  const { t } = useTranslation();
  const { titles } = useDesk();
  const [asked, setAsked] = useState(false);
  const fault = faultIn(form);
  const isMissing = asked && fault === 'title';
  const of = (field: keyof TitleTexts, label: string) => ({
    label,
    name: `title-${field}`,
    value: form.texts[field],
    onChange: (value: string) => titles.changeEdit({ [field]: value }),
  });
  return (
    <InlineForm
      className={styles.edit}
      name={t('titleEdit.open')}
      send={t('account.save')}
      wrong={isMissing ? t('record.noTitle') : (form.error?.message ?? null)}
      isReady={!form.isBusy && fault !== 'nothing'}
      onSend={() => {
        setAsked(true);
        if (fault === null) void titles.saveEdit();
      }}
      onCancel={titles.cancelEdit}
    >
      <div className={styles.fields}>
        <Field {...of('title', t('record.title'))} hasError={isMissing} ref={focusOnMount} />
        <Field {...of('author', t('record.author'))} />
        <Field {...of('published', t('titleEdit.published'))} />
        <Field {...of('isbns', t('titleEdit.isbns'))} name={ISBN_FIELD} hint={t('titleEdit.isbnsHint')} />
      </div>
    </InlineForm>
  );
}

export function TitleSaved({ saved: { state, isBusy } }: { readonly saved: NonNullable<TitleEditState['saved']> }) {
  const { t } = useTranslation();
  const { titles } = useDesk();
  const said = { saved: t('record.saved'), undone: t('titleEdit.undone'), changed: t('titleEdit.changed') };
  return (
    <div className={styles.saved}>
      <output className={state === 'changed' ? styles.error : styles.done}>
        <Icon name={state === 'changed' ? 'note' : 'done'} size={14} />
        {said[state]}
      </output>
      {state === 'saved' && (
        <DeskButton look="quiet" isDisabled={isBusy} onPress={() => void titles.undoEdit()}>
          {t('action.undoShort')}
        </DeskButton>
      )}
    </div>
  );
}
