// Roles with their rights, as the server has them, and the changes being made. Nothing is changed before the PIN was given.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError } from '../../shared/bridge/contract.ts';
import { ROLES, type RoleChangeInput, type RolesView } from '../../shared/views/role.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { onOtherPerson } from '../bridge/other-person.ts';

type Role = RoleChangeInput['role'];
/** Whether a role is to have a right. One that it has already, or has not, is no change: another person may have been faster. */
type Switched = Readonly<Partial<Record<Role, Readonly<Record<string, boolean>>>>>;

export type RolesState = {
  readonly view: RolesView | null;
  readonly switched: Switched;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  readonly isSaved: boolean;
};

export type Roles = {
  readonly store: StoreApi<RolesState>;
  /** Reads the roles, unless some are being saved; switches stay while the person looks elsewhere. */
  readonly begin: () => void;
  readonly toggle: (role: Role, right: string) => void;
  /** Saves role after role; those that were saved before one was refused stay so. */
  readonly save: (pin: string) => Promise<void>;
};

const NOTHING: RolesState = { view: null, switched: {}, isBusy: false, error: null, isSaved: false };

export function createRoles(link: DeskLink): Roles {
  const store = createStore<RolesState>(() => NOTHING);
  const take = (answer: BridgeAnswer<'role.list'>): void =>
    store.setState(answer.ok ? { view: answer.value } : { error: answer.error });
  const saveAll = async (pin: string): Promise<boolean> => {
    for (const role of ROLES) {
      const change = changesOf(store.getState(), role);
      if (change.give.length + change.take.length === 0) continue;
      const answer = await link.act('role.change', { role, ...change, pin });
      take(answer);
      if (!answer.ok) return false;
    }
    return true;
  };
  onOtherPerson(link, () => store.setState(NOTHING));
  return {
    store,
    begin() {
      const { view, switched, isBusy } = store.getState();
      if (isBusy) return;
      store.setState({ ...NOTHING, view, switched, isBusy: true });
      void link.ask('role.list', {}).then((answer) => {
        take(answer);
        store.setState({ isBusy: false });
      });
    },
    toggle: (role, right) =>
      store.setState(({ view, switched }) => {
        if (view === null) return {};
        const mine = { ...switched[role], [right]: !mayRole({ view, switched }, role, right) };
        return { switched: { ...switched, [role]: mine }, error: null, isSaved: false };
      }),
    async save(pin) {
      const { view, isBusy } = store.getState();
      if (isBusy || view === null) return;
      store.setState({ isBusy: true, error: null });
      // Busy to the end: a second press between two roles would use up tries of the PIN.
      const isSaved = await saveAll(pin);
      store.setState({ isBusy: false, isSaved });
    },
  };
}

/** Whether a role has a right, with unsaved switches. */
export function mayRole(
  { view, switched }: Pick<RolesState, 'switched'> & { view: RolesView },
  role: Role,
  right: string,
) {
  return switched[role]?.[right] ?? rightsOf(view, role).includes(right);
}

/** Whether anything is switched and not saved. */
export function isSwitched(state: Pick<RolesState, 'view' | 'switched'>): boolean {
  return ROLES.some((role) => {
    const { give, take } = changesOf(state, role);
    return give.length + take.length > 0;
  });
}

/** The rights to give to a role and to take from it. */
function changesOf({ view, switched }: Pick<RolesState, 'view' | 'switched'>, role: Role) {
  const had = view === null ? [] : rightsOf(view, role);
  const mine = Object.entries(switched[role] ?? {});
  return {
    give: mine.flatMap(([right, is]) => (is && !had.includes(right) ? [right] : [])),
    take: mine.flatMap(([right, is]) => (!is && had.includes(right) ? [right] : [])),
  };
}

/** The rights of a role, before the switches are saved. */
function rightsOf(view: RolesView, role: Role): readonly string[] {
  return view.roles.find((one) => one.role === role)?.rights ?? [];
}
