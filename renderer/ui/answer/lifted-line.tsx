// Who lent over a refusal, and why: stands wherever the act does, since somebody answers for it.

import { useTranslation } from 'react-i18next';
import type { Entry } from '../../stores/work/work-state.ts';
import { sentence } from '../../text/sentence.ts';

export function LiftedLine({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const isLifted = entry.answer?.reasons.some(({ overridden }) => overridden) ?? false;
  if (entry.lifted === null || entry.state !== 'done' || !isLifted) return null;
  return (
    <p data-testid="lifted">{t('answer.lifted', { by: entry.lifted.by, reason: sentence(entry.lifted.reason) })}</p>
  );
}
