// The rules that were looked at: the one that matched, those that filled gaps, and behind a fold those that did not match and why.

import { useTranslation } from 'react-i18next';
import type { CirculationAnswer } from '../../../shared/bridge/views/circulation.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './candidates.module.css';

type Candidate = CirculationAnswer['trace']['candidates'][number];

export function Candidates({ candidates }: { readonly candidates: readonly Candidate[] }) {
  const { t } = useTranslation();
  const matched = candidates.filter((rule) => rule.matched);
  const others = candidates.filter((rule) => !rule.matched);
  if (candidates.length === 0) return <p className={styles.text}>{t('why.noRules')}</p>;
  return (
    <>
      <RuleList rules={matched} />
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>{t('why.othersCount', { count: others.length })}</summary>
          <RuleList rules={others} />
        </details>
      )}
    </>
  );
}

function RuleList({ rules }: { readonly rules: readonly Candidate[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.rules}>
      {rules.map((rule) => (
        <li
          key={rule.ruleId}
          className={styles.rule}
          data-matched={rule.matched}
          data-tone={rule.matched ? 'good' : 'calm'}
        >
          <Icon name={rule.matched ? 'check' : 'cross'} />
          <div>
            <p className={styles.name}>
              {rule.name}
              <span className="unseen"> {t(rule.matched ? 'why.ruleMatched' : 'why.ruleFailed')}</span>
            </p>
            <p className={styles.text}>{rule.text}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
