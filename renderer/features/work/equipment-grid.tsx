// A day of equipment: units as rows, hours as columns, with bookings and loans, and the hours in which the branch is closed. Arrow keys move, Enter
// books, C cancels.

import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EquipmentDay, UnitRow, UnitSpan } from '../../../shared/views/equipment.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { spanAt } from '../../stores/equipment-store.ts';
import { ConfirmForm } from '../../ui/confirm-form.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Choice, DayField } from '../../ui/labeled.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { unitsIn } from '../../text/units-in.ts';
import { BookingForm } from './booking-form.tsx';
import styles from './equipment-grid.module.css';

export function EquipmentGrid() {
  const { t } = useTranslation();
  const { equipment } = useDesk();
  const { kinds, view, at, form, cancelling, said, error } = useDeskStore(
    (desk) => desk.equipment.store,
    (state) => state,
  );
  const hasForm = form !== null || cancelling !== null;
  useFocusBackInGrid(hasForm);
  const isBooking = view !== null && spanAt(view, at)?.bookingId !== undefined;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('equipment.title')}</h2>
        {view !== null && (
          <>
            <Choice
              label={t('equipment.kind')}
              value={view.kind.id}
              options={kinds.map((kind) => ({
                value: kind.id,
                name: t('equipment.kindOf', { name: kind.name, units: unitsIn(t, kind) }),
              }))}
              onChange={(kind) => void equipment.showKind(kind)}
            />
            <span className={styles.days}>
              <DeskButton look="quiet" label={t('equipment.before')} onPress={() => void equipment.showDay(-1)}>
                ‹
              </DeskButton>
              <DayField label={t('equipment.day')} value={view.day} onChange={(day) => void equipment.showDay(day)} />
              <DeskButton look="quiet" label={t('equipment.after')} onPress={() => void equipment.showDay(1)}>
                ›
              </DeskButton>
            </span>
          </>
        )}
        <span className={styles.gap} />
        {isBooking && !hasForm && (
          <DeskButton onPress={() => equipment.askCancel()} ariaKeys="C" after={<kbd aria-hidden="true">C</kbd>}>
            {t('equipment.cancel')}…
          </DeskButton>
        )}
        {isBooking && !hasForm && (
          <DeskButton onPress={() => equipment.rebook()} ariaKeys="M" after={<kbd aria-hidden="true">M</kbd>}>
            {t('equipment.move')}…
          </DeskButton>
        )}
        {view !== null && form === null && (
          <DeskButton look="main" onPress={equipment.book}>
            {t('equipment.book')}
          </DeskButton>
        )}
        <DeskButton look="quiet" onPress={equipment.close}>
          {t('common.close')}
        </DeskButton>
      </header>
      {view !== null && <p className={styles.terms}>{view.kind.terms}</p>}
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {said !== null && (
        <output className={styles.said}>
          <Icon name="done" size={14} /> {t(`equipment.${said.what}`, { when: said.when })}
        </output>
      )}
      {view !== null && form !== null && <BookingForm view={view} form={form} />}
      {cancelling !== null && <CancelForm span={cancelling} />}
      {view === null ? <p className={styles.none}>{t('equipment.none')}</p> : <Day view={view} />}
    </>
  );
}

