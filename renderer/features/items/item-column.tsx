// The third column on a wide window: the opened record, else the item scanned last at this place. It is always there, so that nothing beside it
// moves; content of the place keeps the column before it.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { entriesOf, type WorkState } from '../../stores/work/work-state.ts';
import { ItemRecord } from './item-record.tsx';
import styles from './item-record.module.css';

export type ColumnPlace = 'checkout' | 'checkin' | 'titles';

export function ItemColumn({ place }: { readonly place: ColumnPlace }) {
  const { t } = useTranslation();
  const { items } = useDesk();
  const last = useLastScanned(place);
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
  return isShown ? (
    <ItemRecord isPrivate={place !== 'titles'} />
  ) : (
    <p className={styles.none}>{t('record.noneScanned')}</p>
  );
}

/** Barcode of the item scanned last; on Check out of this patron's turn, so that nothing of the one before stays on the screen. */
function useLastScanned(place: ColumnPlace): string | null {
  const here = useDeskStore(
    (desk) => desk.work.store,
    (state: WorkState) => (place === 'titles' ? null : newest(state, place)),
  );
  const onTitles = useDeskStore(
    (desk) => desk.titles.store,
    ({ scanned }) => scanned,
  );
  return place === 'titles' ? onTitles : here;
}

/** An item that waits for its card was scanned last. */
function newest(state: WorkState, place: 'checkout' | 'checkin'): string | null {
  const waiting = place === 'checkout' ? state.inHand.at(-1) : undefined;
  return (waiting ?? entriesOf(state, place)[0])?.barcode ?? null;
}
