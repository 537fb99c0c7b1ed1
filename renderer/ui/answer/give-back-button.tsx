// A lost copy was paid for and is found: its money is credit, and the account of the person who paid is opened to give it back.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import type { Entry } from '../../stores/work/work-state.ts';
import { DeskButton } from '../desk-button.tsx';
import { useMoney } from '../use-money.ts';

export function GiveBackButton({ entry: { answer, state } }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { actions, work } = useDesk();
  const money = useMoney();
  const may = useDeskStore(
    (desk) => desk.station.store,
    (station) => mayDo(station, 'payment.refund'),
  );
  const card = answer?.patron?.card;
  if (state !== 'done' || answer?.paidBack === undefined || card === undefined || !may) return null;
  const open = async (): Promise<void> => {
    await work.goTo('checkout');
    await work.openPatron(card);
    actions.fees.run();
  };
  return (
    <DeskButton onPress={() => void open()}>
      {t('fees.paidBack', { amount: money.say(answer.paidBack.amountMinor) })}
    </DeskButton>
  );
}
