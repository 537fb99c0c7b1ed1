// The answer: the outcome and the due date, large and in words, every reason, and the whole trace.

import { useTranslation } from 'react-i18next';
import { sayDue } from '../../../shared/core/say-date.ts';
import { parseLocalMoment } from '../../../shared/core/local-moment.ts';
import type { Explanation } from '../../../shared/views/circulation.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { toldReasons, wayOf, type Way } from '../../stores/work/next-step.ts';
import { ReasonLines } from '../../ui/answer/reason-lines.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AnswerTrace } from '../../ui/trace/answer-trace.tsx';
import { useLanguage } from '../../ui/use-moments.ts';
import styles from './what-if-answer.module.css';

/** By the desk's own way, which may differ from the rules' result: see `wayOf`. */
const HEADLINES = {
  done: { words: { checkout: 'whatIf.done', renewal: 'whatIf.renewDone' }, icon: 'done', tone: 'good' },
  'return-then-lend': {
    words: { checkout: 'whatIf.returnThenLend', renewal: 'whatIf.renewDone' },
    icon: 'renew',
    tone: 'warn',
  },
  who: { words: { checkout: 'whatIf.who', renewal: 'whatIf.renewDone' }, icon: 'warn', tone: 'warn' },
  'lend-anyway': { words: { checkout: 'whatIf.lendAnyway', renewal: 'whatIf.renewDone' }, icon: 'warn', tone: 'warn' },
  agree: { words: { checkout: 'whatIf.agree', renewal: 'whatIf.renewDone' }, icon: 'warn', tone: 'warn' },
  override: {
    words: { checkout: 'whatIf.needsOverride', renewal: 'whatIf.renewNeedsOverride' },
    icon: 'warn',
    tone: 'warn',
  },
  refused: { words: { checkout: 'whatIf.refused', renewal: 'whatIf.renewRefused' }, icon: 'no', tone: 'bad' },
} as const satisfies Readonly<Record<Way, unknown>>;

export function WhatIfAnswer() {
  const { t } = useTranslation();
  const { answer, isAsking, isPast, error } = useDeskStore(
    (desk) => desk.whatIf.store,
    (state) => state,
  );
  return (
    <>
      <div aria-live="polite">
        {answer !== null && <Decision answer={answer} />}
        {answer === null && error === null && (
          <p className={styles.none}>{t(isPast ? 'whatIf.noPast' : isAsking ? 'whatIf.asking' : 'whatIf.teach')}</p>
        )}
      </div>
      {answer !== null && <AnswerTrace answer={answer} trace={answer.trace} />}
    </>
  );
}

function Decision({ answer }: { readonly answer: Explanation }) {
  const { t } = useTranslation();
  const way = wayOf(answer);
  const { words, icon, tone } = HEADLINES[way];
  const reasons = toldReasons(answer, answer.asks === 'renewal' ? 'renew' : 'checkout');
  const when = useWhen();
  const { patron, item } = useDeskStore(
    (desk) => desk.whatIf.store,
    (state) => state,
  );
  return (
    <>
      <div className={styles.head} data-tone={tone} data-decision={answer.decision} data-way={way}>
        <Icon name={icon} size={22} />
        <div>
          <p className={styles.said}>
            <strong>{t(words[answer.asks])}</strong>
            {answer.dueText !== undefined && way !== 'refused' && (
              <span> · {t(way === 'done' ? 'whatIf.due' : 'whatIf.dueThen', { due: answer.dueText })}</span>
            )}
          </p>
          {answer.asks === 'renewal' && <p className={styles.asks}>{t('whatIf.alreadyHas')}</p>}
          <p className={styles.about}>
            {[item?.name ?? item?.code, patron?.name ?? patron?.code, when].filter(Boolean).join(' · ')}
          </p>
        </div>
      </div>
      {reasons.length > 0 && (
        <div className={styles.reasons}>
          <ReasonLines reasons={reasons} hasFigures />
        </div>
      )}
    </>
  );
}

/** The moment that was asked about, in words. */
function useWhen(): string {
  const { t } = useTranslation();
  const { clock } = useDesk();
  const language = useLanguage();
  const moment = useDeskStore(
    (desk) => desk.whatIf.store,
    (state) => state.moment,
  );
  const zone = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
  const at = moment === '' ? null : parseLocalMoment(moment, zone);
  if (at === null) return t('whatIf.nowWord');
  return sayDue(language, { dueAt: at, grain: 'time', zone }, clock.now());
}
