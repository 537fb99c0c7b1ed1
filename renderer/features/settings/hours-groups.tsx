// Requirements of a group for a new account, such as visitors and borrowers of partner libraries: fields, a fee, an end, and blackout dates.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JOIN_FIELDS } from '../../../shared/views/rules.ts';
import { useDesk } from '../../desk/desk-context.ts';
import type { HoursState, Joining } from '../../stores/hours-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { OpenedForm } from '../../ui/opened-form.tsx';
import { useDays } from '../../ui/use-days.ts';
import { useMoney } from '../../ui/use-money.ts';
import { Dates, NO_DATES, type DatesTyped } from './hours-dates.tsx';
import { Labeled } from '../../ui/labeled.tsx';
import styles from './hours.module.css';

const ASKS_NOTHING: Joining = { required: [], feeMinor: 0, ends: null };

export function HoursGroups({ state: { view, groups } }: { readonly state: HoursState }) {
  const { t } = useTranslation();
  const { hours } = useDesk();
  const all = view?.groups ?? [];
  const asking = all.find(({ joining }) => joining !== null) ?? all[0];
  const [chosen, setChosen] = useState<string | null>(null);
  const group = all.find(({ id }) => id === chosen) ?? asking;
  if (group === undefined) return null;
  const edited = groups[group.id];
  const joining = (edited === undefined ? group.joining : edited) ?? ASKS_NOTHING;
  const put = (change: Partial<Joining>): void => {
    const next = { ...joining, ...change };
    const asksNothing =
      next.required.length === 0 && next.feeMinor === 0 && next.ends === null && (next.blackout ?? []).length === 0;
    hours.setJoining(group.id, asksNothing ? null : next);
  };
  return (
    <section aria-label={t('hours.groups')}>
      <h3 className={styles.heading}>{t('hours.groups')}</h3>
      <p className={styles.note}>{t('hours.groupsNote')}</p>
      <Labeled label={t('hours.group')}>
        <select value={group.id} onChange={(event) => setChosen(event.currentTarget.value)}>
          {all.map((one) => (
            <option key={one.id} value={one.id}>
              {one.joining === null ? one.name : `${one.name} *`}
            </option>
          ))}
        </select>
      </Labeled>
      <fieldset className={styles.fields}>
        <legend>{t('hours.fieldsAsked')}</legend>
        {JOIN_FIELDS.map((field) => (
          <label key={field} className={styles.choice}>
            <input
              type="checkbox"
              checked={joining.required.includes(field)}
              onChange={({ currentTarget: { checked } }) =>
                put({
                  required: JOIN_FIELDS.filter((one) => (one === field ? checked : joining.required.includes(one))),
                })
              }
            />
            {t(`hours.field_${field}`)}
          </label>
        ))}
      </fieldset>
      <div className={styles.add}>
        <FeeField key={`fee-${group.id}`} feeMinor={joining.feeMinor} onChange={(feeMinor) => put({ feeMinor })} />
        <EndsFields key={`ends-${group.id}`} ends={joining.ends} onChange={(ends) => put({ ends })} />
      </div>
      <Blackout
        key={`blackout-${group.id}`}
        blackout={joining.blackout ?? []}
        onChange={(blackout) => put({ blackout: blackout.length === 0 ? undefined : [...blackout] })}
      />
    </section>
  );
}

type FeeProps = { readonly feeMinor: number; readonly onChange: (feeMinor: number) => void };

function FeeField({ feeMinor, onChange }: FeeProps) {
  const { t } = useTranslation();
  const money = useMoney();
  const [typed, setTyped] = useState(() => (feeMinor === 0 ? '' : money.plain(feeMinor)));
  const change = (text: string): void => {
    setTyped(text);
    const amount = text.trim() === '' ? 0 : money.read(text);
    if (amount !== null) onChange(amount);
  };
  const isWrong = typed.trim() !== '' && money.read(typed) === null;
  return (
    <Labeled label={t('hours.fee')}>
      <input
        value={typed}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={isWrong}
        placeholder="0"
        onChange={(event) => change(event.currentTarget.value)}
      />
    </Labeled>
  );
}

