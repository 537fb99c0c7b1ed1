// Acts without the server's answer, and acts with it: read while the status of the line is open.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskAct } from '../../shared/views/sync.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { ViewStore } from './view-store.ts';

export type SentState = { readonly waiting: readonly DeskAct[]; readonly answered: readonly DeskAct[] };

export type Sent = { readonly store: StoreApi<SentState>; readonly refresh: () => Promise<void> };

const MOST_SHOWN = 100;
const NOTHING: SentState = { waiting: [], answered: [] };

export function createSent({ link, view }: { readonly link: DeskLink; readonly view: ViewStore }): Sent {
  const store = createStore<SentState>(() => NOTHING);
  const refresh = async (): Promise<void> => {
    if (view.getState().overlay !== 'line') return;
    const answer = await link.ask('sync.acts', { limit: MOST_SHOWN });
    if (answer.ok) store.setState(answer.value);
  };
  link.on('desk.changed', ({ acts }) => {
    if (acts) void refresh();
  });
  link.on('session.changed', () => store.setState(NOTHING));
  link.onReach((reach) => {
    if (reach === 'up') void refresh();
  });
  view.subscribe((now, before) => {
    if (now.overlay !== before.overlay) void refresh();
  });
  return { store, refresh };
}
