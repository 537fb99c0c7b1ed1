// The moment of the question, on the clock of the branch and in the desk's language. It runs with the clock until a person chooses another.

import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocalMoment, parseLocalMoment, showingOf } from '../../../shared/core/local-moment.ts';
import { zoneName } from '../../../shared/core/zone-name.ts';
import { sayTime } from '../../../shared/core/say-date.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { choicesFor, partOf, partOrder, withPart, type MomentPart } from '../../text/moment-parts.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { useLanguage } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './pick-field.module.css';

/** How often the time of now is written anew; a minute is its smallest part. */
const TICK_MS = 10_000;

export function MomentField({ isNext }: { readonly isNext: boolean }) {
  const { t } = useTranslation();
  const { whatIf } = useDesk();
  const language = useLanguage();
  const id = useId();
  const now = useNow(TICK_MS);
  const moment = useDeskStore(
    (desk) => desk.whatIf.store,
    (state) => state.moment,
  );
  const zone = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
  const branch = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.branchName ?? '',
  );
  const shownNow = formatLocalMoment(now, zone);
  const shown = moment === '' ? shownNow : moment;
  const choose = (part: MomentPart, value: number): void => {
    const next = withPart(shown, part, value);
    whatIf.setMoment(next === shownNow ? '' : next);
  };
  const parts = partOrder(language);
  return (
    <fieldset className={styles.field} aria-describedby={`${id}-hint`}>
      <legend className={styles.label}>{t('whatIf.when')}</legend>
      <div className={styles.moment}>
        {parts.map((part) => (
          <select
            key={part}
            ref={isNext && part === parts[0] ? focusOnMount : null}
            data-autofocus={(isNext && part === parts[0]) || undefined}
            data-part={part}
            className={styles.part}
            aria-label={t(PART_WORDS[part])}
            value={partOf(shown, part)}
            onChange={({ currentTarget: { value } }) => choose(part, Number(value))}
          >
            {choicesFor(language, part, { moment: shown, now: shownNow }).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        ))}
        <DeskButton isDisabled={moment === ''} onPress={() => whatIf.setMoment('')}>
          {t('whatIf.now')}
        </DeskButton>
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        {t(moment === '' ? 'whatIf.isNow' : 'whatIf.whenHint', { branch, zone: zoneName(language, zone) })}
      </p>
      <output className={styles.strange}>{useStrangeness(moment, zone)}</output>
    </fieldset>
  );
}

/** Oddities of the moment on the clock of the branch: it is past, or the clock does not show it exactly once. */
function useStrangeness(moment: string, zone: string): string {
  const { t } = useTranslation();
  const language = useLanguage();
  const isPast = useDeskStore(
    (desk) => desk.whatIf.store,
    (state) => state.isPast,
  );
  const at = moment === '' ? null : parseLocalMoment(moment, zone);
  if (at === null) return '';
  if (isPast) return t('whatIf.past');
  const showing = showingOf(moment, zone);
  const time = sayTime(language, Date.parse(`${moment}Z`), 'UTC');
  return showing === 'once' ? '' : t(`whatIf.${showing}`, { time, meant: sayTime(language, at, zone) });
}

const PART_WORDS = {
  year: 'whatIf.year',
  month: 'whatIf.month',
  day: 'whatIf.day',
  hour: 'whatIf.hour',
  minute: 'whatIf.minute',
} as const satisfies Readonly<Record<MomentPart, string>>;
