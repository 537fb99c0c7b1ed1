// Inventory on Check in: the range that is read, the position of the copy scanned last, and below that all scanned and missing copies.

import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActId } from '../../../shared/core/ids.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ShelfState } from '../../stores/shelf-state.ts';
import type { Translate } from '../../text/speak.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { ReadyBanner } from '../../ui/answer/ready-banner.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { Labeled } from '../../ui/labeled.tsx';
import { ModeBanner } from '../../ui/mode-banner.tsx';
import { useAfterPaint } from '../../ui/use-after-paint.ts';
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
  // After a reload the range is known, and the copies on it have to be read again.
  useEffect(() => void shelf.resume(), [shelf]);
  const { view, form, rows, tab, missing, focus, error, isBusy } = state;
  const newest = rows[0];
  // The answer to a scan is drawn first, the rows of a long shelf right after it.
  const rowsBelow = useAfterPaint(rows);
  const below = useMemo(
    () => ({ tab, missing, focus, error, form, isBusy, rows: rowsBelow }),
    [tab, missing, focus, error, form, isBusy, rowsBelow],
  );
  return (
    <>
      <ModeBanner
        title={t('shelf.title')}
        icon="shelf"
        ends="inventory"
        testId="inventory"
        acts={
          form === null && (
            <>
              <DeskButton look="quiet" onPress={() => void shelf.choose()}>
                {t(view === null ? 'shelf.choose' : 'shelf.change')}
              </DeskButton>
              {view !== null && view.inventory !== null && <Finishing inventory={view.inventory.id} />}
            </>
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
      <ShelfTabs state={below} />
    </>
  );
}

/** Actions on the inventory that is read: its report, and its end for all. */
function Finishing({ inventory }: { readonly inventory: ActId }) {
  const { t } = useTranslation();
  const { shelf } = useDesk();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <DeskButton look="quiet" onPress={() => void shelf.saveReport(inventory)}>
        {t('shelf.report')}
      </DeskButton>
      <DeskButton look="quiet" onPress={() => (isAsking ? void shelf.finish() : setAsking(true))}>
        {t(isAsking ? 'shelf.finishSure' : 'shelf.finish')}
      </DeskButton>
    </>
  );
}

function rangeWords(t: Translate, state: ShelfState): string {
  const name = state.view?.inventory?.name;
  return [name, readRange(t, state)].filter(Boolean).join(' · ');
}

function readRange(t: Translate, { view }: ShelfState): string {
  if (view === null) return t('shelf.first');
  const { locationName: location, from, to } = view;
  if (to === null) return from === null ? t('shelf.whole', { location }) : t('shelf.fromOnly', { location, from });
  return t('shelf.range', { location, from: from ?? t('shelf.start'), to });
}

type RangeFormProps = { readonly state: ShelfState; readonly form: NonNullable<ShelfState['form']> };

function RangeForm({ state: { open, locations, error, isBusy }, form }: RangeFormProps) {
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
      {open.length > 0 && (
        <p className={styles.bar}>
          {t('shelf.join')}
          {open.map(({ id, name, progress }) => (
            <DeskButton key={id} look="quiet" onPress={() => void shelf.join(id)}>
              {`${name} · ${progress}`}
            </DeskButton>
          ))}
        </p>
      )}
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
        <Field
          label={t('shelf.name')}
          hint={t('shelf.nameHint')}
          value={form.name}
          onChange={(name) => shelf.change({ name })}
          name="shelf-name"
        />
      </div>
    </InlineForm>
  );
}
