// The lines that Find anything lists for a text, and the effect of opening each.

import type { ListRow, ListView } from '../../../shared/views/list.ts';
import type { Desk } from '../../desk/desk.ts';
import { KEYS, type ActionId } from '../../keys/key-map.ts';
import type { SearchState } from '../../stores/search-store.ts';
import { hasRight, mayDo } from '../../stores/station.ts';
import { SCREENS, isScreenId, openSettings, type SettingsSection } from '../../stores/view-store.ts';
import { lastFour } from '../../text/moments.ts';
import { sayCards } from '../../text/say-cards.ts';
import { isKnownWord } from '../../text/known-word.ts';
import type { Translate } from '../../text/speak.ts';
import { unitsIn } from '../../text/units-in.ts';
import { whoHas, whoMay } from '../../ui/answer/reason-lines.tsx';
import { openEquipment } from '../../desk/open-equipment.ts';
import { actRows, partRows } from './act-rows.ts';
import { exactIds } from './exact-rows.ts';
import type { FoundGroup, FoundRow } from './found-row.ts';
import { areActsFirst, inOrder, isActCalled, matcher } from './row-order.ts';

/** Groups in the order they are shown; an empty text lists screens and actions. */
export function rowsOf(desk: Desk, t: Translate, found: SearchState): readonly FoundGroup[] {
  const isNamed = matcher(found.text);
  const isTyped = found.text.trim() !== '';
  const screens: FoundGroup = {
    title: t('find.screens'),
    rows: [...screenRows(desk, t), logRow(desk, t), ...listRows(desk, t)].filter(isNamed),
  };
  const actions: FoundGroup = {
    title: t('find.actions'),
    rows: inOrder(found.text, {
      rows: [
        ...(isTyped ? namedActs(desk, t) : []),
        ...actionRows(desk, t, isTyped),
        ...settingRows(desk, t),
        dueDatesRow(desk, t),
        paperRow(desk, t),
        emptySheetRow(desk, t),
        equipmentRow(desk, t),
        billsRow(desk, t),
        feedsRow(desk, t),
      ].filter(isNamed),
      hasPatron: (desk.work.store.getState().patron?.view ?? null) !== null,
    }),
  };
  const isCalled = isActCalled(found.text, actions.rows);
  const acts = areActsFirst(found.text, actions.rows, screens.rows) ? [actions, screens] : [screens, actions];
  const exact = exactIds(found);
  const [patrons, items] = [patronRows(desk, t, found), itemRows(desk, found)];
  const isOther = ({ id }: FoundRow): boolean => !exact.has(id);
  return [
    // A number, or its last digits, is the one thing that is meant.
    { title: t('findRank.exact'), rows: [...patrons, ...items].filter(({ id }) => exact.has(id)) },
    ...(isCalled ? acts : []),
    { title: t('find.patrons'), rows: patrons.filter(isOther) },
    {
      title: desk.station.store.getState().desk?.reservesName ?? t('course.courses'),
      rows: courseRows(desk, t, found),
    },
    { title: t('equipment.title'), rows: kindRows(desk, t, found) },
    { title: t('find.items'), rows: items.filter(isOther) },
    { title: t('find.onRow'), rows: rowActRows(desk).filter(isNamed) },
    ...(isCalled ? [] : acts),
    { title: t('people.title'), rows: isTyped ? staffRows(desk, t).filter(isNamed) : [] },
  ];
}

function patronRows({ work, view }: Desk, t: Translate, { patrons }: SearchState): readonly FoundRow[] {
  return patrons.map((patron) => ({
    id: `patron-${patron.card}`,
    icon: 'patron',
    title: patron.name,
    sub: [patron.groupName, patron.homeName].filter(Boolean).join(' · '),
    end: sayCards(t, patron.card, patron.otherCard),
    tag: patron.blocked ? t('find.blocked') : patron.expired ? t('find.expired') : '',
    tagTone: patron.blocked ? 'bad' : 'warn',
    keys: null,
    open() {
      if (view.getState().screen !== 'patrons') view.setState({ screen: 'checkout' });
      void work.openPatron(patron.card);
    },
  }));
}

