// An item that was looked up: where it stands, and what may be done with it. Nothing is recorded by looking.

import { useTranslation } from 'react-i18next';
import type { ItemView } from '../../../shared/bridge/views/item.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { lastFour } from '../../text/moments.ts';
import { ActionButton } from '../action-button.tsx';
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
      notes={
        item.candidates.length > 0 ? `${t('item.maybe')}: ${item.candidates.map(({ name }) => name).join(' · ')}` : null
      }
      actions={
        <>
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
