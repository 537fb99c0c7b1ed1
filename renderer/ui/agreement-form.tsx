// The agreement for a kind of equipment, in place of the answer that asked for it, or on the record of a patron: on
// paper, or on the screen with a name; by the patron, or by a sponsor for them.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { isReady, type AgreementForm as Form } from '../stores/agreements-store.ts';
import { Field, focusOnMount } from './field.tsx';
import { Icon } from './icon.tsx';
import { InlineForm } from './inline-form.tsx';
import { Choice } from './labeled.tsx';
import styles from './agreement-form.module.css';

export function AgreementForm({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { agreements } = useDesk();
  const { entryId, kinds, kind: chosen, error } = form;
  const kind = kinds.find(({ id }) => id === chosen);
  const title = kind === undefined ? t('agreement.record') : t('agreement.title', { kind: kind.name });
  return (
    <InlineForm
      className={styles.form}
      name={title}
      send={t(entryId === null ? 'agreement.recordDo' : 'agreement.send')}
      wrong={error?.message ?? null}
      isReady={isReady(form)}
      onSend={() => void agreements.save()}
      onCancel={agreements.close}
    >
      <h2 className={styles.title}>
        <Icon name="patron" size={20} />
        {title}
      </h2>
      {kinds.length === 0 && <p>{t('agreement.noKind')}</p>}
      {entryId === null && kinds.length > 0 && (
        <Choice
          label={t('agreement.kind')}
          name="agreement-kind"
          value={chosen}
          ref={focusOnMount}
          options={kinds.map(({ id, name }) => ({ value: id, name }))}
          onChange={(id) => agreements.change({ kind: id })}
        />
      )}
      {kind !== undefined && (
        <>
          <p>{kind.text === '' ? t('agreement.onPaper') : kind.text}</p>
          <p>{kind.lastsText}</p>
        </>
      )}
      {kinds.length > 0 && <Signature form={form} />}
    </InlineForm>
  );
}

/** The signer, and the form of the signature. */
function Signature({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { agreements } = useDesk();
  const { entryId, how, signer, sponsor, name } = form;
  return (
    <div className={styles.signature}>
      <Choice
        label={t('agreement.how')}
        name="agreement-how"
        value={how}
        ref={entryId === null ? null : focusOnMount}
        options={[
          { value: 'paper', name: t('agreement.paper') },
          { value: 'screen', name: t('agreement.screen') },
        ]}
        onChange={(chosen) => agreements.change({ how: chosen === 'screen' ? 'screen' : 'paper' })}
      />
      <Choice
        label={t('agreement.signer')}
        name="agreement-signer"
        value={signer}
        options={[
          { value: 'patron', name: t('agreement.byPatron') },
          { value: 'sponsor', name: t('agreement.bySponsor') },
        ]}
        onChange={(chosen) => agreements.change({ signer: chosen === 'sponsor' ? 'sponsor' : 'patron' })}
      />
      {signer === 'sponsor' && (
        <Field
          label={t('agreement.sponsor')}
          hint={t('agreement.sponsorHint')}
          value={sponsor}
          onChange={(typed) => agreements.change({ sponsor: typed })}
          name="agreement-sponsor"
        />
      )}
      {how === 'screen' && (
        <Field
          label={t(signer === 'sponsor' ? 'agreement.sponsorName' : 'agreement.name')}
          hint={t('agreement.nameHint')}
          value={name}
          onChange={(typed) => agreements.change({ name: typed })}
          name="agreement-name"
        />
      )}
    </div>
  );
}