function itemRows({ items: records }: Desk, { items }: SearchState): readonly FoundRow[] {
  return items.map((item) => ({
    id: `item-${item.barcode}`,
    icon: 'title',
    title: item.title,
    // Copies differ in location and call number, so those come before their common fields.
    sub: [item.callNumber, item.location, item.author].filter(Boolean).join(' · '),
    end: lastFour(item.barcode),
    tag: item.statusText,
    tagTone: item.status === 'available' ? 'good' : 'calm',
    keys: null,
    open: () => void records.open(item.barcode),
  }));
}

function courseRows({ courses: records }: Desk, t: Translate, { courses }: SearchState): readonly FoundRow[] {
  return courses.map((course) => ({
    ...plainRow(
      `course-${course.courseId}`,
      [course.numbers[0], course.section, course.name].filter(Boolean).join(' '),
    ),
    icon: 'reserve',
    sub: [course.instructors[0], course.term].filter(Boolean).join(' · '),
    tag: course.isOver ? t('course.over') : t('course.in', { count: course.available }),
    tagTone: course.available > 0 ? 'good' : 'calm',
    open: () => void records.open(course.courseId),
  }));
}

/** A kind opens its day on Work. */
function kindRows(desk: Desk, t: Translate, { kinds }: SearchState): readonly FoundRow[] {
  return kinds.map(({ id, name, terms, ...counted }) => ({
    ...plainRow(`kind-${id}`, name),
    icon: 'booking',
    sub: terms,
    tag: unitsIn(t, counted),
    tagTone: counted.free > 0 ? 'good' : 'calm',
    open() {
      openEquipment(desk, id);
    },
  }));
}

function screenRows({ actions }: Desk, t: Translate): readonly FoundRow[] {
  return SCREENS.map((screen) => ({
    ...plainRow(`screen-${screen}`, t(`screen.${screen}`)),
    icon: 'place',
    keys: screen,
    open: actions[screen].run,
  }));
}

/** The log of the desk, in Shift & reports. */
function logRow({ view, work }: Desk, t: Translate): FoundRow {
  return {
    ...plainRow('desk-log', t('log.nav')),
    words: t('findWords.log').split(', '),
    icon: 'checklist',
    open() {
      view.setState({ part: 'messages' });
      void work.goTo('reports');
    },
  };
}

/** Opens a part of Work in place of whatever is open there. */
function openAtWork({ bills, dueDates, equipment, feeds, paper, work }: Desk, open: () => void): void {
  for (const other of [bills, dueDates, equipment, feeds, paper]) other.close();
  void work.goTo('work');
  open();
}

/** Lists that people work down, each with its count. */
function listRows(desk: Desk, t: Translate): readonly FoundRow[] {
  const { lists } = desk;
  return (lists.store.getState().lists ?? []).map(({ list, heading, count }) => ({
    ...plainRow(`list-${list}`, heading),
    words: wordsOfList(t, list),
    icon: 'pull',
    end: String(count),
    open: () => openAtWork(desk, () => lists.openList(list)),
  }));
}

/** Words by which people look for a list, besides its name. */
function wordsOfList(t: Translate, list: string): readonly string[] {
  return list === 'patrons-to-call' ? t('findWords.calls').split(', ') : [];
}

/** Acts on the row that had the focus last, of the list or record that is open, each with why it is not possible. */
function rowActRows({ accounts, lists, titles, view }: Desk): readonly FoundRow[] {
  const { screen } = view.getState();
  if (screen === 'work') {
    const { view: list, recent } = lists.store.getState();
    return actsOfRow(rowOf(list, recent), (row, { act, asks }) => {
      if (asks === null) void lists.act(row, act);
      else lists.ask(row.key, act);
    });
  }
  // On records a question is asked on the row itself: the row gets the focus back for its letters.
  const record = screen === 'titles' ? titles : screen === 'patrons' ? accounts : null;
  if (record === null) return [];
  const { lists: tabs, tab, focus } = record.store.getState();
  const list = Object.entries(tabs).find(([name]) => name === tab)?.[1];
  return actsOfRow(rowOf(list, focus), (row, { act, asks }) => {
    if (asks === null) void record.act(row, act);
    else record.focusRow(row.key);
  });
}

function rowOf(list: ListView | null | undefined, key: string | null): ListRow | undefined {
  return list?.rows.find((row) => row.key === key);
}

