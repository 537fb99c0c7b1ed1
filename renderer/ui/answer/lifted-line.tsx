// The person who lent over a refusal, and the reason: shown beside the act everywhere, since a person answers for it.
// The cost of lending is not overridden: the patron agreed to it.

import { useTranslation } from 'react-i18next';
import { isAgreed, isNewAccount, needsNoReason } from '../../stores/work/next-step.ts';
import type { Entry } from '../../stores/work/work-state.ts';
import { sentence } from '../../text/sentence.ts';

export function LiftedLine({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const isLifted = entry.answer?.reasons.some(({ overridden }) => overridden) ?? false;
  if (entry.lifted === null || entry.state !== 'done' || !isLifted) return null;
  if (entry.answer !== null && isAgreed(entry.answer)) {
    return <p data-testid="agreed">{t('answer.agreed', { by: entry.lifted.asker })}</p>;
  }
  if (entry.answer !== null && isNewAccount(entry.answer)) {
    const { by, asker } = entry.lifted;
    return (
      <p data-testid="lifted">
        {t(by === asker ? 'answer.newAccount' : 'answer.newAccountTwo', { by, asker })}{' '}
        {!needsNoReason(entry.answer) && t('answer.lifted', { by, reason: sentence(entry.lifted.reason) })}
      </p>
    );
  }
  return (
    <p data-testid="lifted">{t('answer.lifted', { by: entry.lifted.by, reason: sentence(entry.lifted.reason) })}</p>
  );
}
