// Effects of an edit, from the server; and putting it in force, at once or at a moment, with the PIN of the person who does it.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant, HOUR_MS, parseInstant } from '../../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../../shared/core/local-moment.ts';
import type { RulesCheck } from '../../../shared/views/rules.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { isEdited, type HoursState } from '../../stores/hours-store.ts';
import { hasRight } from '../../stores/station.ts';
import { sayHours } from '../../text/typed-hours.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { MomentChoice } from '../../ui/moment-choice.tsx';
import { scrollIntoSight } from '../../ui/scroll-into-sight.ts';
import { useDays } from '../../ui/use-days.ts';
import { useEsc } from '../../ui/use-esc.ts';
import { useLanguage } from '../../ui/use-moments.ts';
import { Labeled } from '../../ui/labeled.tsx';
import styles from './hours.module.css';

/** Below the scrolling page while it is edited: in reach, and over nothing. */
export function HoursFoot() {
  const state = useDeskStore(
    (desk) => desk.hours.store,
    (all) => all,
  );
  const mayCheck = useDeskStore(
    (desk) => desk.station.store,
    (station) => hasRight(station, 'edit-rules'),
  );
  const isOnline = useDeskStore(
    (desk) => desk.line.store,
    (line) => line.status?.online ?? false,
  );
  return state.check === null && mayCheck && isOnline ? <HoursCheck state={state} /> : null;
}

/** At its place on the page once the server has answered. */
export function HoursChecked({ state }: { readonly state: HoursState }) {
  return state.check === null ? null : <HoursCheck state={state} />;
}

function HoursCheck({ state }: { readonly state: HoursState }) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const { check, error, isBusy } = state;
  if (!isEdited(state)) return null;
  const isSound = check !== null && check.faults.length === 0 && check.changes.length > 0;
  return (
    <section
      className={styles.check}
      aria-label={t('hours.checkTitle')}
      data-asked={check !== null}
      ref={check === null ? null : scrollIntoSight}
    >
      <When />
      {check === null && (
        <DeskButton look="main" onPress={() => void hours.look()} isDisabled={isBusy}>
          {t('hours.check')}
        </DeskButton>
      )}
      <DeskButton look="quiet" onPress={hours.drop}>
        {t('hours.drop')}
      </DeskButton>
      {error !== null && !state.isTakingBack && (
        <p className={styles.wrong} role="alert">
          {sentence(error.message)}
        </p>
      )}
      {check !== null && <Outcome check={check} />}
      {isSound && <SaveForm state={state} />}
    </section>
  );
}

function localOf(at: string | null, zone: string): string | null {
  const moment = at === null ? null : parseInstant(at);
  return moment === null ? null : formatLocalMoment(moment, zone);
}

/** At once, or from a moment on. */
function When() {
  const { t } = useTranslation();
  const { hours, clock } = useDesk();
  const zone = useDeskStore(
    (desk) => desk.station.store,
    (station) => station.desk?.zone ?? 'UTC',
  );
  const at = useDeskStore(
    (desk) => desk.hours.store,
    (state) => state.at,
  );
  // What was chosen stays while the person looks elsewhere; what is typed by halves is no moment yet.
  const [moment, setMoment] = useState(localOf(at, zone));
  const choose = (local: string | null): void => {
    setMoment(local);
    const at = local === null ? null : parseLocalMoment(local, zone);
    hours.setAt(at === null ? null : formatInstant(at));
  };
  return (
    <div className={styles.when}>
      <Labeled label={t('hours.when')}>
        <select
          value={moment === null ? 'now' : 'later'}
          onChange={(event) =>
            choose(event.currentTarget.value === 'now' ? null : formatLocalMoment(clock.now() + HOUR_MS, zone))
          }
        >
          <option value="now">{t('hours.now')}</option>
          <option value="later">{t('hours.later')}</option>
        </select>
      </Labeled>
      {moment !== null && <MomentChoice legend={t('hours.at')} moment={moment} zone={zone} hasTime onChange={choose} />}
    </div>
  );
}

