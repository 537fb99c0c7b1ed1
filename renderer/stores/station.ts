// The desk and its session: opening, signing in, locking. Locking signs out at the desk core, so nothing can be recorded meanwhile; the page keeps
// its work, blurred, for the same person to come back to.

import { ACT_FACTS } from '../../shared/bridge/act-facts.ts';
import type { ActMethodName, BridgeError } from '../../shared/bridge/contract.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskView, SessionView } from '../../shared/views/session.ts';
import type { SyncStatus } from '../../shared/views/sync.ts';
import type { Language } from '../../shared/core/language.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { PageClock } from '../clock/page-clock.ts';

/** `locked`: a person was signed in and their work is still behind the lock. */
export type Gate = 'opening' | 'signed-out' | 'locked' | 'open';

/** The desk that locked all desks: this one, with a line, with other desks of the branch alone, or with neither (then no desk hears of it); or another. */
export type Blanked = 'here-online' | 'here-nearby' | 'here-offline' | 'elsewhere';

export type StationState = {
  readonly gate: Gate;
  readonly desk: DeskView | null;
  readonly session: SessionView | null;
  /** Set when all desks of the branch were locked: nothing is seen through the lock until a person signs in. */
  readonly blanked: Blanked | null;
  /** Why the desk cannot be opened at all. */
  readonly problem: BridgeError | null;
};

export type Station = {
  readonly store: StoreApi<StationState>;
  readonly open: () => Promise<void>;
  /** The error to show, or null when signed in. */
  readonly signIn: (staff: string, pin: string) => Promise<BridgeError | null>;
  /** Signs in the person whose badge was scanned; false where it is no badge that lets a person in. */
  readonly scanBadge: (badge: string) => Promise<boolean>;
  readonly lock: () => Promise<void>;
  /** Locks every desk of the branch that it reaches, and this one even if no other is reached. */
  readonly lockAll: () => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly setLanguage: (language: Language) => Promise<void>;
};

export type StationParts = {
  readonly link: DeskLink;
  readonly clock: PageClock;
  /** Called at each sign-in with the person, and whether it is the same person as before (also when the page does not know). */
  readonly onSignedIn: (session: SessionView, isSamePerson: boolean) => void;
  readonly onSignedOut: () => void;
  /** Called when the page opens and no one is signed in. */
  readonly onNobodyHere: () => void;
  readonly onLanguage: (language: Language) => void;
};

/** Whether the person signed in has a right, by its name. */
export function hasRight({ session }: Pick<StationState, 'session'>, right: string): boolean {
  return session?.rights.includes(right) ?? false;
}

/** Whether the person signed in may do an act, as far as that does not depend on its input. */
export function mayDo(state: Pick<StationState, 'session'>, method: ActMethodName): boolean {
  const { right } = ACT_FACTS[method];
  return right === null || hasRight(state, right);
}

/** Makes the station; `open` asks the desk core. */
export function createStation(parts: StationParts): Station {
  const store = createStore<StationState>(() => ({
    gate: 'opening',
    desk: null,
    session: null,
    blanked: null,
    problem: null,
  }));
  const { link } = parts;
  const takeSession = (session: SessionView): void => {
    const before = store.getState().session;
    store.setState({ gate: 'open', session, blanked: null });
    parts.onSignedIn(session, before === null || before.staffId === session.staffId);
  };
  const takeDesk = (desk: DeskView): void => {
    parts.clock.setShift(desk.clockShiftMs);
    parts.onLanguage(desk.language);
    store.setState({ desk });
  };
  const lookAgain = async (): Promise<void> => {
    const answer = await link.ask('desk.view', {});
    if (answer.ok) store.setState({ desk: answer.value });
  };
  link.on('session.changed', (session) => {
    const { gate } = store.getState();
    if (session !== null && gate !== 'opening') takeSession(session);
    if (session === null && gate === 'open') store.setState({ gate: 'locked' });
  });
  link.on('desk.blanked', () => store.setState(({ blanked }) => ({ blanked: blanked ?? 'elsewhere' })));
  onBack(link, () => void lookWhoIsHere());
  onCopyCame(link, () => void lookAgain());
  // A core that started again may have lost its session.
  const lookWhoIsHere = async (): Promise<void> => {
    const answer = await link.ask('session.current', {});
    if (answer.ok && answer.value === null && store.getState().gate === 'open') store.setState({ gate: 'locked' });
  };
  const end = async (gate: 'locked' | 'signed-out'): Promise<void> => {
    store.setState(gate === 'locked' ? { gate } : { gate, session: null });
    if (gate === 'signed-out') parts.onSignedOut();
    await link.ask('session.signOut', {});
  };
  return {
    store,
    async open() {
      const answer = await link.ask('desk.view', {});
      if (!answer.ok) {
        store.setState({ problem: answer.error });
        return;
      }
      takeDesk(answer.value);
      if (answer.value.session !== null) takeSession(answer.value.session);
      else {
        store.setState({ gate: store.getState().gate === 'open' ? 'locked' : 'signed-out' });
        parts.onNobodyHere();
      }
    },
    async signIn(staff, pin) {
      const answer = await link.act('session.signIn', { staff, pin });
      if (!answer.ok) return answer.error;
      takeSession(answer.value);
      return null;
    },
    async scanBadge(badge) {
      const answer = await link.act('session.signInByBadge', { badge });
      if (answer.ok) takeSession(answer.value);
      return answer.ok;
    },
    lock: () => end('locked'),
    lockAll: async () => {
      await blankAll(link, (blanked) => store.setState({ blanked }));
      await end('locked');
    },
    signOut: () => end('signed-out'),
    async setLanguage(language) {
      const answer = await link.ask('desk.setLanguage', { language });
      if (answer.ok) takeDesk(answer.value);
      // A computer that is no desk yet keeps no language; its screen has one.
      else if (store.getState().desk === null) parts.onLanguage(language);
    },
  };
}

/** Hides this screen at once, then sends the others word. */
async function blankAll(link: DeskLink, blank: (by: Blanked) => void): Promise<void> {
  blank('here-offline');
  const status = await link.ask('sync.status', {});
  if (status.ok) blank(reachOf(status.value));
  await link.act('branch.lockDesks', {});
}

/** How other desks hear of a lock. */
function reachOf({ online, neighbors }: Pick<SyncStatus, 'online' | 'neighbors'>): Blanked {
  if (online) return 'here-online';
  return (neighbors?.heard ?? 0) > 0 ? 'here-nearby' : 'here-offline';
}

/** The desk core answers again after it did not. */
function onBack(link: DeskLink, back: () => void): void {
  const seen = { wasDown: false };
  link.onReach((reach) => {
    if (reach === 'up' && seen.wasDown) back();
    seen.wasDown = reach !== 'up';
  });
}

/**
 * The page may have been open before the first data came: until the rules are there the branch has no name, and its hours are not known. Keys and habits
 * that the library sets act at once.
 */
function onCopyCame(link: DeskLink, came: () => void): void {
  const seen = { hasRules: false, isWhole: false };
  link.on('link.changed', ({ replicaPos, loading, hasRules }) => {
    const isWhole = replicaPos > 0 && loading === null;
    if ((isWhole && !seen.isWhole) || (hasRules && !seen.hasRules)) came();
    Object.assign(seen, { hasRules, isWhole });
  });
  link.on('desk.changed', ({ library }) => {
    if (library === true) came();
  });
}
