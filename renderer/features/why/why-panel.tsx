// Why? — the trace of an act, beside the work, so that scanning goes on: the reasons, the rule that decided, each step of the due date, limits with
// their counts, the age of the data; and for staff with the right, the result at another time.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { isPointless, toldReasons } from '../../stores/work/next-step.ts';
import { slipAct } from '../../stores/slip-store.ts';
import type { Entry } from '../../stores/work/work-state.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { verbOf } from '../../ui/answer/answer-words.ts';
import { ReasonLines } from '../../ui/answer/reason-lines.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { SlipButton } from '../../ui/devices/slip-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useLanguage } from '../../ui/use-moments.ts';
import { AnswerTrace } from '../../ui/trace/answer-trace.tsx';
import { LiftedPanel } from './lifted-panel.tsx';
import styles from './why-panel.module.css';

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
  const mayAsk = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'what-if'),
  );
  if (entry === undefined) return null;
  const { answer } = entry;
  const act = slipAct(entry);
  const isAsked = mayAsk && entry.act !== 'checkin';
  return (
    <section className={styles.why} aria-label={t('why.region')} ref={scrollIntoSight}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{t('why.region')}</h2>
          <p className={styles.about}>
            {t(verbOf(entry))} · {entry.title ?? entry.barcode}
            {dueOf(entry, t)}
          </p>
        </div>
        <ActionButton id="close" onPress={() => view.setState({ whyEntry: null })}>
          {t('why.close')}
        </ActionButton>
      </header>
      {answer === null ? <p className={styles.none}>{t('why.nothing')}</p> : <Trace entry={entry} answer={answer} />}
      {(isAsked || act !== null) && (
        <footer className={styles.foot}>
          {isAsked && <ActionButton id="whatIf">{t('why.whatIf')}</ActionButton>}
          {act !== null && <SlipButton acts={[act]} words={t('slip.open')} />}
        </footer>
      )}
    </section>
  );
}

/** In one column it stands below the work; the page scrolls to it on request. */
function scrollIntoSight(panel: HTMLElement | null): void {
  panel?.scrollIntoView({ block: 'start' });
}

/** A date stands only where something is lent; an act that still asks would have one. */
function dueOf({ answer, state }: Entry, t: Translate): string {
  const due = answer?.dueText;
  if (answer === null || due === undefined || state === 'undone' || isPointless(answer.reasons)) return '';
  return ` · ${t(state === 'done' ? 'why.isDue' : 'why.wouldBeDue', { due })}`;
}

type TraceProps = { readonly entry: Entry; readonly answer: NonNullable<Entry['answer']> };

function Trace({ entry, answer }: TraceProps) {
  const { t } = useTranslation();
  // Lifted reasons are listed above, with the person who lifted them.
  const isLiftTold = entry.lifted !== null && entry.state === 'done';
  const reasons = toldReasons(answer, entry.act).filter(({ overridden }) => !overridden || !isLiftTold);
  return (
    <ScrollPlace label={t('why.region')} className={styles.scroll}>
      <LiftedPanel entry={entry} />
      {reasons.length > 0 && (
        <Panel title={t('why.reasons')}>
          <ReasonLines reasons={reasons} hasFigures />
        </Panel>
      )}
      {answer.why !== undefined && <Steps entry={entry} answer={answer} why={answer.why} />}
    </ScrollPlace>
  );
}

function Steps({ entry: { act }, answer, why }: TraceProps & { readonly why: string }) {
  const store = useDesk().why;
  const language = useLanguage();
  const { trace, error, ...shown } = useDeskStore(
    (desk) => desk.why.store,
    (state) => state,
  );
  // Its words come from the desk core, in the language that is set.
  useEffect(() => void store.ask(why), [store, why, language]);
  if (shown.why !== why) return null;
  if (error !== null) return <p className={styles.none}>{sentence(error.message)}</p>;
  if (trace === null) return null;
  return (
    <AnswerTrace
      answer={answer}
      trace={trace}
      isCheckin={act === 'checkin'}
      asksRules={act !== 'checkin' && act !== 'recall'}
    />
  );
}
