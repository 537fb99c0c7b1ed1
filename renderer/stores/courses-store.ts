// The course that is open, with its readings and copies as they are now, and its forms. It stands in the place for titles, or over the place from
// which it was opened, and closes to that.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError, MethodOutput } from '../../shared/bridge/contract.ts';
import { readingId, type CourseId } from '../../shared/core/ids.ts';
import type { ListRow, ListView } from '../../shared/views/list.ts';
import type { CourseView } from '../../shared/views/course.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { SavedFile } from '../bridge/save-file.ts';
import { faultOf } from '../bridge/fault-of.ts';
import {
  copySaid,
  courseSaid,
  isComplete,
  openedForm,
  readingSaid,
  type CourseField,
  type CourseForm,
} from './course-form.ts';
import { nextRow } from './next-row.ts';
import type { RowActs } from './row-acts.ts';
import type { ScreenId, ViewStore } from './view-store.ts';
import type { Tone } from './work/tone-of.ts';

export type CourseTab = 'course-readings' | 'course-copies' | 'course-history';

export type CoursesState = {
  readonly open: CourseView | null;
  /** The place that it was opened over; null = it stands in the place for titles. */
  readonly over: ScreenId | null;
  readonly tab: CourseTab;
  /** Lists of the tabs, as far as they were opened. */
  readonly lists: Readonly<Partial<Record<CourseTab, ListView>>>;
  readonly focus: string | null;
  readonly form: CourseForm | null;
  /** The copy that was put on reserve last. `out`: it is on loan until then, and whether it was recalled; null = it is not out. */
  readonly placed: {
    readonly title: string;
    readonly out: { readonly until: string; readonly isRecalled: boolean } | null;
  } | null;
  /** The patron on the desk asked for a reading of which no copy is in: the reports count it. */
  readonly isTurnedAway: boolean;
  readonly error: BridgeError | null;
};

export type Courses = {
  readonly store: StoreApi<CoursesState>;
  readonly open: (courseId: CourseId) => Promise<void>;
  readonly close: () => void;
  readonly refresh: () => Promise<void>;
  readonly setTab: (tab: CourseTab) => void;
  readonly focusRow: (key: string) => void;
  readonly move: (by: 1 | -1) => void;
  readonly act: (row: ListRow, act: string, answer?: string | null) => Promise<void>;
  /** Lends a copy of the reading of a row that is in to the patron on the desk; where none is in, that is noted. False: no one is there. */
  readonly lend: (row: ListRow) => boolean;
  /** Opens a form: of a new course where none is open. */
  readonly ask: (kind: CourseForm['kind'], isNew?: boolean) => Promise<void>;
  readonly change: (field: CourseField, text: string) => void;
  /** A copy that was scanned into its field: one that goes on reserve does so at once. */
  readonly takeCopy: (barcode: string) => void;
  readonly cancel: () => void;
  readonly send: () => Promise<void>;
  /** The course goes on in the newest term. */
  readonly useNow: () => Promise<void>;
  readonly end: () => Promise<void>;
  /** Saves the list with its copies as a page to print. */
  readonly saveList: () => Promise<void>;
};

export type CoursesParts = {
  readonly link: DeskLink;
  readonly view: ViewStore;
  readonly rowActs: RowActs;
  readonly play: (tone: Tone) => void;
  /** Of the patron on the desk; null = no one is there. */
  readonly patronCard: () => string | null;
  readonly saveFile: (file: SavedFile) => void;
  /** Lends to the patron on the desk, as a scan does. */
  readonly lendCopy: (barcode: string) => void;
};

const EMPTY: CoursesState = {
  open: null,
  over: null,
  tab: 'course-readings',
  lists: {},
  focus: null,
  form: null,
  placed: null,
  isTurnedAway: false,
  error: null,
};
/** More rows than a course has. */
const MOST_ROWS = 2_000;

/** Whether its record is on the screen. */
export function isCourseShown({ open, over }: Pick<CoursesState, 'open' | 'over'>, screen: ScreenId): boolean {
  return open !== null && screen === (over ?? 'titles');
}

