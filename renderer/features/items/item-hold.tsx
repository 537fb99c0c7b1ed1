// A hold from the record of an item: patron, pickup branch, this copy or any. Reasons against it are shown with the possible actions.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError, MethodOutput } from '../../../shared/bridge/contract.ts';
import type { ItemRecord } from '../../../shared/views/item.ts';
import type { ListRow } from '../../../shared/views/list.ts';
import type { TitleView } from '../../../shared/views/title.ts';
import { holdAnswer } from '../../bridge/fault-of.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { focusOnMount } from '../../ui/field.tsx';
import { HoldChoices } from '../../ui/hold-choices.tsx';
import { HoldInTheWay } from '../../ui/hold-in-the-way.tsx';
import { Icon } from '../../ui/icon.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { PatronField } from '../../ui/patron-field.tsx';
import styles from './item-record.module.css';

type ItemHoldProps = { readonly item: ItemRecord; readonly onEnd: () => void };
type Placed = MethodOutput<'hold.place'>;
type Choice = { readonly pickup: string; readonly target: string | null };
type Override = { readonly codes: string[]; readonly reason: string };

export function ItemHold({ item, onEnd }: ItemHoldProps) {
  const { t } = useTranslation();
  const { link, items } = useDesk();
  const patron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron,
  );
  const [card, setCard] = useState(patron?.card ?? '');
  const [choice, setChoice] = useState<Choice>({ pickup: '', target: item.barcode });
  const [placed, setPlaced] = useState<Placed | null>(null);
  const [error, setError] = useState<BridgeError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const title = useTitle(item.titleId);
  const pickup = choice.pickup === '' ? (title?.view.pickups[0]?.branch ?? '') : choice.pickup;
  const place = async (override?: Override): Promise<void> => {
    setBusy(true);
    const target = choice.target ?? item.titleId;
    const asked = { patron: card.trim(), target, pickup, ...(override === undefined ? {} : { override }) };
    const answer = holdAnswer(await link.act('hold.place', asked));
    setBusy(false);
    setError(answer.ok ? null : answer.error);
    setPlaced(answer.ok ? answer.value : null);
    if (answer.ok && answer.value.decision === 'done') await items.refresh();
  };
  if (placed?.decision === 'done')
    return (
      <output className={styles.done}>
        <Icon name="done" size={14} />
        {placed.patron === undefined ? t('hold.placed') : t('hold.placedFor', { name: placed.patron.name })}
      </output>
    );
  return (
    <>
      <InlineForm
        className={styles.form}
        name={t('hold.place')}
        send={t('hold.place')}
        wrong={error?.message ?? null}
        isReady={!isBusy && title !== null && card.trim() !== ''}
        onSend={() => void place()}
        onCancel={onEnd}
      >
        <PatronField label={t('hold.card')} card={card} onChange={setCard} ref={focusOnMount} name="item-hold-card" />
        {title !== null && (
          <HoldChoices
            title={title.view}
            copies={title.copies}
            choice={{ pickup, target: choice.target }}
            onChange={(change) => setChoice({ ...choice, ...change })}
          />
        )}
      </InlineForm>
      {placed !== null && <HoldInTheWay placed={placed} onOverride={(given) => void place(given)} />}
    </>
  );
}

/** The title with its copies and the branches where it may be picked up; null until they are read. */
function useTitle(
  titleId: TitleView['titleId'],
): { readonly view: TitleView; readonly copies: readonly ListRow[] } | null {
  const { link } = useDesk();
  const [title, setTitle] = useState<{ readonly view: TitleView; readonly copies: readonly ListRow[] } | null>(null);
  useEffect(() => {
    const state = { isGone: false };
    void Promise.all([
      link.ask('title.view', { titleId }),
      link.ask('list.view', { list: 'title-items', of: titleId }),
    ]).then(([view, copies]) => {
      if (view.ok && !state.isGone) setTitle({ view: view.value, copies: copies.ok ? copies.value.rows : [] });
    });
    return () => {
      state.isGone = true;
    };
  }, [link, titleId]);
  return title;
}
