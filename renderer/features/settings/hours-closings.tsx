// Days on which a branch is closed or has other hours: those to come, each with a way to take it away, and a form for one more.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import { movedDay } from '../../../shared/core/days.ts';
import { useDesk } from '../../desk/desk-context.ts';
import type { Calendar, CalendarDraft, NamedCalendar } from '../../stores/hours-store.ts';
import { sayHours, typedHours } from '../../text/typed-hours.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { OpenedForm } from '../../ui/opened-form.tsx';
import { useDays } from '../../ui/use-days.ts';
import { useLanguage } from '../../ui/use-moments.ts';
import { Dates, NO_DATES, type DatesTyped } from './hours-dates.tsx';
import { Labeled } from '../../ui/labeled.tsx';
import styles from './hours.module.css';

/** As many days as a term has, and no year by a slip of the key. */
const MOST_DAYS = 200;

type ClosingsProps = { readonly named: NamedCalendar; readonly draft: CalendarDraft | undefined };

export function HoursClosings({ named, draft }: ClosingsProps) {
  const { calendar } = named;
  const { closures, exceptions, yearly } = draft ?? calendar;
  const { clock } = useDesk();
  const today = formatLocalMoment(clock.now(), calendar.zone).slice(0, 10);
  return (
    <div className={styles.columns}>
      <Closures closures={closures} yearly={yearly} today={today} />
      <Exceptions exceptions={exceptions} today={today} />
    </div>
  );
}

type ClosuresProps = Pick<Calendar, 'closures' | 'yearly'> & { readonly today: string };

function Closures({ closures, yearly, today }: ClosuresProps) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const days = useDays();
  const [typed, setTyped] = useState<DatesTyped>(NO_DATES);
  const [lacks, setLacks] = useState(false);
  const toCome = closures.filter(({ to }) => to > `${today}T00:00`).toSorted((a, b) => a.from.localeCompare(b.from));
  const add = (): boolean => {
    const { from, to, name } = typed;
    const last = to === '' ? from : to;
    const isWrong = from === '' || last < from || name.trim() === '';
    setLacks(isWrong);
    if (isWrong) return false;
    const added = { from: `${from}T00:00`, to: `${movedDay(last, 1)}T00:00`, name: name.trim() };
    hours.edit({ closures: [...closures, added] });
    setTyped(NO_DATES);
    return true;
  };
  return (
    <section aria-label={t('hours.closures')}>
      <h3 className={styles.heading}>{t('hours.closures')}</h3>
      <ul className={styles.list}>
        {toCome.length + yearly.length === 0 && <li>{t('hours.noClosures')}</li>}
        {toCome.map((one) => (
          <Dated
            key={`${one.from}-${one.name}`}
            name={one.name}
            when={days.closure(one.from, one.to)}
            onRemove={() => hours.edit({ closures: closures.filter((other) => other !== one) })}
          />
        ))}
        {yearly.map((one) => (
          <Dated
            key={`${one.day}-${one.name}`}
            name={one.name}
            when={`${days.yearly(one.day)}, ${t('hours.everyYear')}`}
            onRemove={() => hours.edit({ yearly: yearly.filter((other) => other !== one) })}
          />
        ))}
      </ul>
      <Past count={closures.length - toCome.length} />
      <OpenedForm className={styles.add} name={t('hours.addClosure')} onSend={add}>
        <Dates typed={typed} onChange={setTyped} />
        {lacks && <Wrong words={t('hours.addLacks')} />}
      </OpenedForm>
    </section>
  );
}

function Exceptions({ exceptions, today }: Pick<Calendar, 'exceptions'> & { readonly today: string }) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const language = useLanguage();
  const days = useDays();
  const [typed, setTyped] = useState<DatesTyped>(NO_DATES);
  const [times, setTimes] = useState('');
  const [wrong, setWrong] = useState<'addLacks' | 'unread' | null>(null);
  const toCome = exceptions.filter(({ date }) => date >= today).toSorted((a, b) => a.date.localeCompare(b.date));
  const add = (): boolean => {
    const { from, to, name } = typed;
    const dates = from === '' ? [] : datesBetween(from, to === '' ? from : to);
    const isLacking = dates.length === 0 || times.trim() === '' || name.trim() === '';
    const read = isLacking ? null : typedHours(times);
    setWrong(isLacking ? 'addLacks' : read === null ? 'unread' : null);
    if (read === null) return false;
    const others = exceptions.filter(({ date }) => !dates.includes(date));
    const added = dates.map((date) => ({ date, hours: [...read], name: name.trim() }));
    hours.edit({ exceptions: [...others, ...added] });
    setTyped(NO_DATES);
    setTimes('');
    return true;
  };
  return (
    <section aria-label={t('hours.exceptions')}>
      <h3 className={styles.heading}>{t('hours.exceptions')}</h3>
      <ul className={styles.list}>
        {toCome.length === 0 && <li>{t('hours.noExceptions')}</li>}
        {toCome.map((one) => (
          <Dated
            key={one.date}
            name={one.name}
            when={`${days.day(one.date)}, ${one.hours.length === 0 ? t('hours.closed') : sayHours(one.hours, language)}`}
            onRemove={() => hours.edit({ exceptions: exceptions.filter((other) => other !== one) })}
          />
        ))}
      </ul>
      <Past count={exceptions.length - toCome.length} />
      <OpenedForm className={styles.add} name={t('hours.addException')} onSend={add}>
        <Dates typed={typed} onChange={setTyped}>
          <Labeled label={t('hours.hours')}>
            <input value={times} autoComplete="off" onChange={(event) => setTimes(event.currentTarget.value)} />
          </Labeled>
        </Dates>
        {wrong !== null && <Wrong words={t(`hours.${wrong}`)} />}
      </OpenedForm>
    </section>
  );
}

/** Every day from one to another, both included; none where they are too many. */
function datesBetween(from: string, to: string): readonly string[] {
  const dates: string[] = [];
  for (let date = from; date <= to && dates.length <= MOST_DAYS; date = movedDay(date, 1)) dates.push(date);
  return dates.length > MOST_DAYS ? [] : dates;
}

type DatedProps = { readonly name: string; readonly when: string; readonly onRemove: () => void };

function Dated({ name, when, onRemove }: DatedProps) {
  const { t } = useTranslation();
  return (
    <li>
      <span>
        {name} <span className={styles.note}>{when}</span>
      </span>
      <DeskButton look="quiet" onPress={onRemove} label={t('hours.removeOf', { name: `${name}, ${when}` })}>
        {t('hours.remove')}
      </DeskButton>
    </li>
  );
}

function Past({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  return count === 0 ? null : <p className={styles.note}>{t('hours.past', { count })}</p>;
}

function Wrong({ words }: { readonly words: string }) {
  return (
    <p className={styles.wrong} role="alert">
      {words}
    </p>
  );
}
