// The trace of a decision in its parts: the rule that decided, each step of the due date, limits with what was counted, the rules that
// lost and on what, and how old the data was.

import { useTranslation } from 'react-i18next';
import type { TraceView } from '../../../shared/bridge/views/trace.ts';
import { sentence } from '../../text/sentence.ts';
import { Panel } from '../panel.tsx';
import { LostRules, MatchedRules } from './candidates.tsx';
import styles from './answer-trace.module.css';

export function AnswerTrace({ trace }: { readonly trace: TraceView }) {
  const { t } = useTranslation();
  return (
    <>
      <MatchedRules candidates={trace.candidates} />
      <Steps title={t('why.due')} steps={trace.due} isNumbered />
      <Steps title={t('why.limits')} steps={trace.limits} />
      <LostRules candidates={trace.candidates} unlisted={trace.unlisted ?? 0} />
      <Steps title={t('why.data')} steps={trace.data} />
    </>
  );
}

type StepsProps = { readonly title: string; readonly steps: TraceView['due']; readonly isNumbered?: boolean };

function Steps({ title, steps, isNumbered = false }: StepsProps) {
  if (steps.length === 0) return null;
  return (
    <Panel title={title}>
      <ol className={styles.steps} data-numbered={isNumbered}>
        {steps.map((step, index) => (
          <li key={`${step.code} ${index} ${step.text}`} data-code={step.code}>
            {isNumbered && <span className={styles.number}>{index + 1}</span>}
            <span>{sentence(step.text)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
