// Why? — the trace of an act, beside the work, so that scanning goes on: the reasons, each step of the due date, limits with what was
// counted, the rule that matched (those that did not lie behind a fold), and how old the data was.

import { useTranslation } from 'react-i18next';
import type { CirculationAnswer } from '../../../shared/bridge/views/circulation.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { orderedReasons } from '../../stores/work/next-step.ts';
import { verbOf } from '../../ui/answer/answer-words.ts';
import { ReasonLines } from '../../ui/answer/reason-lines.tsx';
import { sentence } from '../../text/sentence.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { Candidates } from './candidates.tsx';
import styles from './why-panel.module.css';

type SaidEntry = CirculationAnswer['trace']['due'][number];

export function WhyPanel() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const entryId = useDeskStore(
    (desk) => desk.view,
    (state) => state.whyEntry,
  );
  const entry = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.entries.find(({ id }) => id === entryId),
  );
  if (entry === undefined) return null;
  const { answer } = entry;
  return (
    <section className={styles.why} aria-label={t('why.region')} ref={scrollIntoSight}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{t('why.region')}</h2>
          <p className={styles.about}>
            {t(verbOf(entry))} · {entry.title ?? entry.barcode}
            {answer?.dueText === undefined ? '' : ` · ${answer.dueText}`}
          </p>
        </div>
        <ActionButton id="close" onPress={() => view.setState({ whyEntry: null })}>
          {t('why.close')}
        </ActionButton>
      </header>
      {answer === null ? <p className={styles.none}>{t('why.nothing')}</p> : <Trace answer={answer} />}
    </section>
  );
}

/** In one column it stands below the work; who asked for it is taken there. */
function scrollIntoSight(panel: HTMLElement | null): void {
  panel?.scrollIntoView({ block: 'start' });
}

function Trace({ answer }: { readonly answer: CirculationAnswer }) {
  const { t } = useTranslation();
  const { trace } = answer;
  return (
    <ScrollPlace label={t('why.region')} className={styles.scroll}>
      {answer.reasons.length > 0 && (
        <Panel title={t('why.reasons')}>
          <ReasonLines reasons={orderedReasons(answer)} most={12} />
        </Panel>
      )}
      <Steps title={t('why.due')} steps={trace.due} isNumbered />
      <Steps title={t('why.limits')} steps={trace.limits} />
      <Panel title={t('why.rule')}>
        <Candidates candidates={trace.candidates} />
      </Panel>
      <Steps title={t('why.data')} steps={trace.data} />
    </ScrollPlace>
  );
}

type StepsProps = { readonly title: string; readonly steps: readonly SaidEntry[]; readonly isNumbered?: boolean };

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
