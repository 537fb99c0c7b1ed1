// Items without a barcode: lent to the patron on the desk, or taken back, by kind and number. Empty where the library
// has no such kind.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { KindPlace, UncatalogedState } from '../../stores/uncataloged-store.ts';
import { DeskButton } from '../desk-button.tsx';
import { Field, focusOnMount } from '../field.tsx';
import { InlineForm } from '../inline-form.tsx';
import { Choice } from '../labeled.tsx';
import { PatronField } from '../patron-field.tsx';
import styles from './by-kind.module.css';

export function ByKind({ place }: { readonly place: KindPlace }) {
  const { t } = useTranslation();
  const { uncataloged } = useDesk();
  const { kinds, form, isBusy, error, said } = useDeskStore(
    (desk) => desk.uncataloged.store,
    (state) => state,
  );
  const hasPatron = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => (patron?.view ?? null) !== null,
  );
  if (kinds.length === 0 || (place === 'checkout' && !hasPatron)) return null;
  if (form === null || form.place !== place)
    return (
      <div className={styles.line}>
        <DeskButton look="quiet" onPress={() => uncataloged.open(place)}>
          {t(place === 'checkout' ? 'byKind.lend' : 'byKind.takeBack')}
        </DeskButton>
        {said !== null && said.place === place && <Said said={said} />}
        {error !== null && <span role="alert">{error.message}</span>}
      </div>
    );
  const count = Number(form.count);
  return (
    <InlineForm
      className={styles.form}
      name={t(place === 'checkout' ? 'byKind.lendTitle' : 'byKind.takeBackTitle')}
      send={t(place === 'checkout' ? 'byKind.lendDo' : 'byKind.takeBackDo')}
      wrong={error?.message ?? null}
      isReady={!isBusy && Number.isInteger(count) && count >= 1}
      onSend={() => void uncataloged.send()}
      onCancel={uncataloged.close}
    >
      <div className={styles.fields}>
        <Choice
          label={t('byKind.kind')}
          name="by-kind"
          value={form.kind}
          ref={focusOnMount}
          options={kinds.map(({ id, name, out }) => ({ value: id, name: t('byKind.option', { name, out }) }))}
          onChange={(kind) => uncataloged.change({ kind })}
        />
        <Field
          label={t('byKind.count')}
          value={form.count}
          onChange={(typed) => uncataloged.change({ count: typed })}
          name="by-kind-count"
        />
      </div>
      {place === 'checkin' && (
        <div>
          <PatronField
            label={t('byKind.whose')}
            card={form.patron}
            onChange={(patron) => uncataloged.change({ patron })}
            name="by-kind-patron"
            scan="whole"
          />
          <p className={styles.hint}>{t('byKind.whoseHint')}</p>
        </div>
      )}
    </InlineForm>
  );
}

/** The result, and the way back. */
function Said({ said }: { readonly said: NonNullable<UncatalogedState['said']> }) {
  const { t } = useTranslation();
  const { uncataloged } = useDesk();
  const undo = useDeskStore(
    (desk) => desk.uncataloged.store,
    (state) => state.undo,
  );
  const { done, name, dueText, whyNot, place, commandIds, isOfPatron, whose, fees } = said;
  if (undo === 'done') return <output>{t('byKind.undone', { count: done, name })}</output>;
  const back =
    whose === null ? t('byKind.back', { count: done, name }) : t('byKind.backFrom', { count: done, name, whose });
  const words = place === 'checkin' ? back : t('byKind.lent', { count: done, name, due: dueText ?? '' });
  return (
    <>
      <output>
        {done > 0 || whyNot === null ? words : ''}
        {fees.map((fee) => ` ${t('byKind.fee', fee)}`).join('')}
        {whyNot === null
          ? ''
          : ` ${whyNot === '' ? t(isOfPatron ? 'byKind.noMoreOfPatron' : 'byKind.noMore') : whyNot}`}
      </output>
      {commandIds.length > 0 && undo === null && (
        <DeskButton look="quiet" label={t('byKind.undoTitle', { name })} onPress={() => void uncataloged.undo(null)}>
          {t('byKind.undo')}
        </DeskButton>
      )}
      {undo === 'asks-why' && <UndoForm name={name} />}
    </>
  );
}

function UndoForm({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { uncataloged } = useDesk();
  const [reason, setReason] = useState('');
  return (
    <InlineForm
      className={styles.form}
      name={t('byKind.undoTitle', { name })}
      send={t('byKind.undo')}
      isReady={reason.trim() !== ''}
      onSend={() => void uncataloged.undo(reason.trim())}
      onCancel={() => uncataloged.close()}
    >
      <Field
        label={t('account.required', { field: t('block.reason') })}
        value={reason}
        onChange={setReason}
        ref={focusOnMount}
        name="by-kind-reason"
      />
    </InlineForm>
  );
}
