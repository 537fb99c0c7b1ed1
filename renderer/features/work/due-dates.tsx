// Due dates of many loans: chosen by group, shelf, item type and days; the change is previewed first, and undone as one.

import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { DueDatesState, DueForm } from '../../stores/due-dates-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import { MomentChoice } from '../../ui/moment-choice.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import { Choice, Labeled } from '../../ui/labeled.tsx';
import styles from './due-dates.module.css';

export function DueDates() {
  const { t } = useTranslation();
  const { dueDates } = useDesk();
  const state = useDeskStore(
    (desk) => desk.dueDates.store,
    (all) => all,
  );
  const { form, choices, error } = state;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('dueMany.title')}</h2>
        <DeskButton look="quiet" onPress={dueDates.close}>
          {t('common.close')}
        </DeskButton>
      </header>
      {form !== null && choices !== null && <Choose form={form} choices={choices} isBusy={state.isBusy} />}
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      <Result state={state} />
      {form !== null && <Preview state={state} form={form} />}
    </>
  );
}

type ChooseProps = {
  readonly form: DueForm;
  readonly choices: NonNullable<DueDatesState['choices']>;
  readonly isBusy: boolean;
};

function Choose({ form, choices, isBusy }: ChooseProps) {
  const { t } = useTranslation();
  const { dueDates } = useDesk();
  const esc = useEsc(dueDates.close);
  const look = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    void dueDates.look();
  };
  const day = (part: 'from' | 'to' | 'day', legend: string): ReactNode => (
    <MomentChoice
      legend={legend}
      moment={`${form[part]}T00:00`}
      zone={choices.zone}
      hasTime={false}
      isFirst={false}
      onChange={(moment) => dueDates.change({ [part]: moment.slice(0, 10) })}
      onEnter={look}
    />
  );
  return (
    <form className={styles.form} data-esc="own" ref={esc} aria-label={t('dueMany.title')} onSubmit={look}>
      <Choice
        label={t('dueMany.group')}
        value={form.group}
        onChange={(group) => dueDates.change({ group })}
        options={choices.groups.map(asOption)}
        none={t('dueMany.all')}
        ref={focusOnMount}
      />
      <Choice
        label={t('dueMany.location')}
        value={form.location}
        onChange={(location) => dueDates.change({ location })}
        options={choices.locations.map(asOption)}
        none={t('dueMany.all')}
      />
      <Choice
        label={t('dueMany.kind')}
        value={form.kind}
        onChange={(kind) => dueDates.change({ kind })}
        options={choices.kinds.map((kind) => ({ value: kind, name: kind }))}
        none={t('dueMany.all')}
      />
      {day('from', t('dueMany.from'))}
      {day('to', t('dueMany.to'))}
      <Labeled label={t('dueMany.move')}>
        <select
          value={form.move}
          onChange={({ currentTarget: { value } }) => {
            const move = MOVES.find((one) => one === value);
            if (move !== undefined) dueDates.change({ move });
          }}
        >
          {MOVES.map((move) => (
            <option key={move} value={move}>
              {t(`dueMany.move_${move}`)}
            </option>
          ))}
        </select>
      </Labeled>
      {form.move === 'day' && day('day', t('dueMany.day'))}
      {form.move === 'days' && (
        <Field label={t('dueMany.days')} value={form.days} onChange={(days) => dueDates.change({ days })} name="days" />
      )}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={form.mayShorten}
          onChange={({ currentTarget: { checked } }) => dueDates.change({ mayShorten: checked })}
        />
        {t('dueMany.mayShorten')}
      </label>
      <DeskButton look="main" isSubmit isDisabled={isBusy} after={<EnterKey />}>
        {t('dueMany.look')}
      </DeskButton>
    </form>
  );
}

const asOption = ({ id, name }: { readonly id: string; readonly name: string }) => ({ value: id, name });

const MOVES = ['day', 'days', 'open'] as const;

/** The last change, with its undo; or the result of the undo. */
function Result({ state: { changed, undone, progress, isBusy, asksWhy } }: { readonly state: DueDatesState }) {
  const { t } = useTranslation();
  const { dueDates } = useDesk();
  const [why, setWhy] = useState('');
  if (progress !== null) {
    return (
      <output className={styles.result}>
        <progress value={progress.done} max={Math.max(1, progress.of)} />
        {t('dueMany.progress', progress)}
      </output>
    );
  }
  return (
    <>
      {undone !== null && (
        <output className={styles.result}>
          <Icon name="undo" />
          {t('dueMany.undone', { count: undone.done })}
        </output>
      )}
      {undone?.stays.map(({ title, barcode, why: reason }) => (
        <p key={barcode} className={styles.error}>
          {t('dueMany.notUndone', { title, end: barcode.slice(-4), why: reason })}
        </p>
      ))}
      {changed !== null && (
        <form
          className={styles.result}
          onSubmit={(event) => {
            event.preventDefault();
            void dueDates.undo(why.trim() === '' ? null : why.trim());
          }}
        >
          <Icon name="done" />
          {t('dueMany.changed', { count: changed.loans })}
          {asksWhy && (
            <Field label={t('dueMany.why')} value={why} onChange={setWhy} ref={focusOnMount} name="due-undo-why" />
          )}
          <DeskButton isSubmit isDisabled={isBusy}>
            {t('dueMany.undo')}
          </DeskButton>
        </form>
      )}
    </>
  );
}

function Preview({ state, form }: { readonly state: DueDatesState; readonly form: DueForm }) {
  const { t } = useTranslation();
  const { dueDates, items } = useDesk();
  const { preview, focus, isBusy } = state;
  const esc = useEsc(dueDates.close);
  if (preview === null) return null;
  const { moves, stays, pastClosed, earlier, list } = preview;
  const said = [
    t('dueMany.moves', { count: moves }),
    ...(pastClosed > 0 ? [t('dueMany.pastClosed', { count: pastClosed })] : []),
    ...(earlier > 0 ? [t('dueMany.earlier', { count: earlier })] : []),
    ...(stays > 0 ? [t('dueMany.stays', { count: stays })] : []),
    ...(list.rows.length < list.count ? [t('dueMany.first', { count: list.rows.length })] : []),
  ];
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    void dueDates.apply();
  };
  const open = ({ opens }: ListRow): void => {
    if (opens?.record === 'item') void items.open(opens.barcode);
  };
  return (
    <>
      <p className={styles.counts} aria-live="polite">
        {said.join(' · ')}
      </p>
      {moves > 0 && (
        <form
          className={styles.apply}
          data-esc="own"
          ref={esc}
          aria-label={t('dueMany.apply', { count: moves })}
          onSubmit={apply}
        >
          <Field
            label={t('dueMany.why')}
            value={form.reason}
            onChange={(reason) => dueDates.change({ reason })}
            ref={focusOnMount}
            name="due-many-why"
          />
          <DeskButton look="main" isSubmit isDisabled={isBusy || form.reason.trim() === ''} after={<EnterKey />}>
            {t('dueMany.apply', { count: moves })}
          </DeskButton>
        </form>
      )}
      <ScrollPlace label={list.heading} className={styles.rows}>
        <ListTable
          view={list}
          rows={list.rows}
          focus={focus}
          onFocus={dueDates.focusRow}
          onMove={dueDates.moveFocus}
          onOpen={open}
          onAct={() => {}}
        />
      </ScrollPlace>
    </>
  );
}