function actsOfRow(
  row: ListRow | undefined,
  open: (row: ListRow, act: ListRow['acts'][number]) => void,
): readonly FoundRow[] {
  if (row === undefined) return [];
  return row.acts.map((act) => ({
    ...plainRow(`row-${act.act}-${act.key}`, act.label),
    sub: row.names['title'] ?? '',
    end: act.key,
    ...(act.whyNot === null ? {} : { whyNot: act.whyNot }),
    open: () => open(row, act),
  }));
}

/** Acts by their everyday names. */
function namedActs(desk: Desk, t: Translate): readonly FoundRow[] {
  const rows = actRows(desk, t).map(({ method, ...row }): FoundRow => ({
    ...plainRow(`act-${method}`, row.title),
    ...row,
  }));
  const parts = partRows(desk, t).map(({ part, ...row }): FoundRow => ({
    ...plainRow(`part-${part}`, row.title),
    ...row,
  }));
  return [...rows, ...parts];
}

/** Staff, for a person who manages them. */
function staffRows({ people, station, view }: Desk, t: Translate): readonly FoundRow[] {
  if (!hasRight(station.store.getState(), 'manage-staff')) return [];
  return (people.store.getState().view?.staff ?? []).map(({ staff, role }) => ({
    ...plainRow(`staff-${staff}`, staff),
    icon: 'patron',
    sub: role === null ? t('people.off') : isKnownWord('role', role) ? t(`role.${role}`) : role,
    open: () => openSettings(view, 'staff'),
  }));
}

/** Settings that people look for by other words. */
function settingRows({ find, station, view }: Desk, t: Translate): readonly FoundRow[] {
  const has = (right: Parameters<typeof hasRight>[1]) => hasRight(station.store.getState(), right);
  const row = (id: string, title: string, words: string, section: SettingsSection): FoundRow => ({
    ...plainRow(id, title),
    words: words.split(', '),
    open: () => openSettings(view, section, find.store.getState().text),
  });
  return [
    row('pin', t('pin.save'), t('pin.words'), 'pin'),
    ...(has('manage-staff') ? [row('people', t('people.open'), t('people.words'), 'staff')] : []),
    ...(has('manage-desk') ? [row('list-files', t('listFiles.open'), t('listFiles.words'), 'lists')] : []),
    ...(has('edit-rules')
      ? [
          row('equipmentTerms', t('equipmentTerms.open'), t('equipmentTerms.words'), 'equipment'),
          row('notice-texts', t('notices.open'), t('notices.openWords'), 'notices'),
          row('kinds', t('kinds.open'), t('kinds.words'), 'kinds'),
          row('searches', t('searches.open'), t('searches.words'), 'searches'),
        ]
      : []),
    row('hours', t('hours.open'), `${t('hours.words')}, ${t('closing.words')}`, 'hours'),
  ];
}

/** Bills to other offices. */
function billsRow(desk: Desk, t: Translate): FoundRow {
  const { bills, station } = desk;
  const row = { ...plainRow('bills', t('bills.title')), words: t('bills.words').split(', ') };
  if (!hasRight(station.store.getState(), 'send-bills'))
    return { ...row, whyNot: t('bills.mayNot', { who: whoHas(t, 'send-bills') }) };
  return {
    ...row,
    open: () => openAtWork(desk, () => void bills.begin()),
  };
}

/** Files of other offices. */
function feedsRow(desk: Desk, t: Translate): FoundRow {
  const { feeds, station } = desk;
  const row = { ...plainRow('feeds', t('feeds.title')), words: t('feeds.words').split(', ') };
  if (!hasRight(station.store.getState(), 'work-feeds'))
    return { ...row, whyNot: t('feeds.mayNot', { who: whoHas(t, 'work-feeds') }) };
  return {
    ...row,
    open: () => openAtWork(desk, () => void feeds.begin()),
  };
}

/** Bookings of equipment. */
function equipmentRow(desk: Desk, t: Translate): FoundRow {
  return {
    ...plainRow('equipment', t('equipment.title')),
    icon: 'booking',
    words: t('equipment.words').split(', '),
    open: () => openEquipment(desk, null),
  };
}

/** A downtime sheet. */
function paperRow(desk: Desk, t: Translate): FoundRow {
  const { paper, station } = desk;
  const row = { ...plainRow('paper', t('paper.title')), words: t('paper.words').split(', ') };
  if (!hasRight(station.store.getState(), 'resolve-exceptions')) return { ...row, whyNot: t('paper.mayNot') };
  return {
    ...row,
    open: () => openAtWork(desk, () => void paper.begin()),
  };
}

