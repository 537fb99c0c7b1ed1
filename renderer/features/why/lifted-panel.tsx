// The override of an act: reasons, person, right and written reason: all that a later review of the act needs.

import { useTranslation } from 'react-i18next';
import type { ReasonView } from '../../../shared/views/circulation.ts';
import { isAgreed } from '../../stores/work/next-step.ts';
import type { Entry, Lifted } from '../../stores/work/work-state.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from './why-panel.module.css';

export function LiftedPanel({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { answer, lifted, state } = entry;
  const reasons = answer?.reasons.filter(({ overridden }) => overridden) ?? [];
  if (lifted === null || state !== 'done' || reasons.length === 0) return null;
  return (
    <Panel title={t(answer !== null && isAgreed(answer) ? 'why.agreed' : 'why.lifted')}>
      <ul className={styles.lifted} data-testid="why-lifted">
        {reasons.map((reason) => (
          <li key={reason.code}>
            {sentence(reason.text)} <span className={styles.by}>{liftedBy(t, reason, lifted)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.reason}>{t('why.liftedReason', { reason: lifted.reason })}</p>
    </Panel>
  );
}

/**
 * A second person signs only for reasons that the person at the desk may not override; without a second person it was a
 * night grant.
 */
function liftedBy(t: Translate, { right, mayOverride }: ReasonView, { by, asker, isByPhone }: Lifted): string {
  if (!mayOverride && by === asker) return t('why.liftedAtNight', { by });
  const may = right !== null && isKnownWord('may', right) ? t(`may.${right}`) : t('may.other');
  if (isByPhone && !mayOverride) return t('why.liftedByPhone', { by, may });
  return t('why.liftedBy', { by: mayOverride ? asker : by, may });
}
