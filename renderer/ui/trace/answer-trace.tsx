// The trace of a decision in its parts: the rule that decided or would have, each step of the due date, limits with their counts, the losing rules
// with their criteria, and the age of the data. For a check-in, the return and the reason for its destination.

import { useTranslation } from 'react-i18next';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import { rulePart } from '../../../shared/views/rule-part.ts';
import type { TraceView } from '../../../shared/views/trace.ts';
import { sentence } from '../../text/sentence.ts';
import { Panel } from '../panel.tsx';
import { LostRules, MatchedRules } from './candidates.tsx';
import styles from './answer-trace.module.css';

type AnswerTraceProps = {
  readonly answer: Pick<CirculationAnswer, 'decision' | 'reasons'>;
  readonly trace: TraceView;
  readonly isCheckin?: boolean;
  /** Whether a loan rule is looked for: not by a check-in or a recall, which use the policy of the loan. */
  readonly asksRules?: boolean;
};

export function AnswerTrace({ answer, trace, isCheckin = false, asksRules = true }: AnswerTraceProps) {
  const { t } = useTranslation();
  const { candidates, due, limits, data, unlisted } = trace;
  const isDone = answer.decision === 'done';
  return (
    <>
      {isCheckin && <Steps title={t('why.steps')} steps={due} isNumbered />}
      {(asksRules || candidates.length > 0) && <MatchedRules candidates={candidates} part={rulePart(answer)} />}
      {!isCheckin && <Steps title={t(isDone ? 'why.due' : 'why.dueWould')} steps={due} isNumbered />}
      <Steps title={t('why.limits')} steps={limits} />
      <LostRules candidates={candidates} unlisted={unlisted ?? 0} />
      <Steps title={t('why.data')} steps={data} />
    </>
  );
}

type StepsProps = { readonly title: string; readonly steps: TraceView['due']; readonly isNumbered?: boolean };

function Steps({ title, steps, isNumbered = false }: StepsProps) {
  if (steps.length === 0) return null;
  return (
    <Panel title={title} isPart>
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
