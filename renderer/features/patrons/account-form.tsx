// The form of an account, new or edited. Accounts that may be the person already are shown while the name is typed.

import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { AccountField } from '../../stores/account-fields.ts';
import { joiningOf, missingIn, requiredIn } from '../../stores/account-joining.ts';
import { isUnsettled, type AccountsState } from '../../stores/accounts-state.ts';
import { lastFour } from '../../text/moments.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { Choice, DayField } from '../../ui/labeled.tsx';
import styles from './account.module.css';
import { Clashes, nameOf } from './clashes.tsx';

type Form = NonNullable<AccountsState['form']>;

export function AccountForm() {
  const { t } = useTranslation();
  const { accounts } = useDesk();
  const { form, error } = useDeskStore(
    (desk) => desk.accounts.store,
    (state) => state,
  );
  const isOffline = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.online === false,
  );
  if (form === null) return null;
  const isNew = form.card === null;
  // The form is gone by then: the record shows the result.
  const say = async (saving: ReturnType<typeof accounts.save>): Promise<void> => {
    const done = await saving;
    if (done !== null) accounts.say(t(`account.${done}`));
  };
  const missing = missingIn(form);
  const feeText = joiningOf(form)?.feeText ?? null;
  return (
    <InlineForm
      className={styles.form}
      name={isNew ? t('account.new') : t('account.edit')}
      send={isNew ? t('account.make') : t('account.save')}
      wrong={error?.message ?? null}
      isReady={missing.length === 0 && !isUnsettled(form) && !form.isBusy}
      onSend={() => void say(accounts.save())}
      onCancel={accounts.cancel}
      aside={
        missing.length > 0 && (
          <span className={styles.note}>
            {t('account.missing', { fields: missing.map((field) => t(nameOf(field))).join(', ') })}
          </span>
        )
      }
    >
      <Fields form={form} isNew={isNew} onOther={() => void say(accounts.sayOther())} />
      <Clashes form={form} />
      {feeText !== null && <p className={styles.fee}>{t('account.joiningFee', { fee: feeText })}</p>}
      {isNew && isOffline && (
        <p className={styles.note}>
          <Icon name="time" size={14} /> {t('account.provisional')}
        </p>
      )}
    </InlineForm>
  );
}

type FieldsProps = { readonly form: Form; readonly isNew: boolean; readonly onOther: () => void };

function Fields({ form, isNew, onOther }: FieldsProps) {
  const { t } = useTranslation();
  const { accounts } = useDesk();
  const { fields, choices } = form;
  const required = requiredIn(form);
  // Chosen once: the focus does not move while a person types.
  const [isCardFirst] = useState(isNew && fields.card === '');
  const family = useRef<HTMLInputElement>(null);
  // A scan takes the focus to the scan box: the name comes after the card.
  useEffect(() => {
    if (form.scans > 0) family.current?.focus();
  }, [form.scans]);
  useEffect(() => {
    if (!isCardFirst) family.current?.focus();
  }, [isCardFirst]);
  const of = (field: AccountField, label: string) => ({
    label: required.includes(field) ? t('account.required', { field: label }) : label,
    name: `account-${field}`,
    value: fields[field],
    onChange: (value: string) => accounts.change({ [field]: value }),
  });
  return (
    <>
      <div className={styles.fields}>
        {isNew && (
          <Field
            {...of('card', t('account.card'))}
            hint={t('account.cardHint')}
            ref={isCardFirst ? focusOnMount : null}
          />
        )}
        <Field {...of('family', t('account.family'))} ref={family} />
        <Field {...of('given', t('account.given'))} />
      </div>
      {form.alike.length > 0 && <Alike form={form} onOther={onOther} />}
      <div className={styles.fields}>
        {choices.groups.length > 0 && (
          <Choice
            {...of('group', t('account.group'))}
            options={choices.groups.map(({ id, name }) => ({ value: id, name }))}
          />
        )}
        <Choice
          {...of('home', t('account.home'))}
          options={choices.branches.map(({ branch, name }) => ({ value: branch, name }))}
        />
        <DayField {...of('expiresOn', t('account.expires'))} />
        <Field {...of('email', t('account.email'))} />
        <Field {...of('phones', t('account.phones'))} hint={t('account.phonesHint')} />
        <DayField {...of('birthDate', t('account.birthDate'))} />
        <Textarea
          {...of('address', t('account.address'))}
          autosize
          minRows={2}
          size="sm"
          spellCheck={false}
          onChange={(event) => accounts.change({ address: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

function Alike({ form: { alike, isStopped }, onOther }: { readonly form: Form; readonly onOther: () => void }) {
  const { t } = useTranslation();
  const { accounts, work } = useDesk();
  return (
    <section className={styles.alike} role={isStopped ? 'alert' : undefined}>
      <h3 className={styles.alikeTitle}>{t(isStopped ? 'account.alikeStopped' : 'account.alike')}</h3>
      <ul>
        {alike.map((one) => (
          <li key={one.card}>
            <span>
              {one.name} · {lastFour(one.card)} · {one.groupName}
            </span>
            <DeskButton
              look="quiet"
              label={t('account.openThisTitle', { name: one.name })}
              onPress={() => {
                accounts.cancel();
                void work.openPatron(one.card);
              }}
            >
              {t('account.openThis')}
            </DeskButton>
          </li>
        ))}
      </ul>
      <DeskButton onPress={onOther}>{t('account.other')}</DeskButton>
    </section>
  );
}
