// Hours, closings and the rules in force: visible to all staff, edited by people with the right. An edit is checked by the server before it can be
// put in force.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RulesActivationView } from '../../../shared/views/rules.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { dayText, WEEKDAYS, type HoursState, type NamedCalendar } from '../../stores/hours-store.ts';
import { hasRight } from '../../stores/station.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { useDays } from '../../ui/use-days.ts';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import { EmergencyClosing } from './closing-form.tsx';
import { HoursChecked, TakeBack } from './hours-check.tsx';
import { HoursClosings } from './hours-closings.tsx';
import { HoursGroups } from './hours-groups.tsx';
import { MissingPartTerms } from './part-terms.tsx';
import { StandingClosings } from './standing-closings.tsx';
import { Labeled } from '../../ui/labeled.tsx';
import styles from './hours.module.css';

export function HoursSection() {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const state = useDeskStore(
    (desk) => desk.hours.store,
    (all) => all,
  );
  const mayEdit = useDeskStore(
    (desk) => desk.station.store,
    (station) => hasRight(station, 'edit-rules'),
  );
  const isOnline = useDeskStore(
    (desk) => desk.line.store,
    (line) => line.status?.online ?? false,
  );
  const { view, shown, error, isBusy } = state;
  const isToAsk = view === null && error === null && !isBusy;
  // Also after a lock, behind which none of it is kept.
  useEffect(() => {
    if (isToAsk) hours.begin();
  }, [isToAsk, hours]);
  if (view === null) {
    return <p aria-live="polite">{error === null ? t('hours.wait') : sentence(error.message)}</p>;
  }
  const calendar = view.calendars.find(({ key }) => key === shown);
  return (
    <div className={styles.section}>
      <InForce state={state} mayEdit={mayEdit} isOnline={isOnline} />
      <StandingClosings closings={view.closings} />
      <EmergencyClosing branches={view.branches} />
      {!mayEdit && <p className={styles.note}>{t('hours.noRight')}</p>}
      {mayEdit && !isOnline && <p className={styles.note}>{t('hours.noLine')}</p>}
      <fieldset className={styles.plain} disabled={!mayEdit || !isOnline}>
        {view.calendars.length > 1 && <CalendarChoice calendars={view.calendars} shown={shown} />}
        {calendar !== undefined && (
          <>
            <Week key={calendar.key} named={calendar} state={state} />
            <HoursClosings key={`closings-${calendar.key}`} named={calendar} draft={state.calendars[calendar.key]} />
          </>
        )}
        <HoursGroups state={state} />
      </fieldset>
      {mayEdit && isOnline && <HoursChecked state={state} />}
      <MissingPartTerms mayEdit={mayEdit && isOnline} isPinElsewhere={state.check !== null || state.isTakingBack} />
      <History state={state} />
    </div>
  );
}

type InForceProps = { readonly state: HoursState; readonly mayEdit: boolean; readonly isOnline: boolean };

function InForce({ state, mayEdit, isOnline }: InForceProps) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const { view, isTakingBack, isDone } = state;
  const name = useActivationName();
  if (view === null) return null;
  const { inForce, planned, takesBack } = view;
  const last = planned ?? inForce;
  return (
    <div className={styles.inForce}>
      {inForce !== null && <Activation activation={inForce} look="inForce" />}
      {planned !== null && <Activation activation={planned} look="planned" />}
      {isDone && <output className={styles.done}>{t('hours.done')}</output>}
      {takesBack !== null && takesBack === last?.id && mayEdit && isOnline && !isTakingBack && (
        <DeskButton onPress={() => hours.askBack(true)} label={`${t('hours.back')}: ${name(last)}`}>
          {t('hours.back')}
        </DeskButton>
      )}
      {isTakingBack && last !== null && (
        <TakeBack
          state={state}
          text={t(planned === null ? 'hours.backText' : 'hours.backPlanned', { name: name(last) })}
        />
      )}
    </div>
  );
}

/** Rules that a library came with are in force from the beginning of time. */
function isFirst(at: string): boolean {
  return Date.parse(at) <= 0;
}

