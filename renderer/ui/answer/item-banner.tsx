// An item that was looked up: where it stands, and possible actions. Nothing is recorded by looking, nor by going to another screen with it: the act
// of a screen is done by its own key.

import { useTranslation } from 'react-i18next';
import type { ItemView } from '../../../shared/views/item.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isUsable } from '../../stores/work/use-count.ts';
import type { Notice } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import type { Translate } from '../../text/speak.ts';
import { ActionButton } from '../action-button.tsx';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../desk-button.tsx';
import { Banner } from './banner.tsx';

type ItemNotice = Extract<Notice, { kind: 'item' }>;

export function ItemBanner({ notice }: { readonly notice: ItemNotice }) {
  const { t } = useTranslation();
  const { items } = useDesk();
  const { item } = notice;
  const facts = [
    item.author,
    item.callNumber,
    item.location,
    t('item.home', { place: item.homeName }),
    item.holdCount > 0 ? t('item.holds', { count: item.holdCount }) : null,
  ];
  const isInQuestion = item.status === 'in-question';
  const mayRecall = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'hold.recall'),
  );
  const hasPatron = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => patron !== null,
  );
  const isRecallable = mayRecall && item.status === 'on-loan';
  return (
    <Banner
      tone={isInQuestion || notice.notUsed === true ? 'warn' : notice.settled === undefined ? 'card' : 'good'}
      icon={isInQuestion ? 'warn' : notice.settled === undefined ? 'title' : 'done'}
      verb={item.statusText}
      headline={item.title}
      detail={facts.filter((fact) => fact !== null && fact !== '').join(' · ')}
      code={lastFour(item.barcode)}
      {...(item.dueText === null ? {} : { figure: item.dueText, figureLabel: t('answer.due') })}
      notes={isRecallable && notice.notUsed !== true ? recallNote(notice, hasPatron, t) : notesOf(notice, t)}
      actions={
        <>
          {isInQuestion ? (
            <WhoHasIt item={item} />
          ) : (
            <WhatToDo
              isRecallable={isRecallable && notice.recall?.may === true}
              isUsable={isUsable(item)}
              isOut={item.status === 'on-loan'}
              isNotUsed={notice.notUsed === true}
            />
          )}
          <DeskButton look="quiet" onPress={() => void items.open(item.barcode)}>
            {t('record.open')}
          </DeskButton>
        </>
      }
      state="item"
    />
  );
}

/** The borrower's view of a recall, or the reason against one. */
function recallNote({ recall, ...notice }: ItemNotice, hasPatron: boolean, t: Translate): string {
  if (!hasPatron) return t('item.recallHow');
  if (recall === undefined) return notesOf(notice, t);
  return recall.may ? (recall.told ?? '') : t('recallOf.not', { why: recall.whyNot ?? '' });
}

function notesOf({ item, settled, notUsed }: ItemNotice, t: Translate): string {
  if (notUsed === true) return t('use.notUsedText');
  if (settled !== undefined) {
    const { holder } = settled;
    return holder === null ? t('item.settledHere') : t('item.settledWith', { name: holder });
  }
  if (item.status !== 'in-question') return t('item.nothingRecorded');
  return item.mayResolve ? t('item.inQuestion') : t('item.inQuestionOther');
}

/** The act of the screen, by its key; elsewhere the way to the screens that record. */
type WhatToDoProps = {
  readonly isRecallable: boolean;
  readonly isUsable: boolean;
  readonly isOut: boolean;
  readonly isNotUsed: boolean;
};

function WhatToDo({ isRecallable, isUsable, isOut, isNotUsed }: WhatToDoProps) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const screen = useDeskStore(
    (desk) => desk.view,
    (state) => state.screen,
  );
  const name = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => (patron === null ? null : (patron.view?.name ?? patron.card)),
  );
  const isHere = screen === 'checkout' || screen === 'checkin';
  // An item that is out is mostly here to come back, or to be called back; lending it again is the least likely intent.
  const isLast = isOut && screen === 'checkout' && !isNotUsed;
  const lend = isHere && (
    <ActionButton id="goAhead" look={isLast ? 'plain' : 'main'}>
      {screen === 'checkin' || isNotUsed
        ? t('answer.itemIn')
        : name === null
          ? t('answer.itemOut')
          : t('answer.itemOutTo', { name })}
    </ActionButton>
  );
  return (
    <>
      {!isLast && lend}
      {isUsable && <ActionButton id="inHouse">{t('use.count')}</ActionButton>}
      {isRecallable && name !== null && <ActionButton id="recall">{t('item.recallFor', { name })}</ActionButton>}
      {screen !== 'checkout' && (
        <ActionButton id="checkout" onPress={() => void work.goTo('checkout')}>
          {t('answer.toScreen', { screen: t('screen.checkout') })}
        </ActionButton>
      )}
      {screen !== 'checkin' && (
        <ActionButton id="checkin" onPress={() => void work.goTo('checkin')}>
          {t('answer.toScreen', { screen: t('screen.checkin') })}
        </ActionButton>
      )}
      {isLast && lend}
    </>
  );
}

/**
 * An item in question: two desks reported different borrowers. A person who has looked at the object ends it, with the
 * right to.
 */
function WhoHasIt({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  if (!item.mayResolve) return null;
  return (
    <>
      {item.candidates.map(({ card, name }) => (
        <DeskButton key={card} onPress={() => void work.resolveItem(item.barcode, card)}>
          {t('item.with', { name })}
        </DeskButton>
      ))}
      <DeskButton onPress={() => void work.resolveItem(item.barcode, null)}>{t('item.nobody')}</DeskButton>
    </>
  );
}
