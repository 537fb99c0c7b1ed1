// The day of a kind of equipment on Work: units and hours, the place in the grid, and the form of a booking. Kept while another place is shown.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { BookingId } from '../../shared/core/ids.ts';
import { formatInstant, HOUR_MS, parseInstant } from '../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../shared/core/local-moment.ts';
import type { EquipmentDay, EquipmentKindView, UnitRow, UnitSpan } from '../../shared/views/equipment.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { PageClock } from '../clock/page-clock.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { ViewStore } from './view-store.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

/** Typed fields of a booking; moments on the clock of the branch. */
export type BookingForm = {
  /** The barcode of one unit; empty = any of the kind. */
  readonly unit: string;
  readonly card: string;
  readonly from: string;
  readonly to: string;
  /** The booking that it takes the place of; null = a new one. */
  readonly moves: BookingId | null;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

/** A place in the grid: a unit and an hour, by their numbers. */
export type GridPlace = { readonly unit: number; readonly hour: number };

export type EquipmentState = {
  readonly isOpen: boolean;
  readonly kinds: readonly EquipmentKindView[];
  readonly view: EquipmentDay | null;
  readonly at: GridPlace;
  readonly form: BookingForm | null;
  /** A booking whose cancellation waits to be confirmed. */
  readonly cancelling: UnitSpan | null;
  /** The last result. */
  readonly said: { readonly what: 'placed' | 'cancelled'; readonly when: string } | null;
  readonly error: BridgeError | null;
};

export type Equipment = {
  readonly store: StoreApi<EquipmentState>;
  readonly begin: () => Promise<void>;
  readonly close: () => void;
  readonly showKind: (kind: string) => Promise<void>;
  /** Another day: as `2026-09-01`, or so many days on. */
  readonly showDay: (day: string | number) => Promise<void>;
  readonly move: (by: Partial<GridPlace>) => void;
  readonly goTo: (at: GridPlace) => void;
  /** Opens the form for the hour in focus. */
  readonly book: () => void;
  /** Opens the form of the booking in focus, or of this one, to be booked at another time. */
  readonly rebook: (span?: UnitSpan) => void;
  /** Opens the grid where a booking is, with that form. */
  readonly beginMove: (booking: { readonly kind: string; readonly day: string; readonly id: string }) => Promise<void>;
  readonly change: (change: Partial<BookingForm>) => void;
  readonly send: () => Promise<void>;
  readonly leaveForm: () => void;
  /** Asks whether the booking in focus, or this one, is cancelled. */
  readonly askCancel: (span?: UnitSpan) => void;
  readonly cancel: () => Promise<void>;
};

export type EquipmentParts = {
  readonly link: DeskLink;
  readonly view: ViewStore;
  readonly play: (tone: Tone) => void;
  readonly work: Pick<Work, 'store'>;
  readonly clock: Pick<PageClock, 'now'>;
};

const EMPTY: EquipmentState = {
  isOpen: false,
  kinds: [],
  view: null,
  at: { unit: 0, hour: 0 },
  form: null,
  cancelling: null,
  said: null,
  error: null,
};

/** The booking or loan that takes a unit in an hour of the grid. */
export function spanAt(view: EquipmentDay, { unit, hour }: GridPlace): UnitSpan | null {
  const [from, to] = [view.hours[hour]?.at, view.hours[hour + 1]?.at];
  if (from === undefined || to === undefined) return null;
  return view.units[unit]?.spans.find((span) => span.from < to && span.to > from) ?? null;
}

/** Within the grid: from the first unit and hour to the last. */
function within({ units, hours }: EquipmentDay, { unit, hour }: GridPlace): GridPlace {
  const least = (value: number, most: number) => Math.max(0, Math.min(value, most));
  return { unit: least(unit, units.length - 1), hour: least(hour, hours.length - 2) };
}

export function createEquipment({ link, view, play, work, clock }: EquipmentParts): Equipment {
  const store = createStore<EquipmentState>(() => EMPTY);
  const refused = (error: BridgeError): void => {
    store.setState({ error });
    play('refused');
  };
  const read = async (kind: string, day: string | null): Promise<void> => {
    const answer = await link.ask('equipment.day', { kind, ...(day === null ? {} : { day }) });
    if (!answer.ok) return refused(answer.error);
    store.setState(({ at }) => ({ view: answer.value, at: within(answer.value, at), error: null }));
  };
  const refresh = async (): Promise<void> => {
    const { isOpen, view: shown } = store.getState();
    if (!isOpen || view.getState().screen !== 'work') return;
    const answer = await link.ask('equipment.kinds', {});
    if (answer.ok) store.setState({ kinds: answer.value.kinds });
    if (shown !== null) await read(shown.kind.id, shown.day);
  };
  link.on('desk.changed', () => void refresh());
  link.on('session.changed', () => store.setState(EMPTY));
  view.subscribe((now, before) => {
    if (now.screen !== before.screen) void refresh();
  });
  const goTo = (at: GridPlace): void =>
    store.setState(({ view: shown }) => (shown === null ? {} : { at: within(shown, at), cancelling: null }));
  return {
    store,
    goTo,
    async begin() {
      store.setState({ isOpen: true, said: null });
      const answer = await link.ask('equipment.kinds', {});
      if (!answer.ok) return refused(answer.error);
      const { kinds } = answer.value;
      store.setState({ kinds });
      const { view: shown } = store.getState();
      const first = shown?.kind.id ?? kinds[0]?.id;
      if (first !== undefined) await read(first, shown?.day ?? null);
      // Most is booked from now on.
      const now = formatInstant(clock.now());
      const hours = store.getState().view?.hours ?? [];
      const hour = hours.findLastIndex(({ at }) => at <= now);
      if (shown === null && hour > 0) goTo({ unit: 0, hour });
    },
    close: () => store.setState({ isOpen: false, form: null, cancelling: null, said: null, error: null }),
    async showKind(kind) {
      store.setState({ form: null, cancelling: null, said: null });
      await read(kind, store.getState().view?.day ?? null);
    },
    async showDay(day) {
      const { view: shown } = store.getState();
      if (shown === null) return;
      store.setState({ form: null, cancelling: null, said: null });
      await read(shown.kind.id, typeof day === 'string' ? day : dayOn(shown.day, day));
    },
    move: ({ unit = 0, hour = 0 }) => {
      const { at } = store.getState();
      goTo({ unit: at.unit + unit, hour: at.hour + hour });
    },
    ...booking({ link, play, work }, store, { refresh, refused }),
    rebook: (span) => rebook(store, span),
    async beginMove({ kind, day, id }) {
      store.setState({ isOpen: true, said: null, cancelling: null });
      const answer = await link.ask('equipment.kinds', {});
      if (answer.ok) store.setState({ kinds: answer.value.kinds });
      await read(kind, day);
      const { view: shown } = store.getState();
      const spans = [...(shown?.units.flatMap((unit) => unit.spans) ?? []), ...(shown?.without ?? [])];
      rebook(
        store,
        spans.find(({ bookingId }) => bookingId === id),
      );
    },
  };
}

/** The form of a booking at its own times, to be changed. */
function rebook(store: StoreApi<EquipmentState>, span: UnitSpan | undefined): void {
  const { view, at } = store.getState();
  const meant = span ?? (view === null ? null : spanAt(view, at));
  const [from, to] = [parseInstant(meant?.from ?? ''), parseInstant(meant?.to ?? '')];
  if (view === null || meant?.bookingId === undefined || from === null || to === null) return;
  const form: BookingForm = {
    unit: '',
    card: meant.card,
    from: formatLocalMoment(from, view.zone),
    to: formatLocalMoment(to, view.zone),
    moves: meant.bookingId,
    isBusy: false,
    error: null,
  };
  store.setState({ form, cancelling: null, said: null, error: null });
}

/** A day so many days later; days have no zone here. */
function dayOn(day: string, by: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + by * 24 * HOUR_MS).toISOString().slice(0, 10);
}

