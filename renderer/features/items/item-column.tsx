// The third column of Check out on a wide window: the record that was opened, else the item scanned last. It is always there, so that nothing
// beside it moves; the patron keeps the column before it.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { entriesOf, type WorkState } from '../../stores/work/work-state.ts';
import { ItemRecord } from './item-record.tsx';
import styles from './item-record.module.css';

export function ItemColumn() {
  const { t } = useTranslation();
  const { items } = useDesk();
  const last = useDeskStore((desk) => desk.work.store, lastScanned);
  const isShown = useDeskStore(
    (desk) => desk.items.store,
    ({ open }) => open !== null,
  );
  const isOpened = useDeskStore(
    (desk) => desk.items.store,
    (state) => state.isOpened,
  );
  useEffect(() => {
    if (isOpened) return;
    if (last === null) items.close();
    else void items.follow(last);
  }, [items, last, isOpened]);
  // On a narrower window it would take the patron's place.
  useEffect(
    () => () => {
      if (!items.store.getState().isOpened) items.close();
    },
    [items],
  );
  return isShown ? <ItemRecord /> : <p className={styles.none}>{t('record.noneScanned')}</p>;
}

/** Of this patron's turn: nothing of the one before stays on the screen. */
function lastScanned(state: WorkState): string | null {
  return entriesOf(state, 'checkout')[0]?.barcode ?? null;
}
