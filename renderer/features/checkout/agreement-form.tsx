// What a kind of equipment asks to be signed, in place of the answer that asked for it: on paper, or on the screen with the name of the patron.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { AgreementForm as Form } from '../../stores/agreements-store.ts';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { Choice } from '../../ui/labeled.tsx';
import styles from './override-form.module.css';

export function AgreementForm({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { agreements } = useDesk();
  const { kindName, text, lastsText, how, name, isBusy, error } = form;
  return (
    <InlineForm
      className={styles.form}
      name={t('agreement.title', { kind: kindName })}
      send={t('agreement.send')}
      wrong={error?.message ?? null}
      isReady={!isBusy && (how === 'paper' || name.trim() !== '')}
      onSend={() => void agreements.save()}
      onCancel={agreements.close}
    >
      <h2 className={styles.title}>
        <Icon name="patron" size={20} />
        {t('agreement.title', { kind: kindName })}
      </h2>
      <p>{text === '' ? t('agreement.onPaper') : text}</p>
      <p>{lastsText}</p>
      <Choice
        label={t('agreement.how')}
        name="agreement-how"
        value={how}
        ref={focusOnMount}
        options={[
          { value: 'paper', name: t('agreement.paper') },
          { value: 'screen', name: t('agreement.screen') },
        ]}
        onChange={(chosen) => agreements.change({ how: chosen === 'screen' ? 'screen' : 'paper' })}
      />
      {how === 'screen' && (
        <Field
          label={t('agreement.name')}
          hint={t('agreement.nameHint')}
          value={name}
          onChange={(typed) => agreements.change({ name: typed })}
          name="agreement-name"
        />
      )}
    </InlineForm>
  );
}
