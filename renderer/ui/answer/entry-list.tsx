// The acts of a list, newest on top. A row never changes its height as it gets its answer.

import { memo, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openWhy } from '../../stores/view-store.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import {
  firstStep,
  isEndedByStep,
  isNewAccount,
  offersOverride,
  partsOf,
  rowReasons,
} from '../../stores/work/next-step.ts';
import { entriesOf, type Entry } from '../../stores/work/work-state.ts';
import { lastFour } from '../../text/moments.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../desk-button.tsx';
import { Icon } from '../icon.tsx';
import { useMoments } from '../use-moments.ts';
import { iconOf, isUnknownCode, toneOfEntry, verbOf } from './answer-words.ts';
import { FirstStepButton } from './first-step-button.tsx';
import { InLanguage } from './in-language.tsx';
import { LiftedLine } from './lifted-line.tsx';
import { ReasonLines } from './reason-lines.tsx';
import { useCoreGone } from './use-core-gone.ts';
import { useWaitingScans, WaitingRows } from './waiting-rows.tsx';
import styles from './entry-list.module.css';
import { useShallow } from 'zustand/react/shallow';

type EntryListProps = {
  readonly list: 'checkout' | 'checkin';
  readonly label: string;
  /** The content while it is empty. */
  readonly empty: ReactNode;
  /** Rows above the acts: items that wait for a card. */
  readonly before?: ReactNode;
};

export function EntryList({ list, label, empty, before }: EntryListProps) {
  const entries = useDeskStore(
    (desk) => desk.work.store,
    useShallow((state) => entriesOf(state, list)),
  );
  const waiting = useWaitingScans(list, useCoreGone());
  const place = useRef<HTMLOListElement>(null);
  const newest = entries[0]?.id;
  // Shows the newest row, at the top.
  useEffect(() => {
    const scroller = place.current?.parentElement;
    if (scroller !== null && scroller !== undefined) scroller.scrollTop = 0;
  }, [newest, waiting.length]);
  if (entries.length === 0 && waiting.length === 0 && before === undefined) return empty;
  return (
    <ol className={styles.list} aria-label={label} data-list={list} data-testid="entries" ref={place}>
      <WaitingRows scans={waiting} />
      {before}
      {entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

/** Drawn again only when its own entry is another: a long list costs a scan nothing. */
const EntryRow = memo(function EntryRow({ entry }: { readonly entry: Entry }) {
  return (
    <InLanguage language={entry.language}>
      <SaidRow entry={entry} />
    </InLanguage>
  );
});

function SaidRow({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const moments = useMoments();
  return (
    <li
      className={styles.row}
      data-tone={toneOfEntry(entry)}
      data-state={entry.state}
      data-act={entry.act}
      lang={entry.language}
    >
      <time className={styles.time} title={moments.time(entry.at)}>
        {moments.clock(entry.at)}
      </time>
      <span className={styles.sign}>
        <Icon name={iconOf(entry)} />
        <span className="unseen">{t(verbOf(entry))}</span>
      </span>
      <span className={styles.title}>
        {entry.title ?? entry.barcode}
        <Parts entry={entry} />
        {entry.forWhom !== undefined && (
          <span className={styles.parts}> · {t('forWhom.row', { name: entry.forWhom.name })}</span>
        )}
      </span>
      <span className={styles.code}>{lastFour(entry.barcode)}</span>
      <span className={styles.figure}>
        <RowFigure entry={entry} />
      </span>
      <RowFoot entry={entry} />
    </li>
  );
}

/** The date, the place, or the word for the failure. */
function RowFigure({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  if (entry.state === 'undone') return <span className={styles.quiet}>{t('answer.takenBack')}</span>;
  if (entry.state !== 'done' || entry.answer === null) return t(verbOf(entry));
  const { routing, dueText } = entry.answer;
  if (entry.act === 'undo') return t('answer.undone');
  if (entry.act === 'recordUse') return t('use.row');
  if (isUnknownCode(entry)) return <span className={styles.route}>{t('answer.unknownCode')}</span>;
  if (routing === undefined) {
    const due = dueText ?? '';
    if (entry.act === 'recall') return t('answer.recalledFor', { due });
    return entry.act === 'renew' ? t('answer.renewedUntil', { due }) : due;
  }
  const place = routing.holdLabel ?? (routing.route === 'reshelve' ? routing.callNumber : null);
  return (
    <>
      <span className={styles.route}>{routing.text}</span>
      {place !== null && <span className={styles.place}>{place}</span>}
    </>
  );
}

/** Parts that go out or come back with it: "Laptop 14 (+ charger)". */
function Parts({ entry }: { readonly entry: Entry }) {
  const isCarried = entry.state === 'done' && entry.act !== 'renew';
  const parts = entry.answer === null || !isCarried ? null : partsOf(entry.answer);
  return parts === null ? null : <span className={styles.parts}> (+ {parts})</span>;
}

function RowFoot({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { work, view } = useDesk();
  const { answer } = entry;
  const isOver = entry.state === 'undone';
  const reasons = answer === null || isOver ? [] : rowReasons(answer, entry.act);
  const hasWhy = answer !== null && !isOver && (reasons.length > 0 || entry.state !== 'done');
  const said = footOf(entry, t);
  const isAccount = answer !== null && entry.state === 'done' && isNewAccount(answer);
  if (reasons.length === 0 && !hasWhy && said === null && !isAccount) return null;
  return (
    <div className={styles.foot}>
      <div className={styles.reasons}>
        <ReasonLines reasons={reasons} isEnded={(code) => isEndedByStep(entry, code)} />
        <LiftedLine entry={entry} />
        {said}
      </div>
      <div className={styles.steps}>
        {firstStep(entry) !== null && <FirstStepButton entry={entry} hasKeys={false} />}
        {offersOverride(entry) && (
          <DeskButton look="quiet" onPress={() => work.override.open(entry.id)}>
            {t('action.override')}
          </DeskButton>
        )}
        {hasWhy && (
          <DeskButton look="quiet" onPress={() => openWhy(view, entry.id)}>
            {t('action.why')}
          </DeskButton>
        )}
      </div>
    </div>
  );
}

/** The line below a row beside its reasons: an error, the effect of an undo, the time that a return counts from, the fee for it. */
function footOf(entry: Entry, t: Translate): string | null {
  const { state, error, returned, answer } = entry;
  if (error !== null) return sentence(error.message);
  if (entry.act === 'undo' && state === 'done') return t(`undid.${entry.undid}`);
  if (state !== 'done') return null;
  const fees = (answer?.fees ?? []).map(({ text }) => sentence(text));
  const parts = [...(returned === null ? [] : [t('drop.row')]), ...fees];
  return parts.length === 0 ? null : parts.join(' ');
}
