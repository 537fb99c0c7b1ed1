// Work on the page that is typed and not saved, and how a person who signs out is asked about it.

import { createLeaving, type Leaving, type Unsaved } from '../stores/leaving-store.ts';
import { isCounting } from '../stores/shift-store.ts';
import { unsavedSections } from '../stores/unsaved-sections.ts';
import type { Desk } from './desk.ts';
import { watchTypedForms } from './typed-forms.ts';

type Kept = Pick<
  Desk,
  | 'hours'
  | 'roles'
  | 'noticeTexts'
  | 'habits'
  | 'fees'
  | 'shift'
  | 'log'
  | 'paper'
  | 'accounts'
  | 'titles'
  | 'items'
  | 'courses'
  | 'work'
  | 'station'
>;

/** Asks before its person signs out; a scan is work that goes on, and takes the question away. */
export function createUnsavedLeaving(page: Window, desk: Kept): Leaving {
  const forms = watchTypedForms(page);
  const unsaved = (): readonly Unsaved[] => {
    const settings = unsavedSections({
      hours: desk.hours.store.getState(),
      roles: desk.roles.store.getState(),
      log: desk.log.store.getState(),
      notices: desk.noticeTexts.store.getState(),
      habits: desk.habits.store.getState(),
    });
    // The fields of a page of Settings are a form as well.
    const isForm = isKeptForm(desk) || (settings.length === 0 && forms.isTyped());
    return isForm ? [...settings, 'form'] : settings;
  };
  const leaving = createLeaving({ station: desk.station, unsaved, discard: () => discard(desk) });
  const stopHearing = desk.work.store.subscribe(({ queued }, before) => {
    if (queued.length > before.queued.length) leaving.stay();
  });
  return {
    ...leaving,
    close() {
      forms.stop();
      stopHearing();
      leaving.close();
    },
  };
}

/** Forms that keep what is typed while another place is shown. */
function isKeptForm({ fees, shift, log, paper, accounts, titles, items, courses, work }: Kept): boolean {
  const { isTyped, step } = fees.store.getState();
  const account = accounts.store.getState().form;
  const { edit: title } = titles.store.getState();
  const { edit: item } = items.store.getState();
  const course = courses.store.getState().form;
  return (
    (isTyped && step !== 'done') ||
    isCounting(shift.store.getState()) ||
    isLogTyped(log) ||
    paper.store.getState().text.trim() !== '' ||
    (account !== null && isOther(account.fields, account.before)) ||
    (title !== null && isOther(title.texts, title.before)) ||
    (item !== null && isOther(item.texts, item.before)) ||
    (course !== null && course.courseId === null && course.texts.name.trim() !== '') ||
    Object.values(work.store.getState().reasons).some((reason) => reason.trim() !== '')
  );
}

/** Drops all of it: the next person, or the same one later, begins anew. */
function discard({
  hours,
  roles,
  noticeTexts,
  habits,
  log,
  fees,
  shift,
  paper,
  accounts,
  titles,
  items,
  courses,
}: Kept): void {
  hours.drop();
  roles.store.setState({ switched: {} });
  noticeTexts.store.setState({ drafts: {} });
  habits.store.setState({ drafts: {} });
  log.store.setState({ typed: {} });
  fees.store.setState({ isTyped: false, paying: null, waiving: null, giving: null });
  shift.dropCount();
  paper.change({ text: '' });
  accounts.cancel();
  titles.cancelEdit();
  items.cancelEdit();
  courses.cancel();
}

/** Texts of the log of the branch; its lists are set in Settings. */
function isLogTyped({ store }: Kept['log']): boolean {
  return Object.entries(store.getState().typed).some(
    ([field, text]) => !field.startsWith('list/') && text.trim() !== '',
  );
}

/** The same fields, with other content. */
function isOther(now: object, before: object): boolean {
  return JSON.stringify(now) !== JSON.stringify(before);
}
