// The matched rules: the one that decided, or would have, with those that filled its gaps; others that match too, with the reason why another came
// before them; and the nearest that lost with the criterion they lost on. The rest of the losing ones are folded away.

import { useTranslation } from 'react-i18next';
import type { RulePart } from '../../../shared/views/rule-part.ts';
import { sortedRules, type RuleView } from '../../../shared/views/trace.ts';
import { Icon } from '../icon.tsx';
import { Panel } from '../panel.tsx';
import styles from './candidates.module.css';

type CandidatesProps = { readonly candidates: readonly RuleView[] };
type LostProps = CandidatesProps & { readonly unlisted: number };

/** How many losing rules stand in the open: a person asks why not the one beside it, hardly why not the twentieth. */
const MOST_OPEN = 3;

export function MatchedRules({ candidates, part }: CandidatesProps & { readonly part: RulePart }) {
  const { t } = useTranslation();
  const { deciding, outranked } = sortedRules(candidates);
  return (
    <>
      <Panel title={t(part === 'decided' ? 'why.rule' : 'why.ruleWould')}>
        {deciding.length > 0 && <RuleList rules={deciding} winner={deciding[0]} part={part} />}
        {deciding.length === 0 && (
          <p className={styles.text}>{t(candidates.length === 0 ? 'why.noRules' : 'why.noneMatched')}</p>
        )}
      </Panel>
      {outranked.length > 0 && (
        <Panel title={t('why.outranked')}>
          <RuleList rules={outranked} part="outranked" />
        </Panel>
      )}
    </>
  );
}

export function LostRules({ candidates, unlisted }: LostProps) {
  const { t } = useTranslation();
  const { lost } = sortedRules(candidates);
  if (lost.length === 0) return null;
  const [open, folded] = [lost.slice(0, MOST_OPEN), lost.slice(MOST_OPEN)];
  return (
    <Panel title={t('why.lost')}>
      <RuleList rules={open} />
      {folded.length > 0 && (
        <details className={styles.others}>
          <summary>{t('why.othersCount', { count: folded.length })}</summary>
          <RuleList rules={folded} />
        </details>
      )}
      {unlisted > 0 && <p className={styles.unlisted}>{t('why.unlisted', { count: unlisted })}</p>}
    </Panel>
  );
}

/** `outranked`: they match, and others gave all that they would have given. */
type LinePart = RulePart | 'outranked';

type RuleListProps = {
  readonly rules: readonly RuleView[];
  readonly winner?: RuleView | undefined;
  readonly part?: LinePart;
};

function RuleList({ rules, winner, part = 'waits' }: RuleListProps) {
  return (
    <ul className={styles.rules}>
      {rules.map((rule) => (
        <RuleLine key={rule.ruleId} rule={rule} isWinner={rule === winner} part={part} />
      ))}
    </ul>
  );
}

type RuleLineProps = { readonly rule: RuleView; readonly isWinner: boolean; readonly part: LinePart };

function RuleLine({ rule, isWinner, part }: RuleLineProps) {
  const { t } = useTranslation();
  const hasDecided = rule.matched && part === 'decided';
  return (
    <li className={styles.rule} data-matched={rule.matched} data-tone={hasDecided ? 'good' : 'calm'}>
      <Icon name={hasDecided ? 'done' : rule.matched && part === 'waits' ? 'time' : 'no'} />
      <div>
        <p className={styles.name}>
          {rule.name}
          {isWinner && hasDecided ? (
            <span className={styles.winner}>{t('why.ruleDecided')}</span>
          ) : (
            <span className="unseen">
              {' '}
              {t(part === 'outranked' ? 'why.ruleOutranked' : rule.matched ? 'why.ruleMatched' : 'why.ruleFailed')}
            </span>
          )}
        </p>
        <p className={styles.text}>{rule.text}</p>
      </div>
    </li>
  );
}