/** An empty downtime sheet: to be printed before it is needed, or while the line is down. */
function emptySheetRow({ paper }: Desk, t: Translate): FoundRow {
  return {
    ...plainRow('empty-sheet', t('paper.printTitle')),
    words: t('paper.printWords').split(', '),
    open: () => void paper.print(),
  };
}

/** Due dates of many loans. */
function dueDatesRow(desk: Desk, t: Translate): FoundRow {
  const { dueDates, station } = desk;
  const row = { ...plainRow('due-dates', t('dueMany.title')), words: t('dueMany.words').split(', ') };
  if (!mayDo(station.store.getState(), 'circ.changeDueDate'))
    return { ...row, whyNot: t('dueMany.mayNot', { who: whoMay(t, 'circ.changeDueDate') }) };
  return {
    ...row,
    open: () => openAtWork(desk, () => void dueDates.begin()),
  };
}

function actionRows(desk: Desk, t: Translate, isTyped: boolean): readonly FoundRow[] {
  const { actions, line, leaving, practice } = desk;
  // An action that would end its own effect has the name of that end.
  const nameOf: { readonly [I in ActionId]?: 'resume' | 'practiceLeave' } = {
    ...(line.store.getState().status?.paused === true ? { pause: 'resume' } : {}),
    ...(practice.isOn() ? { practice: 'practiceLeave' } : {}),
  };
  const ready = (id: ActionId): FoundRow => ({
    ...plainRow(`action-${id}`, t(`action.${nameOf[id] ?? id}`)),
    keys: id,
    ...(id === 'slip' || id === 'settings' || id === 'practice' ? { words: t(`findWords.${id}`).split(', ') } : {}),
    open: actions[id].run,
  });
  const offered = Object.keys(KEYS).filter(isOfferedAction);
  return [
    ...offered.flatMap((id) => (actions[id].isReady() ? [ready(id)] : lackingRow(desk, t, id, isTyped))),
    {
      ...plainRow('action-sign-out', t('action.signOut')),
      words: t('findWords.signOut').split(', '),
      open: leaving.signOut,
    },
  ];
}

/** Missing needs of an action, by the words of `findNeeds`. */
const NEEDED: {
  readonly [I in ActionId]?: 'refused' | 'scanned' | 'checkin' | 'checkout' | 'sponsor' | 'line' | 'work' | 'undo';
} = {
  why: 'scanned',
  goAhead: 'scanned',
  override: 'refused',
  undo: 'undo',
  bookDrop: 'checkin',
  inHouse: 'checkin',
  inventory: 'checkin',
  carts: 'checkin',
  renewMode: 'checkout',
  setDue: 'checkout',
  forWhom: 'sponsor',
  syncNow: 'line',
  pause: 'line',
  carry: 'line',
  bring: 'line',
  printList: 'work',
};

const ABOUT_PATRON: ReadonlySet<ActionId> = new Set(['renewAll', 'recall', 'details', 'setDue', 'forWhom']);

/** An act that cannot be done here is listed with the reason once it is searched for. */
function lackingRow({ work }: Desk, t: Translate, id: ActionId, isTyped: boolean): readonly FoundRow[] {
  const row = { ...plainRow(`action-${id}`, t(`action.${id}`)), keys: id };
  if (work.store.getState().patron === null && ABOUT_PATRON.has(id)) return [{ ...row, whyNot: t('find.noPatron') }];
  const need = NEEDED[id];
  return need === undefined || !isTyped ? [] : [{ ...row, whyNot: t(`findNeeds.${need}`) }];
}

function plainRow(id: string, title: string): FoundRow {
  return { id, icon: 'settings', title, sub: '', end: '', tag: '', tagTone: 'calm', keys: null, open: () => {} };
}

function isOfferedAction(id: string): id is ActionId {
  const isPlace = /^(step\d|nextCard|previousCard|toRecord|toScanBox)$/.test(id);
  return (
    Object.hasOwn(KEYS, id) && !(isScreenId(id) && id !== 'settings') && !isPlace && !['find', 'close'].includes(id)
  );
}
