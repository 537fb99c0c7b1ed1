// What Find anything lists for a text, and what opening each line does.

import { ACT_FACTS } from '../../../shared/bridge/act-facts.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import type { Desk } from '../../desk/desk.ts';
import { KEYS, type ActionId } from '../../keys/key-map.ts';
import type { SearchState } from '../../stores/search-store.ts';
import { hasRight, mayDo } from '../../stores/station.ts';
import { SCREENS, isScreenId, openSettings } from '../../stores/view-store.ts';
import { lastFour } from '../../text/moments.ts';
import { sayCards } from '../../text/say-cards.ts';
import type { Translate } from '../../text/speak.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import type { IconName } from '../../ui/icon.tsx';

export type FoundRow = {
  readonly id: string;
  readonly icon: IconName;
  readonly title: string;
  readonly sub: string;
  /** The end of the card or barcode: which of several that look alike. Never cut off. */
  readonly end: string;
  readonly tag: string;
  readonly tagTone: 'good' | 'warn' | 'bad' | 'calm';
  readonly keys: ActionId | null;
  /** Further words by which it is found. */
  readonly words?: readonly string[];
  /** It is listed and cannot be done here: why. */
  readonly whyNot?: string;
  readonly open: () => void;
};

export type FoundGroup = { readonly title: string; readonly rows: readonly FoundRow[] };

/** Groups in the order they are shown; an empty text lists screens and actions. */
export function rowsOf(desk: Desk, t: Translate, found: SearchState): readonly FoundGroup[] {
  const isNamed = matcher(found.text);
  return [
    { title: t('find.patrons'), rows: patronRows(desk, t, found) },
    { title: t('find.items'), rows: itemRows(desk, found) },
    { title: t('find.onRow'), rows: rowActRows(desk).filter(isNamed) },
    { title: t('find.screens'), rows: [...screenRows(desk, t), ...listRows(desk)].filter(isNamed) },
    {
      title: t('find.actions'),
      rows: [...actionRows(desk, t), ...settingRows(desk, t), dueDatesRow(desk, t)].filter(isNamed),
    },
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
    // Copies differ in where they stand and in their call number, so those come before what they share.
    sub: [item.callNumber, item.location, item.author].filter(Boolean).join(' · '),
    end: lastFour(item.barcode),
    tag: item.statusText,
    tagTone: item.status === 'available' ? 'good' : 'calm',
    keys: null,
    open: () => void records.open(item.barcode),
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

/** Lists that people work down, each with its count. */
function listRows({ dueDates, lists, work }: Desk): readonly FoundRow[] {
  return (lists.store.getState().lists ?? []).map(({ list, heading, count }) => ({
    ...plainRow(`list-${list}`, heading),
    icon: 'pull',
    end: String(count),
    open() {
      void work.goTo('work');
      dueDates.close();
      lists.openList(list);
    },
  }));
}

/** Acts on the row of the open list that had the focus last, each with why it is not possible. */
function rowActRows({ lists, view }: Desk): readonly FoundRow[] {
  const { view: list, recent } = lists.store.getState();
  const row = list?.rows.find(({ key }) => key === recent);
  if (row === undefined || view.getState().screen !== 'work') return [];
  return row.acts.map(({ act, key, label, whyNot, asks }) => ({
    ...plainRow(`row-${act}-${key}`, label),
    sub: row.names['title'] ?? '',
    end: key,
    ...(whyNot === null ? {} : { whyNot }),
    open() {
      if (asks === null) void lists.act(row, act);
      else lists.ask(row.key, act);
    },
  }));
}

/** What Settings holds that people look for by other words. */
function settingRows({ station, view }: Desk, t: Translate): readonly FoundRow[] {
  const staff = {
    ...plainRow('people', t('people.open')),
    words: t('people.words').split(', '),
    open: () => openSettings(view, 'staff'),
  };
  const times = {
    ...plainRow('hours', t('hours.open')),
    words: [...t('hours.words').split(', '), ...t('closing.words').split(', ')],
    open: () => openSettings(view, 'hours'),
  };
  const pin = {
    ...plainRow('pin', t('pin.save')),
    words: t('pin.words').split(', '),
    open: () => openSettings(view, 'pin'),
  };
  return [pin, ...(hasRight(station.store.getState(), 'manage-staff') ? [staff] : []), times];
}

/** Due dates of many loans. */
function dueDatesRow({ dueDates, station, work }: Desk, t: Translate): FoundRow {
  const row = { ...plainRow('due-dates', t('dueMany.title')), words: t('dueMany.words').split(', ') };
  if (!mayDo(station.store.getState(), 'circ.changeDueDate'))
    return { ...row, whyNot: t('dueMany.mayNot', { who: whoMay(t, 'circ.changeDueDate') }) };
  return {
    ...row,
    open() {
      void work.goTo('work');
      void dueDates.begin();
    },
  };
}

function actionRows({ actions, line, station, practice, work }: Desk, t: Translate): readonly FoundRow[] {
  const ids = Object.keys(KEYS)
    .filter(isOfferedAction)
    .filter((id) => actions[id].isReady());
  // What ends what it began is named by what it does now.
  const nameOf: { readonly [I in ActionId]?: 'resume' | 'practiceLeave' } = {
    ...(line.store.getState().status?.paused === true ? { pause: 'resume' } : {}),
    ...(practice.isOn() ? { practice: 'practiceLeave' } : {}),
  };
  const rows: readonly FoundRow[] = ids.map((id) => ({
    ...plainRow(`action-${id}`, t(`action.${nameOf[id] ?? id}`)),
    keys: id,
    open: actions[id].run,
  }));
  return [
    ...rows,
    ...lackingRows(actions, work, t),
    { ...plainRow('action-sign-out', t('action.signOut')), open: () => void station.signOut() },
  ];
}

const ABOUT_PATRON = ['renewAll', 'recall', 'details', 'setDue'] as const;

/** What is about a patron is listed without one too, with that. */
function lackingRows(actions: Desk['actions'], work: Desk['work'], t: Translate): readonly FoundRow[] {
  if (work.store.getState().patron !== null) return [];
  return ABOUT_PATRON.filter((id) => !actions[id].isReady()).map((id) => ({
    ...plainRow(`action-${id}`, t(`action.${id}`)),
    keys: id,
    whyNot: t('find.noPatron'),
  }));
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

/** Whether every word of the text begins a word of the title, or of one thing by which its acts are looked for. */
function matcher(text: string): (row: FoundRow) => boolean {
  const words = foldText(text).split(' ').filter(Boolean);
  return ({ title, keys, words: more = [] }) => {
    const acts = keys === null ? [] : Object.values(ACT_FACTS).filter(({ action }) => action === keys);
    const names = [title, ...more, ...acts.flatMap(({ keywords }) => keywords)].map((name) => ` ${foldText(name)}`);
    return names.some((name) => words.every((word) => name.includes(` ${word}`)));
  };
}
