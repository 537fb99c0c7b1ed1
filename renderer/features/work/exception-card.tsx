// One exception: weight, time, the difference, advice for the patron, and possible actions. Never another patron's name, but for the person who may
// say which of two patrons has an item.

import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '../../../shared/views/sync.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { lastFour } from '../../text/moments.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAge } from '../../ui/line-words.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { HeldActs } from './held-acts.tsx';
import { scrollIntoSight, useIsChosen } from './use-is-chosen.ts';
import { useRightsEnded } from './use-rights-ended.ts';
import { StepOptions } from './step-options.tsx';
import { WorkFacts, WorkHistory } from './work-facts.tsx';
import styles from './exception-card.module.css';
import type { Instant } from '../../../shared/core/instant.ts';

const WEIGHT_WORDS = { 'act-now': 'sync.actNow', today: 'sync.today', note: 'sync.noteWeight' } as const;
const WEIGHT_TONES = { 'act-now': 'bad', today: 'warn', note: 'calm' } as const;
const TICK_MS = 60_000;

export function ExceptionCard({ exception }: { readonly exception: ExceptionView }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const age = useAge();
  const now = useNow(TICK_MS);
  const {
    exceptionId,
    code,
    weight,
    at,
    tellPatron,
    callNumber,
    title,
    elsewhere,
    item,
    inQuestion,
    endsBy,
    whom,
    credit,
    happened,
    work,
  } = exception;
  const isChosen = useIsChosen(exceptionId);
  return (
    <li
      className={styles.card}
      data-tone={WEIGHT_TONES[weight]}
      data-code={code}
      data-testid="exception"
      aria-current={isChosen ? 'true' : undefined}
      ref={isChosen ? scrollIntoSight : null}
    >
      <p className={styles.weight}>
        <Icon name={weight === 'act-now' ? 'late' : 'exception'} />
        {t(WEIGHT_WORDS[weight])}
      </p>
      <p className={styles.subject}>
        {elsewhere !== undefined && <span>{elsewhere}</span>}
        {callNumber !== null && callNumber !== '' && <strong>{callNumber}</strong>}
        {title !== null && <span>{title}</span>}
      </p>
      <p className={styles.when}>
        {item !== undefined && <span>{lastFour(item)}</span>}
        <span>{moments.when(Date.parse(at), now)}</span>
        <span>{t('work.ago', { age: age(Math.max(0, now - Date.parse(at))) })}</span>
      </p>
      {work !== null && <WorkFacts work={work} now={now} />}
      <div className={styles.words}>
        <ExceptionWords exception={exception} />
        {happened.length > 0 && <Happened happened={happened} now={now} />}
        {exception.mayRelease === true && <HeldActs exceptionId={exceptionId} now={now} />}
        {tellPatron === null ? (
          <p className={styles.help}>{t('sync.tellNobody')}</p>
        ) : (
          <p className={styles.tell}>
            <strong>
              {whom === null || inQuestion
                ? t('sync.tellAsked')
                : t(whom.phone === null ? 'sync.tell' : 'sync.tellPhone', { name: whom.name, phone: whom.phone ?? '' })}
              :{' '}
            </strong>
            {t('sync.tellText', { text: tellPatron })}
          </p>
        )}
        {credit !== null && (
          <p className={styles.help}>
            {t('sync.credit', { amount: credit.text })} {!credit.mayGive && t('sync.refundNoRight')}
          </p>
        )}
        {endsBy === 'scan' && !inQuestion && <p className={styles.help}>{t('sync.endsByScan')}</p>}
        {work !== null && <WorkHistory work={work} now={now} />}
        {inQuestion && <QuestionHelp item={item} />}
      </div>
      <StepOptions step={{ id: exceptionId, exceptions: [exception] }} isChosen={isChosen} />
    </li>
  );
}

/** The desk core gives the words; for an unknown newer code it gives the code itself, which staff cannot read. */
export function ExceptionWords({ exception: { code, text } }: { readonly exception: ExceptionView }) {
  const { t } = useTranslation();
  if (text !== code) return <p>{text}</p>;
  return (
    <p>
      <strong>{isKnownWord('exception', code) ? t(`exception.${code}`) : t('sync.newerKind')}.</strong>{' '}
      {t('sync.newerText')}
    </p>
  );
}

function QuestionHelp({ item }: { readonly item: string | undefined }) {
  const { t } = useTranslation();
  const mayResolve = useDeskStore(
    (desk) => desk.worklist.store,
    ({ questions }) => questions[item ?? '']?.mayResolve ?? null,
  );
  const hasEnded = useRightsEnded();
  if (mayResolve === null) return null;
  const noRight = hasEnded ? 'sync.questionNoneMay' : 'sync.questionNoRight';
  return <p className={styles.help}>{t(mayResolve ? 'sync.questionHelp' : noRight)}</p>;
}

/** Acts that desks recorded about an item, oldest first, each with its time. Without names. */
type HappenedProps = { readonly happened: ExceptionView['happened']; readonly now: Instant };

function Happened({ happened, now }: HappenedProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  return (
    <ol className={styles.happened} aria-label={t('sync.happened')}>
      {happened.map(({ at, text }, index) => (
        // Two desks may record the same in the same second; most questions come from that.
        <li key={`${at} ${index}`}>
          <time dateTime={at}>{moments.when(Date.parse(at), now)}</time>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
