// Titles and courses, of which one is open at a time, and the record of a copy beside its own title.

import type { SavedFile } from '../bridge/save-file.ts';
import type { RowActs } from '../stores/row-acts.ts';
import { createCourses } from '../stores/courses-store.ts';
import { createTitles } from '../stores/titles-store.ts';
import type { Desk } from './desk.ts';

type Parts = Pick<Desk, 'link' | 'view' | 'play' | 'work' | 'clock' | 'items'> & {
  readonly rowActs: RowActs;
  readonly saveFile: (file: SavedFile) => void;
};

/** The stores of the place for titles and courses. */
export function createCatalog({
  link,
  view,
  play,
  rowActs,
  work,
  clock,
  items,
  saveFile,
}: Parts): Pick<Desk, 'titles' | 'courses'> {
  const patronCard = (): string => work.store.getState().patron?.card ?? '';
  const titles = createTitles({ link, view, rowActs, play, patronCard });
  const courses = createCourses({
    link,
    view,
    rowActs,
    play,
    saveFile,
    patronCard: () => work.store.getState().patron?.card ?? null,
    lendCopy(barcode) {
      void work.goTo('checkout').then(() => work.takeText(barcode, { atMono: clock.mono(), scanned: true }));
    },
  });
  // Of a title and a course the one that was opened last is there.
  titles.store.subscribe(({ open }, before) => {
    if (open !== null && open.titleId !== before.open?.titleId && courses.store.getState().over === null)
      courses.close();
  });
  courses.store.subscribe(({ open, over }, before) => {
    if (open !== null && over === null && open.courseId !== before.open?.courseId) titles.close();
  });
  // The record of a copy stays beside its own title alone.
  titles.store.subscribe(({ open }, before) => {
    const copy = items.store.getState().open;
    if (open !== null && open !== before.open && copy !== null && copy.titleId !== open.titleId) items.close();
  });
  return { titles, courses };
}
