// Order of panes on the page: practice before all, an answer before a record where there is one column, and no fees of another patron.

import type { Fees } from '../stores/fees-store.ts';
import type { Practice } from '../stores/practice-store.ts';
import type { ViewStore } from '../stores/view-store.ts';
import type { Work } from '../stores/work/create-work.ts';

/** With one column alone the answer, and a form in its place, come in front of a record. */
function showAnswers(view: ViewStore, work: Work): void {
  work.store.subscribe(({ notices, override, due }, before) => {
    const isForm = override !== before.override || due.isAsked !== before.due.isAsked;
    if (isForm || notices !== before.notices) view.setState({ isRecordShown: false, isOpenedBehind: true });
  });
}

/** The fees of one patron are not those of the next; changes of theirs meanwhile, as when two accounts are joined, show. */
function keepApart(view: ViewStore, work: Work, fees: Fees): void {
  work.store.subscribe(({ patron }, before) => {
    if (patron?.card === before.patron?.card) {
      if (patron?.view !== before.patron?.view && view.getState().isFees) void fees.refresh();
      return;
    }
    view.setState({ isFees: false });
    fees.forget();
  });
}

/** Practice takes the screen when it is ready, so nothing else comes in front before; where it does not start, the waiting dialogs go on. */
export function keepInFront(practice: Practice, view: ViewStore, work: Work, fees: Fees): void {
  keepApart(view, work, fees);
  showAnswers(view, work);
  view.subscribe(({ overlay }) => {
    if (practice.store.getState().isStarting && overlay !== 'practice') view.setState({ overlay: 'practice' });
  });
  practice.store.subscribe(({ isStarting }, before) => {
    if (before.isStarting && !isStarting) void work.goOn();
  });
}
