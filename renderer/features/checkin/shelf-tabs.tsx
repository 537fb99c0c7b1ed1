// Items scanned along the shelf, newest on top, and items that should stand there and were not seen.

import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow, ListView } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ShelfRow, ShelfState } from '../../stores/shelf-state.ts';
import { mayDo } from '../../stores/station.ts';
import type { Translate } from '../../text/speak.ts';
import { ConfirmForm } from '../../ui/confirm-form.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import { findingOf, SET_RIGHT, waysOf } from './shelf-answer.tsx';
import styles from './shelf-reading.module.css';

type TabsState = Pick<ShelfState, 'tab' | 'missing' | 'focus' | 'error' | 'form' | 'isBusy' | 'rows'>;

/** Drawn again only for another state. */
export const ShelfTabs = memo(function ShelfTabs({ state }: { readonly state: TabsState }) {
  const { t } = useTranslation();
  const { shelf, items } = useDesk();
  const { tab, missing, focus, error, form } = state;
  const scanned = useScanned(t, state.rows);
  return (
    <>
      {tab === 'missing' && <MarkAll state={state} />}
      {error !== null && form === null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      <RecordTabs
        label={t('shelf.tabs')}
        tabs={[
          { id: 'scanned', name: t('shelf.scanned') },
          { id: 'missing', name: t('shelf.missing') },
        ]}
        open={tab}
        lists={{ scanned, ...(missing === null ? {} : { missing }) }}
        instead={
          tab === 'missing' && missing === null
            ? { missing: <p className={styles.note}>{t('shelf.notReadYet')}</p> }
            : {}
        }
        onTab={shelf.goTo}
        focus={focus}
        onFocus={shelf.setFocus}
        onMove={shelf.move}
        onOpen={({ opens }) => {
          if (opens?.record === 'item') void items.open(opens.barcode);
        }}
        onAct={(row, act, answer) => {
          if (tab === 'missing') void shelf.actOnMissing(row, act, answer);
          else if (act === 'putRight' || act === 'toCart') void shelf[act](row.key);
          else void shelf.checkIn(row.key);
        }}
      />
    </>
  );
});

function MarkAll({ state: { missing, isBusy } }: { readonly state: TabsState }) {
  const { t } = useTranslation();
  const { shelf } = useDesk();
  const [isAsking, setAsking] = useState(false);
  const mayMark = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'item.setMark'),
  );
  const count = missing?.rows.length ?? 0;
  if (count === 0 || !mayMark) return null;
  if (!isAsking)
    return (
      <div className={styles.bar}>
        <DeskButton look="quiet" isDisabled={isBusy} onPress={() => setAsking(true)}>
          {t('shelf.markAll', { count })}
        </DeskButton>
      </div>
    );
  return (
    <ConfirmForm
      className={styles.bar}
      yes={t('shelf.markAllDo')}
      onYes={() => {
        setAsking(false);
        void shelf.markAll();
      }}
      onCancel={() => setAsking(false)}
    >
      <p>{t('shelf.markAllSure', { count })}</p>
    </ConfirmForm>
  );
}

/** The scanned copies, as a list. Rows and columns are made once, so that one more scan draws one row more. */
function useScanned(t: Translate, rows: readonly ShelfRow[]): ListView {
  const made = useMemo(() => {
    const known = new WeakMap<ShelfRow, ListRow>();
    return {
      columns: [
        { key: 'callNumber', label: t('shelf.column_callNumber'), kind: 'text', isFigure: false, stays: true },
        { key: 'title', label: t('shelf.column_title'), kind: 'text', isFigure: false, stays: false },
        { key: 'barcode', label: t('shelf.column_barcode'), kind: 'code', isFigure: false, stays: false },
        { key: 'what', label: t('shelf.column_what'), kind: 'text', isFigure: false, stays: true },
      ] satisfies ListView['columns'],
      rowOf: (row: ShelfRow): ListRow => {
        const drawn = known.get(row) ?? scannedRow(t, row);
        known.set(row, drawn);
        return drawn;
      },
    };
  }, [t]);
  return {
    list: 'scanned',
    heading: t('shelf.scanned'),
    empty: t('shelf.empty'),
    count: rows.length,
    columns: made.columns,
    rows: rows.map(made.rowOf),
  };
}

function scannedRow(t: Translate, row: ShelfRow): ListRow {
  const { item, finding } = row.answer;
  const isFine = row.standing === 'in-order';
  return {
    key: item.barcode,
    group: null,
    state: !isFine && row.said === null ? 'attention' : finding === 'found' ? 'ready' : 'plain',
    texts: [
      item.callNumber,
      item.title,
      item.barcode,
      isFine ? t(finding === 'found' ? 'shelf.is_found' : 'shelf.inOrder') : findingOf(t, row),
    ],
    at: [null, null, null, null],
    opens: { record: 'item', barcode: item.barcode },
    acts: waysOf(row).map((way) => ({
      act: way,
      key: SET_RIGHT[way],
      label: t(`shelf.way_${way}`),
      whyNot: null,
      asks: null,
    })),
    names: { barcode: item.barcode },
  };
}