export function createCourses(parts: CoursesParts): Courses {
  const { link, view, rowActs, play } = parts;
  const store = createStore<CoursesState>(() => EMPTY);
  const read = async (courseId: CourseId, more: Partial<CoursesState> = {}): Promise<BridgeError | null> => {
    const { tab, lists } = { ...store.getState(), ...more };
    const [course, list] = await Promise.all([
      link.ask('course.view', { courseId }),
      link.ask('list.view', { list: tab, of: courseId, limit: MOST_ROWS }),
    ]);
    if (!course.ok) return course.error;
    store.setState({ open: course.value, ...more, lists: list.ok ? { ...lists, [tab]: list.value } : lists });
    return null;
  };
  const refused = (error: BridgeError): void => {
    store.setState({ error });
    play('refused');
  };
  const refresh = async (): Promise<void> => {
    const { open } = store.getState();
    if (open === null) return;
    const error = await read(open.courseId);
    if (error !== null) store.setState({ ...EMPTY, error });
  };
  const look = (): void => {
    if (isCourseShown(store.getState(), view.getState().screen)) void refresh();
  };
  link.on('desk.changed', look);
  view.subscribe((now, before) => {
    if (now.screen === before.screen) return;
    // It belongs to the place that it was opened over.
    if (store.getState().over !== null) store.setState(EMPTY);
    else look();
  });
  link.on('session.changed', () => store.setState(EMPTY));
  const open = async (courseId: CourseId): Promise<void> => {
    const { screen } = view.getState();
    const before = store.getState();
    const over = screen === 'titles' ? null : screen;
    const isSame = before.open?.courseId === courseId && before.over === over;
    const kept = isSame ? {} : { tab: EMPTY.tab, lists: {}, form: null, placed: null };
    view.setState({ whyEntry: null, isOpenedBehind: false });
    const error = await read(courseId, { over, focus: null, error: null, ...kept });
    if (error !== null) refused(error);
  };
  return {
    store,
    open,
    refresh,
    close: () => store.setState(EMPTY),
    setTab(tab) {
      store.setState({ tab, focus: null, error: null });
      void refresh();
    },
    focusRow: (focus) => store.setState(focus === store.getState().focus ? {} : { focus, isTurnedAway: false }),
    move: (by) => store.setState((state) => ({ focus: nextRow(rowsOf(state), state.focus, by) })),
    async act(row, name, answer = null) {
      const at = rowsOf(store.getState()).findIndex(({ key }) => key === row.key);
      store.setState({ error: null });
      const done = await rowActs.run(name, row, answer);
      if (!done.ok) refused(done.error);
      await refresh();
      // The row may be gone: the row in its place has the focus then.
      store.setState((state) => {
        const rows = rowsOf(state);
        const isThere = rows.some(({ key }) => key === state.focus);
        return isThere ? {} : { focus: rows[Math.min(at, rows.length - 1)]?.key ?? null };
      });
    },
    lend: (row) => lendFrom(parts, store, row),
    ...ending(link, store, { play, refresh, refused }),
    saveList: async () => {
      const error = await saveList(parts, store.getState());
      if (error !== null) refused(error);
    },
    ...forms({ link, play }, store, { open, refresh, refused }),
  };
}

/** A course ends, or goes on in the newest term. */
function ending(
  link: DeskLink,
  store: StoreApi<CoursesState>,
  { play, refresh, refused }: Pick<CoursesParts, 'play'> & Omit<Ways, 'open'>,
): Pick<Courses, 'useNow' | 'end'> {
  const written = async (answer: BridgeAnswer<'course.edit' | 'course.end'>): Promise<void> => {
    const fault = faultOf(answer);
    if (fault !== null) return refused(fault);
    play('done');
    store.setState({ error: null });
    await refresh();
  };
  return {
    async useNow() {
      const { open: course } = store.getState();
      const choices = await link.ask('course.choices', {});
      const term = choices.ok ? choices.value.terms[0] : undefined;
      if (course === null || term === undefined) return;
      await written(await link.act('course.edit', { courseId: course.courseId, term, ended: false }));
    },
    async end() {
      const { open: course } = store.getState();
      if (course !== null) await written(await link.act('course.end', { courseId: course.courseId }));
    },
  };
}

function rowsOf({ lists, tab }: CoursesState): readonly ListRow[] {
  return lists[tab]?.rows ?? [];
}

/** Returns the reason why it was not saved. */
async function saveList(
  { link, saveFile }: Pick<CoursesParts, 'link' | 'saveFile'>,
  { open }: CoursesState,
): Promise<BridgeError | null> {
  if (open === null) return null;
  const answer = await link.act('list.export', { list: 'course-readings', of: open.courseId, format: 'pdf' });
  if (!answer.ok) return answer.error;
  const { name, base64 } = answer.value;
  saveFile({ name, bytes: Uint8Array.from(atob(base64), (one) => one.codePointAt(0) ?? 0) });
  return null;
}

