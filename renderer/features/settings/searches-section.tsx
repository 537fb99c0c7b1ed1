// How often a missing copy is looked for before it is reviewed, and how many days lie between two searches.

import { useTranslation } from 'react-i18next';
import type { HabitsInput, HabitsView } from '../../../shared/views/habits.ts';
import { numberWithin, SEARCH_LIMITS } from '../../../shared/core/terms-limits.ts';
import { Field } from '../../ui/field.tsx';
import { HabitsForm } from './habits-form.tsx';
import { useHabitsDraft } from './use-habits-draft.ts';
import { WithHabits } from './with-habits.tsx';
import styles from './roles-section.module.css';
import own from './habits-form.module.css';

type Habits = HabitsInput['habits'];
type Searches = NonNullable<Habits['searches']>;
type Typed = { readonly times: string; readonly days: string };

const USUAL = { times: SEARCH_LIMITS.times.usual, everyDays: SEARCH_LIMITS.everyDays.usual } as const;

export function SearchesSection() {
  return <WithHabits form={SearchesForm} />;
}

function SearchesForm({ view }: { readonly view: HabitsView }) {
  const { t } = useTranslation();
  const { habits } = view;
  const set = habits.searches ?? USUAL;
  const before = typedOf(set);
  const { form: typed, change: setTyped, drop } = useHabitsDraft('searches', set, typedOf);
  const times = numberWithin(typed.times, SEARCH_LIMITS.times);
  const days = numberWithin(typed.days, SEARCH_LIMITS.everyDays);
  const lacks = times === null ? t('searches.noTimes') : days === null ? t('searches.noDays') : '';
  const changes = [
    ...(typed.times.trim() === before.times
      ? []
      : [t('searches.timesChanged', { from: before.times, to: typed.times })]),
    ...(typed.days.trim() === before.days ? [] : [t('searches.daysChanged', { from: before.days, to: typed.days })]),
  ];
  return (
    <HabitsForm
      label={t('settings.section-searches')}
      name="searches"
      changes={changes.length === 0 ? [] : [...changes, t('searches.effect')]}
      lacks={lacks}
      habits={() => withSearches(habits, { times: times ?? USUAL.times, everyDays: days ?? USUAL.everyDays })}
      onDrop={drop}
    >
      <p className={styles.about}>{t('searches.about')}</p>
      <div className={own.numbers}>
        <Field
          label={t('searches.times')}
          value={typed.times}
          onChange={(next) => setTyped({ ...typed, times: next })}
          name="search-times"
        />
        <Field
          label={t('searches.days')}
          value={typed.days}
          onChange={(next) => setTyped({ ...typed, days: next })}
          name="search-days"
        />
      </div>
      <p className={styles.about}>{t('searches.usual', { times: USUAL.times, days: USUAL.everyDays })}</p>
    </HabitsForm>
  );
}

const typedOf = ({ times, everyDays }: Searches): Typed => ({ times: String(times), days: String(everyDays) });

/** The usual ones are no setting of the library's own. */
function withSearches({ searches: _, ...others }: Habits, searches: Searches): Habits {
  const isUsual = searches.times === USUAL.times && searches.everyDays === USUAL.everyDays;
  return isUsual ? others : { ...others, searches };
}
