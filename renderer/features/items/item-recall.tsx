// A copy that is out, called back for the patron on the desk from its record.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import type { ItemRecord } from '../../../shared/views/item.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import styles from './item-record.module.css';

/** Offered where the copy is out and the patron on the desk is the first who may call it back; else it shows the reason. */
export function ItemRecall({ item: { barcode, title, dueText } }: { readonly item: ItemRecord }) {
  const { t } = useTranslation();
  const { link, items, work } = useDesk();
  const mayAsk = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'hold.recall'),
  );
  const patron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron?.view ?? null,
  );
  const card = dueText === null || !mayAsk ? null : (patron?.card ?? null);
  const of = `${card ?? ''} ${barcode}`;
  const [answer, setAnswer] = useState<{ readonly of: string; readonly told: MethodOutput<'hold.canRecall'> } | null>(
    null,
  );
  // An answer about another patron or copy is not shown for this one.
  const told = card !== null && answer?.of === of ? answer.told : null;
  useEffect(() => {
    const asking = { isOver: false };
    if (card !== null)
      void link.ask('hold.canRecall', { patron: card, item: barcode }).then((given) => {
        if (!asking.isOver && given.ok) setAnswer({ of, told: given.value });
      });
    return () => {
      asking.isOver = true;
    };
  }, [link, card, barcode, of]);
  if (patron === null || told === null) return null;
  if (!told.may)
    return told.whyNot === null ? null : <p className={styles.note}>{t('recallOf.not', { why: told.whyNot })}</p>;
  return (
    <>
      <DeskButton
        look="quiet"
        onPress={() => {
          items.close();
          void work.goTo('checkout').then(() => work.recallItem({ barcode, title }));
        }}
      >
        {t('item.recallFor', { name: patron.name })}
      </DeskButton>
      {told.told !== null && <p className={styles.note}>{told.told}</p>}
    </>
  );
}