function Outcome({ check: { faults, changes, meets } }: { readonly check: RulesCheck }) {
  const { t } = useTranslation();
  const sayChange = useChangeWords();
  const { nameOf } = useNames();
  if (faults.length > 0) {
    return (
      <div role="alert">
        <p className={styles.wrong}>{t('hours.refused')}</p>
        <ul className={styles.told}>
          {faults.map(({ key, text }) => (
            <li key={`${key ?? ''}${text}`}>{key === null ? text : `${nameOf(key)}: ${text}`}</li>
          ))}
        </ul>
      </div>
    );
  }
  if (changes.length === 0) return <output>{t('hours.noChange')}</output>;
  return (
    <div aria-live="polite">
      <h3 className={styles.heading}>{t('hours.checkTitle')}</h3>
      <ul className={styles.told}>
        {changes.map((change) => (
          <li key={JSON.stringify(change)}>{sayChange(change)}</li>
        ))}
      </ul>
      {meets.length === 0 && <p className={styles.note}>{t('hours.meetsNone')}</p>}
      {meets.map(({ branch, loans, shelf }) => (
        <p key={branch} className={styles.meets}>
          {t('hours.meets', { branch: nameOf(branch), loans, shelf })} {t('hours.meetsStay')}
        </p>
      ))}
    </div>
  );
}

function SaveForm({ state: { at, isBusy } }: { readonly state: HoursState }) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const [note, setNote] = useState('');
  const [pin, setPin] = useState('');
  const [lacks, setLacks] = useState(false);
  const esc = useEsc(hours.unlook);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setLacks(pin === '');
    if (pin === '') return;
    setPin('');
    void hours.save(note.trim(), pin);
  };
  return (
    <form className={styles.add} data-esc="own" ref={esc} onSubmit={submit} aria-label={t('hours.save')}>
      <Field label={t('hours.note')} value={note} onChange={setNote} ref={focusOnMount} name="hours-note" />
      <Field label={t('hours.pin')} value={pin} onChange={setPin} isSecret name="hours-pin" />
      {lacks && (
        <p className={styles.wrong} role="alert">
          {t('hours.lacks')}
        </p>
      )}
      <DeskButton look="main" isSubmit isDisabled={isBusy}>
        {t(at === null ? 'hours.save' : 'hours.plan')}
      </DeskButton>
    </form>
  );
}

/** Takes the last change back, once the PIN was given. */
export function TakeBack({ state, text }: { readonly state: HoursState; readonly text: string }) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const [pin, setPin] = useState('');
  const esc = useEsc(() => hours.askBack(false));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pin === '') return;
    setPin('');
    void hours.takeBack(pin);
  };
  return (
    <form className={styles.add} data-esc="own" ref={esc} onSubmit={submit} aria-label={t('hours.back')}>
      <p className={styles.asked}>{text}</p>
      <Field label={t('hours.pin')} value={pin} onChange={setPin} ref={focusOnMount} isSecret name="hours-back-pin" />
      {state.error !== null && (
        <p className={styles.wrong} role="alert">
          {sentence(state.error.message)}
        </p>
      )}
      <DeskButton look="main" isSubmit isDisabled={state.isBusy}>
        {t('hours.back')}
      </DeskButton>
      <DeskButton look="quiet" onPress={() => hours.askBack(false)}>
        {t('common.cancel')}
      </DeskButton>
    </form>
  );
}

/** Calendars, branches and groups by their names. */
function useNames(): { readonly nameOf: (key: string) => string } {
  const view = useDeskStore(
    (desk) => desk.hours.store,
    (state) => state.view,
  );
  return {
    nameOf(key) {
      const found =
        view?.calendars.find((one) => one.key === key)?.name ??
        view?.branches.find((one) => one.id === key)?.name ??
        view?.groups.find((one) => one.id === key)?.name;
      return found === undefined || found === '' ? key : found;
    },
  };
}

function useChangeWords(): (change: RulesCheck['changes'][number]) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const days = useDays();
  const { nameOf } = useNames();
  const hoursOf = (hours: readonly { readonly open: string; readonly close: string }[] | null): string =>
    (hours ?? []).length === 0 ? t('hours.closed') : sayHours(hours ?? [], language);
  return (change) => {
    const calendar = nameOf(change.key);
    const kind = 'isAdded' in change && change.isAdded ? 'added' : 'removed';
    switch (change.of) {
      case 'weekly': {
        const { day, before, after } = change;
        return t('hours.changed_weekly', {
          calendar,
          day: t(`hours.${day}`),
          before: hoursOf(before),
          after: hoursOf(after),
        });
      }
      case 'closure': {
        const { from, to, name } = change.closure;
        return t(`hours.changed_closure_${kind}`, { calendar, said: `${days.closure(from, to)}, ${name}` });
      }
      case 'exception': {
        const { date, hours, name } = change.exception;
        return t(`hours.changed_exception_${kind}`, {
          calendar,
          said: `${days.day(date)}, ${hoursOf(hours)}, ${name}`,
        });
      }
      case 'yearly': {
        const { day, name } = change.yearly;
        return t(`hours.changed_yearly_${kind}`, { calendar, said: `${days.yearly(day)}, ${name}` });
      }
      case 'joining':
      case 'other':
        return t(`hours.changed_${change.of}`, { calendar });
    }
  };
}
