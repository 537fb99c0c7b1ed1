// Over the list of interlibrary items: received items are entered, one after the other.

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isReady, type BorrowedForm as Form } from '../../stores/borrowed-store.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { Choice, DayField } from '../../ui/labeled.tsx';
import styles from './borrowed-form.module.css';

export function Receiving() {
  const { t } = useTranslation();
  const { borrowed } = useDesk();
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'item.receiveBorrowed'),
  );
  const { form, done } = useDeskStore(
    (desk) => desk.borrowed.store,
    (state) => state,
  );
  if (!may) return null;
  return (
    <div className={styles.place}>
      {done !== null && (
        <output className={styles.done}>
          <Icon name="done" size={14} /> {t('borrowed.done', { title: done })}
        </output>
      )}
      {form === null ? (
        <DeskButton onPress={() => void borrowed.begin()}>{t('borrowed.receive')}</DeskButton>
      ) : (
        <ReceiveForm form={form} />
      )}
    </div>
  );
}

function ReceiveForm({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { borrowed } = useDesk();
  const kinds = useDeskStore(
    (desk) => desk.borrowed.store,
    (state) => state.kinds,
  );
  const first = useRef<HTMLInputElement>(null);
  const title = useRef<HTMLInputElement>(null);
  const { next, scans } = form;
  // After a scan the title is missing; before one, the strap.
  useEffect(() => (next === 'barcode' ? first : title).current?.focus(), [scans, next]);
  const must = (field: string): string => t('account.required', { field });
  return (
    <InlineForm
      className={styles.form}
      name={t('borrowed.receive')}
      send={t('borrowed.receiveDo')}
      wrong={form.error?.message ?? null}
      isReady={isReady(form)}
      onSend={() => void borrowed.save()}
      onCancel={borrowed.cancel}
    >
      <div className={styles.fields}>
        <Field
          label={must(t('borrowed.barcode'))}
          hint={t('borrowed.barcodeHint')}
          value={form.barcode}
          onChange={(barcode) => borrowed.change({ barcode })}
          ref={first}
          name="borrowed-barcode"
        />
        <Field
          label={must(t('borrowed.title'))}
          value={form.title}
          onChange={(text) => borrowed.change({ title: text })}
          ref={title}
          name="borrowed-title"
        />
        <Field
          label={t('borrowed.author')}
          value={form.author}
          onChange={(author) => borrowed.change({ author })}
          name="borrowed-author"
        />
        <Field
          label={must(t('borrowed.lender'))}
          value={form.lender}
          onChange={(lender) => borrowed.change({ lender })}
          name="borrowed-lender"
        />
        <DayField
          label={must(t('borrowed.due'))}
          name="borrowed-due"
          value={form.due}
          onChange={(due) => borrowed.change({ due })}
        />
        <Field
          label={t('borrowed.request')}
          value={form.request}
          onChange={(request) => borrowed.change({ request })}
          name="borrowed-request"
        />
        <Choice
          label={t('borrowed.kind')}
          name="borrowed-kind"
          value={form.kind}
          none={t('borrowed.noKind')}
          options={kinds.map((kind) => ({ value: kind, name: kind }))}
          onChange={(kind) => borrowed.change({ kind })}
        />
      </div>
      <div className={styles.terms}>
        <label>
          <input
            type="checkbox"
            checked={form.inBuilding}
            onChange={(event) => borrowed.change({ inBuilding: event.currentTarget.checked })}
          />
          {t('borrowed.inBuilding')}
        </label>
        <label>
          <input
            type="checkbox"
            checked={form.noRenewal}
            onChange={(event) => borrowed.change({ noRenewal: event.currentTarget.checked })}
          />
          {t('borrowed.noRenewal')}
        </label>
      </div>
    </InlineForm>
  );
}