/** The copy of the row where it is in, or another of its reading. Where none is, the patron on the desk was turned away, which is noted. */
function lendFrom(
  { link, play, patronCard, lendCopy }: Pick<CoursesParts, 'link' | 'play' | 'patronCard' | 'lendCopy'>,
  store: StoreApi<CoursesState>,
  row: ListRow,
): boolean {
  const state = store.getState();
  const card = patronCard();
  store.setState({ isTurnedAway: false });
  if (state.tab !== 'course-readings' || card === null) return false;
  const ofReading = rowsOf(state).filter(({ names }) => names['readingId'] === row.names['readingId']);
  const free = row.state === 'reserve' ? row : ofReading.find(({ state: is }) => is === 'reserve');
  const barcode = free?.names['barcode'];
  if (barcode !== undefined) {
    lendCopy(barcode);
    return true;
  }
  const reading = row.names['readingId'];
  if (reading === undefined || row.names['barcode'] === undefined) return false;
  void link.act('course.wanted', { readingId: readingId(reading), patron: card }).then((answer) => {
    if (answer.ok && answer.value.isNoted) store.setState({ isTurnedAway: true });
    play('refused');
  });
  return true;
}

type FormParts = Pick<CoursesParts, 'link' | 'play'>;
type Ways = Pick<Courses, 'open' | 'refresh'> & { readonly refused: (error: BridgeError) => void };

/** The forms of the course that is open, and of a new one. */
function forms(
  { link, play }: FormParts,
  store: StoreApi<CoursesState>,
  { open, refresh, refused }: Ways,
): Pick<Courses, 'ask' | 'change' | 'takeCopy' | 'cancel' | 'send'> {
  const send = async (form: CourseForm): Promise<BridgeError | null> => {
    const { courseId, kind } = form;
    if (kind === 'course' && courseId === null) {
      const answer = await link.act('course.add', courseSaid(form));
      if (answer.ok) await open(answer.value.courseId);
      return faultOf(answer);
    }
    if (courseId === null) return null;
    if (kind === 'course') return faultOf(await link.act('course.edit', { courseId, ...courseSaid(form) }));
    if (kind === 'reading') return faultOf(await link.act('course.addReading', readingSaid(courseId, form)));
    const placed = await link.act('reserve.place', copySaid(courseId, form));
    if (placed.ok) store.setState({ placed: placedBy(placed.value) });
    return faultOf(placed);
  };
  const change: Courses['change'] = (field, text) =>
    store.setState(({ form }) =>
      form === null ? {} : { form: { ...form, texts: { ...form.texts, [field]: text }, error: null } },
    );
  const sendForm = async (): Promise<void> => {
    const { form } = store.getState();
    if (form === null || form.isBusy || !isComplete(form)) return;
    store.setState({ form: { ...form, isBusy: true, error: null } });
    const fault = await send(form);
    play(fault === null ? 'done' : 'refused');
    const { form: now } = store.getState();
    // It may have been closed while the desk answered.
    if (now?.kind === form.kind) store.setState({ form: afterSending(now, fault) });
    await refresh();
  };
  return {
    async ask(kind, isNew = false) {
      const choices = await link.ask('course.choices', {});
      if (!choices.ok) return refused(choices.error);
      const { open: course } = store.getState();
      store.setState({ form: openedForm(kind, choices.value, isNew ? null : course), error: null, placed: null });
    },
    change,
    takeCopy(barcode) {
      change('copy', barcode);
      if (store.getState().form?.kind === 'copy') void sendForm();
    },
    cancel: () => store.setState({ form: null }),
    send: sendForm,
  };
}

/** The form with its fault; without one it closes, but stays for the next of a pile of copies. */
function afterSending(form: CourseForm, fault: BridgeError | null): CourseForm | null {
  if (fault !== null) return { ...form, isBusy: false, error: fault };
  return form.kind === 'copy' ? { ...form, isBusy: false, texts: { ...form.texts, copy: '' } } : null;
}

function placedBy({ title, recalledText, outUntilText }: MethodOutput<'reserve.place'>): CoursesState['placed'] {
  const until = recalledText ?? outUntilText;
  return { title, out: until === null ? null : { until, isRecalled: recalledText !== null } };
}
