// Hours, closings and required fields of new accounts by group: as they are in force, and as a person edits them. Nothing is changed before the
// server has checked the edit and the person gave their PIN.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError } from '../../shared/bridge/contract.ts';
import type { Language } from '../../shared/core/language.ts';
import type { RulesCheck, RulesView } from '../../shared/views/rules.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { onOtherPerson } from '../bridge/other-person.ts';
import { sayHours, typedHours } from '../text/typed-hours.ts';

export type NamedCalendar = RulesView['calendars'][number];
export type Calendar = NamedCalendar['calendar'];
export type Joining = NonNullable<RulesView['groups'][number]['joining']>;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A calendar that is being edited; hours as they are typed. */
export type CalendarDraft = Pick<Calendar, 'closures' | 'exceptions' | 'yearly'> & {
  /** Days that were typed in. */
  readonly typed: Readonly<Partial<Record<Weekday, string>>>;
};

export type HoursState = {
  readonly view: RulesView | null;
  /** The calendar that is shown, by its key. */
  readonly shown: string | null;
  readonly calendars: Readonly<Record<string, CalendarDraft>>;
  readonly groups: Readonly<Record<string, Joining | null>>;
  /** From when on; null = at once. */
  readonly at: string | null;
  /** The server's check of the edit as it stands; null = not asked yet. */
  readonly check: RulesCheck | null;
  /** Days whose hours cannot be read. */
  readonly unread: readonly Weekday[];
  /** The last change is about to be taken back. */
  readonly isTakingBack: boolean;
  readonly isBusy: boolean;
  readonly isDone: boolean;
  readonly error: BridgeError | null;
};

export type HoursStore = {
  readonly store: StoreApi<HoursState>;
  readonly begin: () => void;
  /** Reads the rules in force again; edits stay. */
  readonly refresh: () => Promise<void>;
  readonly show: (key: string) => void;
  readonly typeDay: (day: Weekday, text: string) => void;
  readonly edit: (change: Partial<Pick<CalendarDraft, 'closures' | 'exceptions' | 'yearly'>>) => void;
  readonly setJoining: (group: string, joining: Joining | null) => void;
  readonly setAt: (at: string | null) => void;
  /** Asks the server for the effects of the edit. */
  readonly look: () => Promise<void>;
  /** Back from the server's answer to the edit. */
  readonly unlook: () => void;
  readonly save: (note: string, pin: string) => Promise<void>;
  readonly askBack: (isTakingBack: boolean) => void;
  readonly takeBack: (pin: string) => Promise<void>;
  /** Drops the edits. */
  readonly drop: () => void;
};

const UNEDITED = {
  calendars: {},
  groups: {},
  at: null,
  check: null,
  unread: [],
  isTakingBack: false,
  isBusy: false,
  error: null,
} as const;
const NOTHING: HoursState = { view: null, shown: null, isDone: false, ...UNEDITED };

export function createHours(link: DeskLink, language: () => Language): HoursStore {
  const store = createStore<HoursState>(() => NOTHING);
  const loading = createLoading(link, store);
  onOtherPerson(link, () => store.setState(NOTHING));
  const changed = (change: Partial<HoursState>): void =>
    store.setState({ ...change, check: null, error: null, isDone: false });
  const draftOf = (key: string): CalendarDraft | null => {
    const { view, calendars } = store.getState();
    const named = view?.calendars.find((one) => one.key === key);
    if (named === undefined) return null;
    const { closures, exceptions, yearly } = named.calendar;
    return calendars[key] ?? { closures, exceptions, yearly, typed: {} };
  };
  const put = (change: (draft: CalendarDraft) => CalendarDraft): void => {
    const { shown, calendars } = store.getState();
    const draft = shown === null ? null : draftOf(shown);
    if (shown !== null && draft !== null) changed({ calendars: { ...calendars, [shown]: change(draft) }, unread: [] });
  };
  const take = async (answer: BridgeAnswer<'rules.change'>): Promise<void> => {
    if (!answer.ok) return store.setState({ isBusy: false, error: answer.error });
    if (!answer.value.isDone) return store.setState({ isBusy: false, check: answer.value });
    const before = store.getState().view;
    store.setState({ ...UNEDITED, isDone: true });
    await loading.awaitNew(before);
  };
  const isFree = (): boolean => {
    if (store.getState().isBusy) return false;
    store.setState({ isBusy: true, error: null });
    return true;
  };
  return {
    store,
    begin() {
      store.setState({ ...NOTHING, isBusy: true });
      void loading.load();
    },
    refresh: () => loading.load(),
    show: (shown) => store.setState({ shown, unread: [] }),
    typeDay: (day, text) => put((draft) => ({ ...draft, typed: { ...draft.typed, [day]: text } })),
    edit: (change) => put((draft) => ({ ...draft, ...change })),
    setJoining: (group, joining) => changed({ groups: { ...store.getState().groups, [group]: joining } }),
    setAt: (at) => changed({ at }),
    async look() {
      const { view, at } = store.getState();
      const { edit, unread } = editOf(store.getState(), language());
      store.setState({ unread, isTakingBack: false });
      if (view === null || unread.length > 0 || !isFree()) return;
      const answer = await link.ask('rules.check', { base: view.version, edit, at });
      store.setState(answer.ok ? { isBusy: false, check: answer.value } : { isBusy: false, error: answer.error });
    },
    unlook: () => store.setState({ check: null, error: null }),
    async save(note, pin) {
      const { view, at } = store.getState();
      if (view === null || !isFree()) return;
      const what = { kind: 'edit', edit: editOf(store.getState(), language()).edit, at, note } as const;
      await take(await link.act('rules.change', { base: view.version, what, pin }));
    },
    // One PIN is asked for at a time.
    askBack: (isTakingBack) => store.setState({ isTakingBack, check: null, error: null, isDone: false }),
    async takeBack(pin) {
      const { view } = store.getState();
      if (view?.takesBack === null || view === null || !isFree()) return;
      const what = { kind: 'back', activation: view.takesBack } as const;
      await take(await link.act('rules.change', { base: view.version, what, pin }));
    },
    drop: () => store.setState({ ...UNEDITED, isDone: false }),
  };
}

