// Question in a row before an act: confirmation, reason, place, day or branch. Esc is no.

import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY_MS, formatInstant } from '../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../shared/core/local-moment.ts';
import type { ListRow, RowAct } from '../../shared/views/list.ts';
import { useDesk } from '../desk/desk-context.ts';
import { DeskButton } from './desk-button.tsx';
import { Field, focusOnMount } from './field.tsx';
import { MomentChoice } from './moment-choice.tsx';
import { useEsc } from './use-esc.ts';
import styles from './list-table.module.css';

type RowQuestionProps = {
  readonly row: ListRow;
  readonly act: RowAct;
  /** With the typed or chosen value: a text, an instant, a branch; empty where nothing is asked for. */
  readonly onYes: (answer: string) => void;
  readonly onNo: () => void;
};

export function RowQuestion(props: RowQuestionProps) {
  const { row, act, onYes, onNo } = props;
  const { t } = useTranslation();
  const { clock } = useDesk();
  const esc = useEsc(onNo);
  const [answer, setAnswer] = useState(() => firstAnswer(act, clock.now()));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onYes(saidAs(act, answer));
  };
  const title = row.names['title'] ?? '';
  return (
    <form className={styles.question} data-esc="own" ref={esc} aria-label={act.label} onSubmit={submit}>
      {act.asks?.for === 'sure' && <span>{t('list.sure', { act: act.label, title })}</span>}
      <Asked act={act} answer={answer} onChange={setAnswer} onEnter={submit} />
      <span ref={act.asks?.for === 'sure' ? focusNextButton : null} />
      <DeskButton onPress={onNo}>{t('common.no')}</DeskButton>
      <DeskButton look="main" isSubmit>
        {act.label}
      </DeskButton>
    </form>
  );
}

type AskedProps = {
  readonly act: RowAct;
  readonly answer: string;
  readonly onChange: (answer: string) => void;
  /** A list of choices would open on Enter. */
  readonly onEnter: (event: KeyboardEvent) => void;
};

function Asked({ act: { asks, label }, answer, onChange, onEnter }: AskedProps) {
  const { t } = useTranslation();
  switch (asks?.for) {
    case 'place':
      return (
        <Field
          label={t('list.foundAt')}
          hint={t('list.foundAtHint')}
          value={answer}
          onChange={onChange}
          ref={focusOnMount}
          name="row-place"
        />
      );
    case 'text':
      return (
        <Field
          label={t('list.why')}
          hint={t('list.whyHint')}
          value={answer}
          onChange={onChange}
          ref={focusOnMount}
          name="row-why"
        />
      );
    case 'date':
      return (
        <MomentChoice
          legend={label}
          moment={answer}
          zone={asks.zone}
          hasTime={false}
          onChange={onChange}
          onEnter={onEnter}
        />
      );
    case 'branch':
      return (
        <select
          aria-label={label}
          ref={focusOnMount}
          value={answer}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onEnter(event);
          }}
        >
          {asks.choices.map(({ branch, name }) => (
            <option key={branch} value={branch}>
              {name}
            </option>
          ))}
        </select>
      );
    default:
      return null;
  }
}

/** A week from now, the branch of this desk, or nothing. */
function firstAnswer({ asks }: RowAct, now: number): string {
  if (asks?.for === 'date') return `${formatLocalMoment(now + 7 * DAY_MS, asks.zone).slice(0, 10)}T00:00`;
  return asks?.for === 'branch' ? (asks.choices[0]?.branch ?? '') : '';
}

/** A day is the moment at which it begins. */
function saidAs({ asks }: RowAct, answer: string): string {
  if (asks?.for !== 'date') return answer;
  const at = parseLocalMoment(answer, asks.zone);
  return at === null ? '' : formatInstant(at);
}

function focusNextButton(place: HTMLElement | null): void {
  place?.parentElement?.querySelector('button')?.focus();
}