/** A form over the grid that closes gives the focus back to the hour it was opened from. */
function useFocusBackInGrid(hasForm: boolean): void {
  const had = useRef(hasForm);
  useEffect(() => {
    const isOver = had.current && !hasForm;
    had.current = hasForm;
    if (!isOver || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('[data-testid="equipment-grid"] button[tabindex="0"]')?.focus();
  }, [hasForm]);
}

function CancelForm({ span }: { readonly span: UnitSpan }) {
  const { t } = useTranslation();
  const { equipment } = useDesk();
  return (
    <ConfirmForm
      className={styles.form}
      rowClass={styles.actions}
      yes={t('equipment.cancel')}
      no={t('equipment.keep')}
      onYes={() => void equipment.cancel()}
      onCancel={equipment.leaveForm}
    >
      {t('equipment.sure', { who: span.label, when: span.when })}
    </ConfirmForm>
  );
}

function Day({ view }: { readonly view: EquipmentDay }) {
  const { t } = useTranslation();
  const back = view.units.flatMap(({ spans }) => spans.filter(({ why }) => why !== undefined));
  const columns = { gridTemplateColumns: `minmax(132px, 200px) repeat(${view.hours.length - 1}, minmax(34px, 1fr))` };
  return (
    <ScrollPlace label={t('equipment.grid', { kind: view.kind.name, day: view.dayText })} className={styles.place}>
      <table
        className={styles.grid}
        aria-label={t('equipment.grid', { kind: view.kind.name, day: view.dayText })}
        data-testid="equipment-grid"
      >
        <thead>
          <tr className={styles.row} style={columns}>
            <th scope="col" className={styles.unit}>
              {view.dayText}
            </th>
            {view.hours.slice(0, -1).map(({ at, text, isOpen }) => (
              <th key={at} scope="col" className={styles.hour} data-closed={!isOpen}>
                {text.replace(':00', '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.units.map((row, unit) => (
            <Row key={row.barcode} view={view} row={row} unit={unit} columns={columns} />
          ))}
        </tbody>
      </table>
      {view.units.length === 0 && <p className={styles.none}>{t('equipment.noUnits')}</p>}
      {view.without.length > 0 && <ToSettle title={t('equipment.without')} spans={view.without} />}
      {back.length > 0 && <ToSettle title={t('equipment.movedBack')} spans={back} />}
      <p className={styles.keys}>{t('equipment.keys')}</p>
    </ScrollPlace>
  );
}

type RowProps = {
  readonly view: EquipmentDay;
  readonly row: UnitRow;
  readonly unit: number;
  readonly columns: { readonly gridTemplateColumns: string };
};

function Row({ view, row, unit, columns }: RowProps) {
  const { t } = useTranslation();
  return (
    <tr className={styles.row} style={columns}>
      <th scope="row" className={styles.unit} title={row.title}>
        <span className={styles.name}>{row.title}</span>
        <span className={styles.sub}>{row.state === '' ? row.barcode : `${row.barcode} · ${row.state}`}</span>
      </th>
      {view.hours.slice(0, -1).map(({ at, isOpen }, hour) => (
        <HourCell key={at} view={view} place={{ unit, hour }} isOpen={isOpen} />
      ))}
      <td className={styles.spans} aria-hidden="true">
        {row.spans.map((span) => (
          <span
            key={`${span.what} ${span.from}`}
            className={styles.span}
            data-what={span.what}
            style={placeOf(view, span)}
            title={[t(`equipment.what_${span.what}`), span.label, span.when, ...[span.why ?? []].flat()].join(' · ')}
          >
            {span.label}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** Where a span stands among the hours, as parts of their whole width. */
function placeOf({ hours }: EquipmentDay, { from, to }: UnitSpan): { readonly left: string; readonly width: string } {
  const [start, end] = [Date.parse(hours[0]?.at ?? from), Date.parse(hours.at(-1)?.at ?? to)];
  const part = (at: string): number => ((Date.parse(at) - start) / Math.max(1, end - start)) * 100;
  return { left: `${part(from)}%`, width: `${Math.max(0.5, part(to) - part(from))}%` };
}

type CellProps = {
  readonly view: EquipmentDay;
  readonly place: { readonly unit: number; readonly hour: number };
  readonly isOpen: boolean;
};

function HourCell({ view, place, isOpen }: CellProps) {
  const { t } = useTranslation();
  const { equipment } = useDesk();
  const keys = useGridKeys(view);
  const isHere = useDeskStore(
    (desk) => desk.equipment.store,
    ({ at }) => at.unit === place.unit && at.hour === place.hour,
  );
  const hasForm = useDeskStore(
    (desk) => desk.equipment.store,
    ({ form, cancelling }) => form !== null || cancelling !== null,
  );
  const cell = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The focus follows the place while it is in the grid.
    if (isHere && !hasForm && cell.current?.closest('table')?.contains(document.activeElement) === true)
      cell.current.focus();
  }, [isHere, hasForm]);
  const span = spanAt(view, place);
  const about =
    span === null
      ? t(isOpen ? 'equipment.free' : 'equipment.closed')
      : [t(`equipment.what_${span.what}`), span.label, span.when, ...[span.why ?? []].flat()].join(', ');
  return (
    <td className={styles.cell} style={{ gridColumn: place.hour + 2 }} data-closed={!isOpen} data-here={isHere}>
      <button
        ref={cell}
        type="button"
        tabIndex={isHere ? 0 : -1}
        aria-label={`${view.units[place.unit]?.barcode ?? ''}, ${view.hours[place.hour]?.text ?? ''}: ${about}`}
        onFocus={() => equipment.goTo(place)}
        onClick={() => equipment.goTo(place)}
        onDoubleClick={equipment.book}
        onKeyDown={keys}
        data-letters={span?.bookingId === undefined ? '' : 'CM'}
      />
    </td>
  );
}

/** Between two keys of a scanner there is less. */
const SILENCE_MS = 60;

const STEPS: Readonly<Record<string, { readonly unit?: number; readonly hour?: number }>> = {
  ArrowUp: { unit: -1 },
  ArrowDown: { unit: 1 },
  ArrowLeft: { hour: -1 },
  ArrowRight: { hour: 1 },
  Home: { hour: -99 },
  End: { hour: 99 },
};

/** Keys of the grid: a person's keys, distinguished from a scanner's. */
function useGridKeys(view: EquipmentDay): (event: KeyboardEvent) => void {
  const { equipment, work } = useDesk();
  const last = useRef({ at: -Infinity, timer: 0 });
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isBurst = event.timeStamp - last.current.at < SILENCE_MS;
    last.current.at = event.timeStamp;
    window.clearTimeout(last.current.timer);
    const step = STEPS[event.key];
    const days = { PageUp: -1, PageDown: 1 }[event.key];
    if (step !== undefined) equipment.move(step);
    else if (days !== undefined) void equipment.showDay(days);
    else if (event.key === 'Enter' && !isBurst) {
      const span = spanAt(view, equipment.store.getState().at);
      if (span === null) equipment.book();
      else if (span.card !== '') void work.openPatron(span.card);
    } else if (event.key.toUpperCase() === 'C' && !isBurst)
      last.current.timer = window.setTimeout(() => equipment.askCancel(), SILENCE_MS);
    else if (event.key.toUpperCase() === 'M' && !isBurst)
      last.current.timer = window.setTimeout(() => equipment.rebook(), SILENCE_MS);
    else return;
    event.preventDefault();
  };
}

/** Bookings that have no unit, or not at the time they were moved to: staff have to speak to these patrons. */
function ToSettle({ title, spans }: { readonly title: string; readonly spans: readonly UnitSpan[] }) {
  const { t } = useTranslation();
  const { equipment, work } = useDesk();
  return (
    <section className={styles.without} aria-label={title}>
      <h3 className={styles.sub}>{title}</h3>
      {spans.map((span) => (
        <p key={span.bookingId} className={styles.lost}>
          <Icon name="warn" size={14} />
          <span>
            {span.label} · {span.when} · {span.why}
          </span>
          {span.card !== '' && (
            <DeskButton look="link" onPress={() => void work.openPatron(span.card)}>
              {t('equipment.patron')}
            </DeskButton>
          )}
          <DeskButton look="link" onPress={() => equipment.rebook(span)}>
            {t('equipment.move')}
          </DeskButton>
          <DeskButton look="link" onPress={() => equipment.askCancel(span)}>
            {t('equipment.cancel')}
          </DeskButton>
        </p>
      ))}
    </section>
  );
}