/** Reads the rules in force, and reads them again until activated ones have come with the feed. */
function createLoading(link: DeskLink, store: StoreApi<HoursState>) {
  const load = async (): Promise<void> => {
    const answer = await link.ask('rules.view', {});
    if (!answer.ok) return store.setState({ isBusy: false, error: answer.error });
    const view = answer.value;
    store.setState(({ shown }) => ({ view, shown: shown ?? view.calendars[0]?.key ?? null, isBusy: false }));
  };
  const awaited: { from: RulesView | null } = { from: null };
  const look = async (): Promise<void> => {
    const { from } = awaited;
    if (from === null) return;
    await load();
    const { view } = store.getState();
    const isNew = view?.version !== from.version || view.planned?.id !== from.planned?.id;
    if (isNew && awaited.from === from) awaited.from = null;
  };
  link.on('desk.changed', () => void look());
  link.on('link.changed', () => void look());
  return {
    load,
    awaitNew(from: RulesView | null): Promise<void> {
      awaited.from = from;
      return look();
    },
  };
}

/** The edit to send, and the days whose hours cannot be read. */
function editOf({ view, calendars, groups }: HoursState, language: Language) {
  const unread = new Set<Weekday>();
  const edited = (view?.calendars ?? []).flatMap(({ key, calendar }) => {
    const draft = calendars[key];
    if (draft === undefined) return [];
    const { typed, ...lists } = draft;
    const weekly = weeklyOf(calendar, typed, { language, cannotRead: (day) => unread.add(day) });
    return [{ key, calendar: { ...calendar, ...lists, weekly } }];
  });
  const asked = Object.entries(groups).map(([id, joining]) => ({ id, joining }));
  return { edit: { calendars: edited, groups: asked }, unread: [...unread] };
}

function weeklyOf(
  calendar: Calendar,
  typed: CalendarDraft['typed'],
  { language, cannotRead }: { readonly language: Language; readonly cannotRead: (day: Weekday) => void },
): Calendar['weekly'] {
  const days = WEEKDAYS.filter((day) => typed[day] !== undefined && typed[day] !== dayText(calendar, day, language));
  if (days.length === 0) return calendar.weekly;
  const week = calendar.weekly ?? allDay;
  return days.reduce((all, day) => {
    const hours = typedHours(typed[day] ?? '');
    if (hours === null) cannotRead(day);
    return { ...all, [day]: hours ?? [] };
  }, week);
}

const always = [{ open: '00:00', close: '24:00' }];
/** Where no hours are known every day is open all day. */
const allDay = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };

/** The hours of a weekday as they are typed. */
export function dayText({ weekly }: Calendar, day: Weekday, language: Language): string {
  return sayHours((weekly ?? allDay)[day], language);
}

/** Whether anything was edited. */
export function isEdited({ calendars, groups }: Pick<HoursState, 'calendars' | 'groups'>): boolean {
  return Object.keys(calendars).length + Object.keys(groups).length > 0;
}
