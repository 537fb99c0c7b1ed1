// Roles with what each may do, as the server has them, and one that is being changed. Nothing is changed before the PIN was given.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError } from '../../shared/bridge/contract.ts';
import type { RoleChangeInput, RolesView } from '../../shared/views/role.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type RolesState = {
  readonly view: RolesView | null;
  /** Rights that were switched and not saved. */
  readonly switched: readonly string[];
  readonly role: RoleChangeInput['role'];
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  readonly isSaved: boolean;
};

export type Roles = {
  readonly store: StoreApi<RolesState>;
  readonly begin: () => void;
  readonly choose: (role: RoleChangeInput['role']) => void;
  readonly toggle: (right: string) => void;
  readonly save: (pin: string) => Promise<void>;
};

const NOTHING: RolesState = { view: null, switched: [], role: 'student', isBusy: false, error: null, isSaved: false };

export function createRoles(link: DeskLink): Roles {
  const store = createStore<RolesState>(() => NOTHING);
  const take = (answer: BridgeAnswer<'role.list'>): void =>
    store.setState(answer.ok ? { isBusy: false, view: answer.value } : { isBusy: false, error: answer.error });
  return {
    store,
    begin() {
      store.setState({ ...NOTHING, isBusy: true });
      void link.ask('role.list', {}).then(take);
    },
    choose: (role) => store.setState({ role, switched: [], error: null, isSaved: false }),
    toggle: (right) =>
      store.setState(({ switched }) => ({
        switched: switched.includes(right) ? switched.filter((one) => one !== right) : [...switched, right],
        error: null,
        isSaved: false,
      })),
    async save(pin) {
      const { view, switched, role, isBusy } = store.getState();
      if (isBusy || view === null) return;
      store.setState({ isBusy: true, error: null });
      const had = rightsOf(view, role);
      const give = switched.filter((right) => !had.includes(right));
      const change = { role, give, take: switched.filter((right) => had.includes(right)), pin };
      const answer = await link.act('role.change', change);
      take(answer);
      if (answer.ok) store.setState({ switched: [], isSaved: true });
    },
  };
}

/** What a role may do, before what was switched is saved. */
export function rightsOf(view: RolesView, role: string): readonly string[] {
  return view.roles.find((one) => one.role === role)?.rights ?? [];
}
