// What every key, button and palette line does. One place decides whether an action makes sense now.

import type { ActionId } from '../keys/key-map.ts';
import { canOverride } from '../stores/work/next-step.ts';
import { undoTarget } from '../stores/work/desk-acts.ts';
import { entriesOf, type Entry, type WorkState } from '../stores/work/work-state.ts';
import type { Overlay, ScreenId } from '../stores/view-store.ts';
import { closeTopmost } from './close-topmost.ts';
import type { Desk } from './create-desk.ts';
import { focusScanBox } from './scan-box-focus.ts';

export type Action = {
  readonly run: () => void;
  /** Whether it would do something now. */
  readonly isReady: () => boolean;
};

export type Actions = Readonly<Record<ActionId, Action>>;

export type ActionParts = Pick<Desk, 'station' | 'view' | 'line' | 'work' | 'worklist'> & {
  readonly page: Window;
};

const always = (): boolean => true;

export function createActions(parts: ActionParts): Actions {
  const { view, work, station, line } = parts;
  const state = (): WorkState => work.store.getState();
  const isOn = (...screens: readonly ScreenId[]): boolean => screens.includes(view.getState().screen);
  const screen = (id: ScreenId, isReady = always): Action => ({ run: () => void work.goTo(id), isReady });
  const hasPatron = (): boolean => (state().patron?.view ?? null) !== null && isOn('checkout', 'patrons');
  return {
    checkout: screen('checkout'),
    checkin: screen('checkin'),
    patrons: screen('patrons'),
    sync: {
      run() {
        void work.goTo('sync');
        void parts.worklist.load();
      },
      isReady: always,
    },
    help: overlay(parts, 'help'),
    settings: overlay(parts, 'settings'),
    find: overlay(parts, 'find'),
    close: { run: () => closeTopmost(parts), isReady: always },
    why: { run: () => toggleWhy(parts), isReady: () => view.getState().whyEntry !== null || whyTarget(parts) !== null },
    override: {
      run: () => work.override.open(noticeEntry(parts)?.id),
      isReady: () => isOn('checkout') && entriesOf(state(), 'checkout').some(canOverride),
    },
    goAhead: {
      run: () => void work.goAhead(),
      isReady: () => !isOn('sync', 'patrons') || noticeKind(parts) === 'item',
    },
    renewAll: {
      run: () => void renewAll(parts),
      isReady: () => hasPatron() && state().patron?.view?.loans.length !== 0,
    },
    details: { run: () => void work.toggleDetails(), isReady: hasPatron },
    undo: { run: () => void work.undoLast(), isReady: () => undoTarget(state().entries) !== null },
    lock: { run: () => void station.lock(), isReady: always },
    syncNow: { run: () => void line.syncNow(), isReady: () => isOn('sync') },
    pause: {
      run: () => void line.setPaused(!(line.store.getState().status?.paused ?? false)),
      isReady: () => isOn('sync'),
    },
  };
}

/** The entry in the large place of the screen, when it is one that may be overridden. */
function noticeEntry({ view, work }: ActionParts): Entry | undefined {
  const notice = work.store.getState().notices[view.getState().screen];
  if (notice.kind !== 'entry') return undefined;
  return work.store.getState().entries.find((entry) => entry.id === notice.entryId && canOverride(entry));
}

function noticeKind({ view, work }: ActionParts): string {
  return work.store.getState().notices[view.getState().screen].kind;
}

/** The newest entry of the screen that has a trace. */
export function whyTarget({ view, work }: Pick<ActionParts, 'view' | 'work'>): Entry | null {
  const { screen } = view.getState();
  if (screen !== 'checkout' && screen !== 'checkin') return null;
  return entriesOf(work.store.getState(), screen).find((entry) => entry.answer !== null) ?? null;
}

function toggleWhy(parts: ActionParts): void {
  const { view } = parts;
  if (view.getState().whyEntry === null) view.setState({ whyEntry: whyTarget(parts)?.id ?? null, overlay: 'none' });
  else view.setState({ whyEntry: null });
}

async function renewAll({ view, work }: ActionParts): Promise<void> {
  view.setState({ screen: 'checkout' });
  await work.renewAll();
}

function overlay({ view, page }: ActionParts, name: Exclude<Overlay, 'none'>): Action {
  return {
    run() {
      const isOpen = view.getState().overlay === name;
      view.setState({ overlay: isOpen ? 'none' : name, findText: '' });
      if (isOpen) focusScanBox(page.document);
    },
    isReady: always,
  };
}
