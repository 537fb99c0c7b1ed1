// Keys of the record beside the place: opening it where there is no column for it, its forms, and the way into it and back.

import { mayDo } from '../stores/station.ts';
import { NARROW, type ScreenId } from '../stores/view-store.ts';
import type { Action, ActionParts } from './desk.ts';
import { focusRecord, focusScanBox, hasRecord, takesArrows } from './scan-box-focus.ts';

/** The record stands as a strip over its place: the key opens it. */
export function hasDetails({ page, view, work }: ActionParts): boolean {
  const { screen, isRecordShown } = view.getState();
  if (isRecordShown || !page.matchMedia(NARROW).matches) return false;
  return (
    screen === 'checkin' || screen === 'reports' || (screen === 'checkout' && work.store.getState().patron !== null)
  );
}

/** Forms that open on a key: first the record itself, where there is no column for it. */
export function toggleDetails(parts: ActionParts): void {
  if (hasDetails(parts)) parts.view.setState({ isRecordShown: true });
  else void parts.work.toggleDetails();
}

/** A hold for the patron on the desk, in their panel. */
export function holding({ patronHold, view, work }: ActionParts): Action {
  return {
    run() {
      const { patron } = work.store.getState();
      if (patron === null || patron.view === null) return work.sayNoPatron();
      if (!isWithPatron(view.getState().screen)) view.setState({ screen: 'checkout' });
      if (patronHold.store.getState().card === patron.card) return patronHold.close();
      view.setState({ isRecordShown: true });
      patronHold.begin(patron.card);
    },
    isReady: () => true,
  };
}

/** The fees of the patron on the desk; where nothing is owed, the form of one that is added. */
export function toggleFees({ view, work, fees, station, page }: ActionParts): void {
  const { patron } = work.store.getState();
  if (patron === null || patron.view === null) return work.sayNoPatron();
  if (view.getState().isFees) {
    view.setState({ isFees: false });
    return focusScanBox(page.document);
  }
  const { card, view: shown } = patron;
  const { screen } = view.getState();
  const isAdding = !shown.owesFee && !shown.hasCredit && mayDo(station.store.getState(), 'fee.add');
  view.setState({
    screen: isWithPatron(screen) ? screen : 'checkout',
    overlay: 'none',
    whyEntry: null,
    findText: '',
    isFees: true,
  });
  void fees.begin(card, undefined, isAdding ? 'add' : 'pay');
}

const isWithPatron = (screen: ScreenId): boolean => screen === 'checkout' || screen === 'patrons';

/** Into the record beside the place and back. In a field that holds text the arrows move by words. */
export function stepsBeside({
  page: { document },
  view,
}: ActionParts): Readonly<Record<'toRecord' | 'toScanBox', Action>> {
  const isReady = (): boolean => view.getState().overlay === 'none' && !takesArrows(document.activeElement);
  return {
    toRecord: { run: () => focusRecord(document), isReady: () => isReady() && hasRecord(document) },
    toScanBox: { run: () => focusScanBox(document), isReady },
  };
}