type Ways = { readonly refresh: () => Promise<void>; readonly refused: (error: BridgeError) => void };

function booking(
  { link, play, work }: Pick<EquipmentParts, 'link' | 'play' | 'work'>,
  store: StoreApi<EquipmentState>,
  { refresh, refused }: Ways,
): Pick<Equipment, 'book' | 'change' | 'send' | 'leaveForm' | 'askCancel' | 'cancel'> {
  return {
    book() {
      const { view, at } = store.getState();
      const from = parseInstant(view?.hours[at.hour]?.at ?? '');
      if (view === null || from === null) return;
      const unit: UnitRow | undefined = view.units[at.unit];
      const form: BookingForm = {
        unit: unit?.barcode ?? '',
        card: work.store.getState().patron?.card ?? '',
        from: formatLocalMoment(from, view.zone),
        to: formatLocalMoment(from + 2 * HOUR_MS, view.zone),
        moves: null,
        isBusy: false,
        error: null,
      };
      store.setState({ form, cancelling: null, said: null, error: null });
    },
    change: (change) =>
      store.setState(({ form }) => (form === null ? {} : { form: { ...form, ...change, error: null } })),
    async send() {
      const { form, view } = store.getState();
      if (form === null || view === null || form.isBusy || form.card.trim() === '') return;
      const [from, to] = [parseLocalMoment(form.from, view.zone), parseLocalMoment(form.to, view.zone)];
      if (from === null || to === null) return;
      store.setState({ form: { ...form, isBusy: true } });
      const answer = await link.act('booking.place', {
        kind: view.kind.id,
        patron: form.card.trim(),
        from: formatInstant(from),
        to: formatInstant(to),
        ...(form.unit === '' ? {} : { unit: form.unit }),
        ...(form.moves === null ? {} : { moves: form.moves }),
      });
      const error = faultOf(answer);
      play(error === null ? 'done' : 'refused');
      if (error !== null) store.setState({ form: { ...form, isBusy: false, error } });
      else if (answer.ok) store.setState({ form: null, said: { what: 'placed', when: answer.value.when } });
      await refresh();
    },
    leaveForm: () => store.setState({ form: null, cancelling: null }),
    askCancel(span) {
      const { view, at } = store.getState();
      const meant = span ?? (view === null ? null : spanAt(view, at));
      if (meant?.bookingId !== undefined) store.setState({ cancelling: meant, form: null, said: null });
    },
    async cancel() {
      const id = store.getState().cancelling?.bookingId;
      if (id === undefined) return;
      const answer = await link.act('booking.cancel', { bookingId: id });
      store.setState({ cancelling: null });
      const error = faultOf(answer);
      if (error !== null) refused(error);
      else {
        play('done');
        if (answer.ok) store.setState({ said: { what: 'cancelled', when: answer.value.when } });
      }
      await refresh();
    },
  };
}
