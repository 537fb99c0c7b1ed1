// Staff: the people who may sign in, their roles and end dates. A new PIN is made by the server and shown once; the person who asks gives their own
// PIN.

import { Fragment, useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../shared/views/role.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { focusScanBox } from '../../desk/scan-box-focus.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../../shared/core/local-moment.ts';
import { BADGE_FIELD, type PeopleChange, type PeopleState } from '../../stores/people-store.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import { useMoments } from '../../ui/use-moments.ts';
import { PrintPins } from './pin-slips.tsx';
import { TermList } from './term-list.tsx';
import { Labeled } from '../../ui/labeled.tsx';
import styles from './staff-section.module.css';

export function StaffSection() {
  const { t } = useTranslation();
  const state = useDeskStore(
    (desk) => desk.people.store,
    (all) => all,
  );
  const { people } = useDesk();
  const { view, asked, made, error, isBusy } = state;
  // A PIN that was shown is gone when the section is opened again.
  useEffect(() => people.begin(), [people]);
  const isToAsk = view === null && error === null && !isBusy;
  // Also after a lock, behind which none of it is kept.
  useEffect(() => {
    if (isToAsk) people.begin();
  }, [isToAsk, people]);
  return (
    <div className={styles.staff}>
      {made !== null && (
        <output className={styles.made}>
          <Icon name="lock" /> {t('people.made', { staff: made.staff })} <strong>{made.pin}</strong>
          <PrintPins made={[made]} />
        </output>
      )}
      {asked === null && error !== null && (
        <p className={styles.error} role="alert">
          {sentence(error.message)}
        </p>
      )}
      {view === null && error === null && <p aria-live="polite">{t('people.wait')}</p>}
      {view !== null && <Rows staff={view.staff} state={state} />}
      <AddForm />
      {asked?.kind === 'add' && <Confirm asked={asked} state={state} />}
      <TermList />
    </div>
  );
}

const COLUMNS = 6;

type Person = NonNullable<PeopleState['view']>['staff'][number];

function Rows({ staff, state }: { readonly staff: readonly Person[]; readonly state: PeopleState }) {
  const { t } = useTranslation();
  const { asked } = state;
  return (
    <table className={styles.table} aria-label={t('people.title')}>
      <thead>
        <tr>
          <th scope="col">{t('people.name')}</th>
          <th scope="col">{t('people.role')}</th>
          <th scope="col">{t('people.until')}</th>
          <th scope="col">{t('people.last')}</th>
          <th scope="col">{t('people.badge')}</th>
          <th scope="col">
            <span className="unseen">{t('people.do')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {staff.map((person) => (
          <Fragment key={person.staff}>
            <Row person={person} />
            {/* Under its row, so that nothing moves under the mouse. */}
            {asked !== null && asked.kind !== 'add' && asked.name === person.staff && (
              <tr>
                <td colSpan={COLUMNS}>
                  <Confirm key={asked.kind} asked={asked} state={state} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Row({ person: { staff, role, until, hasBadge, lastAt, isMe, mayChange } }: { readonly person: Person }) {
  const { t } = useTranslation();
  const { people, clock } = useDesk();
  const moments = useMoments();
  return (
    <tr data-off={role === null}>
      <th scope="row">{staff}</th>
      <td>{role === null ? t('people.off') : isKnownWord('role', role) ? t(`role.${role}`) : role}</td>
      <td>{until === null ? '' : moments.when(Date.parse(until), clock.now())}</td>
      <td>{lastAt === null ? t('people.never') : moments.when(Date.parse(lastAt), clock.now())}</td>
      <td>
        {hasBadge ? <Icon name="done" /> : ''}
        {hasBadge && <span className="unseen">{t('people.hasBadge')}</span>}
      </td>
      <td className={styles.actions}>
        {role !== null && mayChange && (
          <DeskButton
            look="quiet"
            label={t('people.newPinOf', { staff })}
            onPress={() => people.ask({ kind: 'new-pin', name: staff })}
          >
            {t('people.newPin')}
          </DeskButton>
        )}
        {role !== null && mayChange && (
          <DeskButton
            look="quiet"
            label={t(hasBadge ? 'people.noBadgeOf' : 'people.badgeOf', { staff })}
            onPress={() => people.ask({ kind: 'badge', name: staff, badge: hasBadge ? null : '' })}
          >
            {t(hasBadge ? 'people.noBadge' : 'people.newBadge')}
          </DeskButton>
        )}
        {role !== null && mayChange && !isMe && (
          <DeskButton
            look="quiet"
            label={t('people.endOf', { staff })}
            onPress={() => people.ask({ kind: 'until', name: staff, until })}
          >
            {t('people.end')}
          </DeskButton>
        )}
        {role !== null && mayChange && !isMe && (
          <DeskButton
            look="quiet"
            label={t('people.disableOf', { staff })}
            onPress={() => people.ask({ kind: 'disable', name: staff })}
          >
            {t('people.disable')}
          </DeskButton>
        )}
        {role === null && (
          <DeskButton
            look="quiet"
            label={t('people.backOf', { staff })}
            onPress={() => people.ask({ kind: 'role', name: staff, role: 'student' })}
          >
            {t('people.back')}
          </DeskButton>
        )}
      </td>
    </tr>
  );
}

/** The change to confirm, and the PIN of the person who makes it. */
function Confirm({ asked, state }: { readonly asked: PeopleChange; readonly state: PeopleState }) {
  const { t } = useTranslation();
  const { people } = useDesk();
  const [pin, setPin] = useState('');
  const esc = useEsc(people.cancel);
  const isBadgeAsked = asked.kind === 'badge' && asked.badge !== null;
  const words = t(asked.kind === 'badge' && asked.badge === null ? 'people.ask_noBadge' : `people.ask_${asked.kind}`, {
    staff: asked.name,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pin === '') return;
    setPin('');
    void people.save(pin);
  };
  return (
    <form className={styles.form} data-esc="own" ref={esc} onSubmit={submit} aria-label={words}>
      <p className={styles.asked}>{words}</p>
      {isBadgeAsked && (
        <Field
          label={t('people.scanBadge')}
          value={asked.badge ?? ''}
          onChange={people.takeBadge}
          isSecret
          ref={focusOnMount}
          name={BADGE_FIELD}
        />
      )}
      {asked.kind === 'until' && <EndField until={asked.until} />}
      <Field
        label={t('people.pin')}
        value={pin}
        onChange={setPin}
        isSecret
        ref={isBadgeAsked ? null : focusOnMount}
        name="people-pin"
      />
      {state.error !== null && (
        <p className={styles.error} role="alert">
          {sentence(state.error.message)}
        </p>
      )}
      <DeskButton look="main" isSubmit isDisabled={state.isBusy}>
        {t('people.doIt')}
      </DeskButton>
      <DeskButton look="quiet" onPress={people.cancel}>
        {t('common.cancel')}
      </DeskButton>
    </form>
  );
}

/** The last day, by the clock of the desk's branch; empty = no end. */
function EndField({ until }: { readonly until: string | null }) {
  const { t } = useTranslation();
  const { people } = useDesk();
  const zone = useZone();
  const day = until === null ? '' : formatLocalMoment(Date.parse(until), zone).slice(0, 10);
  return (
    <Labeled label={t('people.until')}>
      <input type="date" value={day} onChange={(event) => people.setEnd(endOfDay(event.currentTarget.value, zone))} />
    </Labeled>
  );
}

function useZone(): string {
  return useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
}

/** The end of a day in a zone; null for none. */
function endOfDay(day: string, zone: string): string | null {
  const end = day === '' ? null : parseLocalMoment(`${day}T23:59`, zone);
  return end === null ? null : formatInstant(end);
}

function AddForm() {
  const { t } = useTranslation();
  const { people } = useDesk();
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof ROLES)[number]>('student');
  const [until, setUntil] = useState('');
  const zone = useZone();
  // It is always there: it is emptied and left.
  const esc = useEsc(() => {
    setName('');
    setUntil('');
    focusScanBox(document);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    // To the end of that day.
    const last = endOfDay(until, zone);
    const end = last === null ? {} : { until: last };
    people.ask({ kind: 'add', name: name.trim(), role, ...end });
    setName('');
  };
  return (
    <form className={styles.form} data-esc="own" ref={esc} onSubmit={submit} aria-label={t('people.add')}>
      <Field label={t('people.name')} value={name} onChange={setName} name="people-name" />
      <Labeled label={t('people.role')}>
        <select
          value={role}
          onChange={(event) => setRole(ROLES.find((one) => one === event.currentTarget.value) ?? 'student')}
        >
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {t(`role.${one}`)}
            </option>
          ))}
        </select>
      </Labeled>
      <Labeled label={t('people.until')}>
        <input type="date" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      </Labeled>
      <DeskButton isSubmit>{t('people.add')}</DeskButton>
    </form>
  );
}