type EndsProps = { readonly ends: Joining['ends']; readonly onChange: (ends: Joining['ends']) => void };

function EndsFields({ ends, onChange }: EndsProps) {
  const { t } = useTranslation();
  const kind = ends === null ? 'never' : 'months' in ends ? 'months' : 'days';
  const [days, setDays] = useState(() => (ends !== null && 'days' in ends ? ends.days.join(', ') : ''));
  const [chosen, setChosen] = useState(kind);
  const choose = (next: string): void => {
    if (next === 'never') onChange(null);
    if (next === 'months') onChange({ months: 6 });
    setChosen(next === 'months' || next === 'days' ? next : 'never');
  };
  const typeDays = (text: string): void => {
    setDays(text);
    const found = text.split(/[\s,;]+/).filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
    if (found.length > 0) onChange({ days: found });
  };
  return (
    <>
      <Labeled label={t('hours.ends')}>
        <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="never">{t('hours.endsNever')}</option>
          <option value="months">{t('hours.endsMonths')}</option>
          <option value="days">{t('hours.endsDays')}</option>
        </select>
      </Labeled>
      {chosen === 'months' && (
        <Labeled label={t('hours.months')}>
          <input
            type="number"
            min={1}
            max={1200}
            value={ends !== null && 'months' in ends ? ends.months : ''}
            onChange={(event) => {
              const months = Number(event.currentTarget.value);
              if (Number.isInteger(months) && months >= 1) onChange({ months });
            }}
          />
        </Labeled>
      )}
      {chosen === 'days' && (
        <Labeled label={t('hours.days')}>
          <input
            value={days}
            autoComplete="off"
            placeholder={t('hours.daysNote')}
            onChange={(event) => typeDays(event.currentTarget.value)}
          />
        </Labeled>
      )}
    </>
  );
}

type Blackouts = NonNullable<Joining['blackout']>;
type BlackoutProps = { readonly blackout: Blackouts; readonly onChange: (blackout: Blackouts) => void };

function Blackout({ blackout, onChange }: BlackoutProps) {
  const { t } = useTranslation();
  const days = useDays();
  const [typed, setTyped] = useState<DatesTyped>(NO_DATES);
  const [lacks, setLacks] = useState(false);
  const add = (): boolean => {
    const { from, to, name } = typed;
    const last = to === '' ? from : to;
    const isWrong = from === '' || last < from || name.trim() === '';
    setLacks(isWrong);
    if (isWrong) return false;
    onChange([...blackout, { from, to: last, name: name.trim() }]);
    setTyped(NO_DATES);
    return true;
  };
  return (
    <section aria-label={t('hours.blackout')}>
      <h4 className={styles.heading}>{t('hours.blackout')}</h4>
      <p className={styles.note}>{t('hours.blackoutNote')}</p>
      <ul className={styles.list}>
        {blackout.length === 0 && <li>{t('hours.noBlackout')}</li>}
        {blackout.map((one) => (
          <li key={`${one.from}-${one.name}`}>
            <span>
              {one.name} <span className={styles.note}>{days.range(one.from, one.to)}</span>
            </span>
            <DeskButton
              look="quiet"
              label={t('hours.removeOf', { name: one.name })}
              onPress={() => onChange(blackout.filter((other) => other !== one))}
            >
              {t('hours.remove')}
            </DeskButton>
          </li>
        ))}
      </ul>
      <OpenedForm className={styles.add} name={t('hours.addBlackout')} onSend={add}>
        <Dates typed={typed} onChange={setTyped} />
        {lacks && (
          <p className={styles.wrong} role="alert">
            {t('hours.addLacks')}
          </p>
        )}
      </OpenedForm>
    </section>
  );
}
