// A button from a block by debt to the fees of the patron on the desk. Shows the debt and its limit.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { moneyInTheWay } from '../../stores/work/next-step.ts';
import type { Entry } from '../../stores/work/work-state.ts';
import { ActionButton } from '../action-button.tsx';
import { useLanguage } from '../use-moments.ts';
import { owedWords } from './reason-lines.tsx';

export function PayButton({ entry, hasKeys = true }: { readonly entry: Entry; readonly hasKeys?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const card = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => patron?.card ?? null,
  );
  const mayTake = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'payment.take'),
  );
  const reason = moneyInTheWay(entry);
  if (reason === null || card === null || entry.card !== card) return null;
  const owed = owedWords(reason, language);
  const taking = owed === null ? t('fees.take') : t('answer.owesTake', owed);
  // A person who may not take it still sees the fees.
  const words = mayTake ? taking : t('patron.fees');
  return (
    <ActionButton id="fees" look={hasKeys ? 'plain' : 'quiet'} hasKeys={hasKeys}>
      {words}
    </ActionButton>
  );
}
