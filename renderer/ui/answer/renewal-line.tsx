// Which of its renewals a loan just had, and of how many: whether it renews once more is the next thing that a patron asks.

import { useTranslation } from 'react-i18next';
import type { Entry } from '../../stores/work/work-state.ts';

export function RenewalLine({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  if (entry.act !== 'renew' || entry.state !== 'done') return null;
  const used = entry.answer?.trace.limits.find(({ code }) => code === 'LIMIT_RENEWALS' || code === 'LIMIT_NO_RENEWALS');
  const { count, limit } = used?.params ?? {};
  if (typeof count !== 'number') return null;
  const nth = count + 1;
  return (
    <p data-testid="renewal-count">
      {typeof limit === 'number'
        ? t('answer.renewalOf', { count: nth, limit })
        : t('answer.renewalCount', { count: nth })}
    </p>
  );
}
