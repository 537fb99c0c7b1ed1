// An item that was looked up: where it stands, and what may be done with it. Nothing is recorded by looking.

import { useTranslation } from 'react-i18next';
import type { ItemView } from '../../../shared/bridge/views/item.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../action-button.tsx';
import { DeskButton } from '../desk-button.tsx';
import { Banner } from './banner.tsx';

export function ItemBanner({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const facts = [
    item.author,
    item.callNumber,
    item.location,
    t('item.home', { place: item.homeName }),
    item.holdCount > 0 ? t('item.holds', { count: item.holdCount }) : null,
    lastFour(item.barcode),
  ];
  return (
    <Banner
      tone="card"
      icon="shelf"
      verb={item.statusText}
      headline={item.title}
      detail={facts.filter((fact) => fact !== null && fact !== '').join(' · ')}
      {...(item.dueText === null ? {} : { figure: item.dueText, figureLabel: t('answer.due') })}
      notes={item.candidates.length > 0 ? t('item.inQuestion') : null}
      actions={
        <>
          <WhoHasIt item={item} />
          <ActionButton id="checkout" onPress={() => void work.goTo('checkout')}>
            {t('answer.itemOut')}
          </ActionButton>
          <ActionButton id="checkin" onPress={() => void work.goTo('checkin')}>
            {t('answer.itemIn')}
          </ActionButton>
        </>
      }
      state="item"
    />
  );
}

/** An item in question: two desks told different things, and whoever looks at the object ends it. */
function WhoHasIt({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  if (item.candidates.length === 0) return null;
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
