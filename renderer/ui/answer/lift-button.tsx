// Leads from an answer about a block to the form that lifts it, for staff who may.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../desk-button.tsx';

/** For the patron on the desk, where a block stands that is lifted here. `card`: the patron of the answer. */
export function LiftButton({ card }: { readonly card: string | null }) {
  const { t } = useTranslation();
  const { accounts, view } = useDesk();
  const patron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron?.view ?? null,
  );
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'patron.unblock'),
  );
  const isLifted = patron?.blocks.some(({ isTheirs }) => !isTheirs) ?? false;
  if (!may || patron === null || patron.card !== card || !isLifted) return null;
  const open = (): void => {
    view.setState({ screen: 'patrons', isFees: false });
    accounts.ask(patron.card, 'lift');
  };
  return <DeskButton onPress={open}>{t('block.lift')}</DeskButton>;
}