type ActivationProps = { readonly activation: RulesActivationView; readonly look: 'inForce' | 'planned' };

function Activation({ activation, look }: ActivationProps) {
  const { t } = useTranslation();
  const { clock } = useDesk();
  const moments = useMoments();
  const name = useActivationName();
  const at = Date.parse(activation.at);
  const when = moments.when(at, clock.now());
  // A change that was taken back is not in force: its moment is that of the take-back.
  const isOver = activation.isLift && look === 'inForce';
  return (
    <p className={styles.activation} data-look={look}>
      <strong>{name(activation)}</strong>
      <span>
        {look === 'inForce' && isFirst(activation.at)
          ? t('hours.fromStart')
          : isOver
            ? when
            : t(`hours.${look}`, { when })}
        {activation.by === '' ? '' : ` · ${t('hours.by', { staff: activation.by })}`}
      </span>
    </p>
  );
}

/** Name of a change: its note, its reason, or the version of its rules. */
function useActivationName(): (activation: RulesActivationView) => string {
  const { t } = useTranslation();
  return ({ at, note, closing, version, isLift }) => {
    if (isLift) return t('hours.closingLifted', { reason: note });
    if (closing !== null) return t('hours.closing', { reason: note });
    if (note === '' && isFirst(at)) return t('hours.rulesFirst');
    return note === '' ? t('hours.rules', { version }) : note;
  };
}

/** Changes before the one in force. */
function History({ state: { view } }: { readonly state: HoursState }) {
  const { t } = useTranslation();
  const { clock } = useDesk();
  const moments = useMoments();
  const name = useActivationName();
  const now = clock.now();
  const earlier = (view?.history ?? []).filter(({ id, at }) => id !== view?.inForce?.id && Date.parse(at) <= now);
  if (earlier.length === 0) return null;
  return (
    <section aria-label={t('hours.history')}>
      <h3 className={styles.heading}>{t('hours.history')}</h3>
      <ul className={styles.list}>
        {earlier.map((one) => (
          <li key={one.id}>
            <span>{name(one)}</span>
            <span className={styles.note}>
              {moments.when(Date.parse(one.at), now)}
              {one.by === '' ? '' : ` · ${t('hours.by', { staff: one.by })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CalendarChoice({
  calendars,
  shown,
}: {
  readonly calendars: readonly NamedCalendar[];
  readonly shown: string | null;
}) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const days = useDays();
  return (
    <Labeled label={t('hours.calendar')}>
      <select value={shown ?? ''} onChange={(event) => hours.show(event.currentTarget.value)}>
        {calendars.map(({ key, name, season }) => (
          <option key={key} value={key}>
            {season === null
              ? name
              : `${name} · ${t('hours.season', { from: days.day(season.from), to: days.day(season.to) })}`}
          </option>
        ))}
      </select>
    </Labeled>
  );
}

function Week({ named, state }: { readonly named: NamedCalendar; readonly state: HoursState }) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const language = useLanguage();
  const typed = state.calendars[named.key]?.typed ?? {};
  return (
    <section aria-label={t('hours.week')}>
      <h3 className={styles.heading}>{t('hours.week')}</h3>
      <p className={styles.note}>{t('hours.weekNote')}</p>
      <div className={styles.week}>
        {WEEKDAYS.map((day) => (
          <div key={day} className={styles.day} data-wrong={state.unread.includes(day)}>
            <label htmlFor={`hours-${day}`}>{t(`hours.${day}`)}</label>
            <input
              id={`hours-${day}`}
              autoComplete="off"
              value={typed[day] ?? dayText(named.calendar, day, language)}
              placeholder={t('hours.closed')}
              aria-invalid={state.unread.includes(day)}
              aria-describedby={`hours-${day}-wrong`}
              onChange={(event) => hours.typeDay(day, event.currentTarget.value)}
            />
            <span id={`hours-${day}-wrong`} role={state.unread.includes(day) ? 'alert' : undefined}>
              {state.unread.includes(day) ? t('hours.unread') : ''}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}
