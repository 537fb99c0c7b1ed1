// A day, and a time where that matters, chosen part by part in the words and the order of the desk's language.

import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocalMoment } from '../../shared/core/local-moment.ts';
import { choicesFor, partOf, partOrder, withPart } from '../text/moment-parts.ts';
import { focusOnMount } from './field.tsx';
import { useLanguage } from './use-moments.ts';
import { useNow } from './use-now.ts';
import styles from './moment-choice.module.css';

const TICK_MS = 60_000;

type MomentChoiceProps = {
  readonly legend: string;
  /** On the clock of the zone: "2026-12-15T18:00". */
  readonly moment: string;
  readonly zone: string;
  readonly hasTime: boolean;
  readonly onChange: (moment: string) => void;
  /** Where Enter is to send the form; otherwise it opens the choices. */
  readonly onEnter?: (event: KeyboardEvent) => void;
  /** Whether its first part has the focus as it appears. */
  readonly isFirst?: boolean;
  /** It has been already. */
  readonly isPast?: boolean;
};

export function MomentChoice(props: MomentChoiceProps) {
  const { legend, moment, zone, hasTime, onChange, onEnter, isFirst = true, isPast = false } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const shownNow = formatLocalMoment(useNow(TICK_MS), zone);
  const parts = partOrder(language).filter((part) => hasTime || (part !== 'hour' && part !== 'minute'));
  return (
    <fieldset className={styles.moment}>
      <legend>{legend}</legend>
      {parts.map((part, at) => (
        <select
          key={part}
          ref={at === 0 && isFirst ? focusOnMount : null}
          data-part={part}
          aria-label={t(`whatIf.${part}`)}
          value={partOf(moment, part)}
          onChange={({ currentTarget: { value } }) => onChange(withPart(moment, part, Number(value)))}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onEnter?.(event);
          }}
        >
          {choicesFor(language, part, { moment, now: shownNow, isPast }).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ))}
    </fieldset>
  );
}
