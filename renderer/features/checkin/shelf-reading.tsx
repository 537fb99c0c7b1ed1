// Inventory on Check in: the range that is read, how the copy scanned last stands on it, and below that all that was scanned and what is missing.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ShelfState } from '../../stores/shelf-store.ts';
import type { Translate } from '../../text/speak.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { ReadyBanner } from '../../ui/answer/ready-banner.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { Labeled } from '../../ui/labeled.tsx';
import { ModeBanner } from '../../ui/mode-banner.tsx';
import { ShelfAnswer } from './shelf-answer.tsx';
import { ShelfTabs } from './shelf-tabs.tsx';
import styles from './shelf-reading.module.css';

export function ShelfReading() {
  const { t } = useTranslation();
  const { shelf } = useDesk();
  const state = useDeskStore(
    (desk) => desk.shelf.store,
    (all) => all,
  );
  // After a reload the range is known, and what stands there has to be read again.
  useEffect(() => void shelf.resume(), [shelf]);
  const { view, form, rows } = state;
  const newest = rows[0];
  return (
    <>
      <ModeBanner
        title={t('shelf.title')}
        icon="shelf"
        ends="inventory"
        testId="inventory"
        acts={
          form === null && (
            <DeskButton look="quiet" onPress={() => void shelf.choose()}>
              {t(view === null ? 'shelf.choose' : 'shelf.change')}
            </DeskButton>
          )
        }
      >
        {rangeWords(t, state)}
      </ModeBanner>
      {form !== null && <RangeForm state={state} form={form} />}
      <NoticeBanner
        screen="checkin"
        ready={
          newest === undefined ? (
            <ReadyBanner headline={t('shelf.ready')} text={t(view === null ? 'shelf.first' : 'shelf.readyRange')} />
          ) : (
            <ShelfAnswer row={newest} also={rows.find(({ answer }) => answer.item.barcode === state.alsoMisplaced)} />
          )
        }
      />
      <ShelfTabs state={state} />
    </>
  );
}

function rangeWords(t: Translate, { view }: ShelfState): string {
  if (view === null) return t('shelf.first');
  const { locationName: location, from, to } = view;
  if (to === null) return from === null ? t('shelf.whole', { location }) : t('shelf.fromOnly', { location, from });
  return t('shelf.range', { location, from: from ?? t('shelf.start'), to });
}

type RangeFormProps = { readonly state: ShelfState; readonly form: NonNullable<ShelfState['form']> };

function RangeForm({ state: { locations, error, isBusy }, form }: RangeFormProps) {
  const { t } = useTranslation();
  const { shelf } = useDesk();
  return (
    <InlineForm
      className={styles.form}
      name={t('shelf.choose')}
      send={t('shelf.begin')}
      wrong={error?.message ?? null}
      isReady={!isBusy}
      onSend={() => void shelf.begin()}
      onCancel={shelf.cancel}
    >
      <div className={styles.fields}>
        <Labeled label={t('shelf.location')}>
          <select
            name="shelf-location"
            ref={focusOnMount}
            value={form.location}
            onChange={(event) => shelf.change({ location: event.currentTarget.value })}
          >
            {locations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value="">{t('shelf.noLocation')}</option>
          </select>
        </Labeled>
        <Field
          label={t('shelf.from')}
          hint={t('shelf.fromHint')}
          value={form.from}
          onChange={(from) => shelf.change({ from })}
          name="shelf-from"
        />
        <Field
          label={t('shelf.to')}
          hint={t('shelf.toHint')}
          value={form.to}
          onChange={(to) => shelf.change({ to })}
          name="shelf-to"
        />
      </div>
    </InlineForm>
  );
}
