// Handling of the item in hand, and money that is owed now: shown before reasons, since it cannot wait.

import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import styles from './cues.module.css';

export function Cues({ answer }: { readonly answer: CirculationAnswer }) {
  const { t } = useTranslation();
  const handling = answer.handling ?? [];
  const fees = answer.fees ?? [];
  // On a check-in the desk core names a person only where money has to be talked about.
  const name = answer.routing === undefined ? undefined : answer.patron?.name;
  if (handling.length + fees.length === 0 && name === undefined) return null;
  return (
    <ul className={styles.cues} aria-label={t('answer.handling')}>
      {handling.map((cue) => (
        <li key={cue} className={styles.cue}>
          <Icon name={cue === answer.paidBack?.text ? 'fee' : 'part'} size={14} />
          {cue}
        </li>
      ))}
      {fees.map((fee) => (
        <li key={`${fee.kind} ${fee.text}`} className={styles.cue}>
          <Icon name="fee" size={14} />
          {fee.text}
        </li>
      ))}
      {name !== undefined && (
        <li className={styles.cue}>
          <Icon name="patron" size={14} />
          {name}
        </li>
      )}
    </ul>
  );
}
