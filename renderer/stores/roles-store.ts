// Roles with their rights, as the server has them, and the changes being made. Nothing is changed before the PIN was given.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError } from '../../shared/bridge/contract.ts';
import { ROLES, type RoleChangeInput, type RolesView } from '../../shared/views/role.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { onOtherPerson } from '../bridge/other-person.ts';

type Role = RoleChangeInput['role'];
type Switched = Readonly<Partial<Record<Role, readonly string[]>>>;

export type RolesState = {
  readonly view: RolesView | null;
  /** Rights of each role that were switched and not saved. */
  readonly switched: Switched;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  readonly isSaved: boolean;
};

export type Roles = {
  readonly store: StoreApi<RolesState>;
  /** Reads the roles; switches stay while the person looks elsewhere. */
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
  const saveRole = async (role: Role, mine: readonly string[], pin: string): Promise<boolean> => {
    const { view } = store.getState();
    const had = view === null ? [] : rightsOf(view, role);
    const give = mine.filter((right) => !had.includes(right));
    const answer = await link.act('role.change', {
      role,
      give,
      take: mine.filter((right) => had.includes(right)),
      pin,
    });
    take(answer);
    if (answer.ok) store.setState(({ switched }) => ({ switched: { ...switched, [role]: [] } }));
    return answer.ok;
  };
  const saveAll = async (switched: Switched, pin: string): Promise<boolean> => {
    for (const role of ROLES.filter((one) => (switched[one] ?? []).length > 0)) {
      if (!(await saveRole(role, switched[role] ?? [], pin))) return false;
    }
    return true;
  };
  onOtherPerson(link, () => store.setState(NOTHING));
  return {
    store,
    begin() {
      const { view, switched } = store.getState();
      store.setState({ ...NOTHING, view, switched, isBusy: true });
      void link.ask('role.list', {}).then((answer) => {
        // A switch over rights that another person changed meanwhile would do the opposite of what was meant.
        const isAsBefore = !answer.ok || isSameData(view, answer.value);
        take(answer);
        store.setState({ isBusy: false, ...(isAsBefore ? {} : { switched: {} }) });
      });
    },
    toggle: (role, right) =>
      store.setState(({ switched }) => {
        const mine = switched[role] ?? [];
        const now = mine.includes(right) ? mine.filter((one) => one !== right) : [...mine, right];
        return { switched: { ...switched, [role]: now }, error: null, isSaved: false };
      }),
    async save(pin) {
      const { switched, isBusy } = store.getState();
      if (isBusy || store.getState().view === null) return;
      store.setState({ isBusy: true, error: null });
      // Busy to the end: a second press between two roles would use up tries of the PIN.
      const isSaved = await saveAll(switched, pin);
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
  return rightsOf(view, role).includes(right) !== (switched[role] ?? []).includes(right);
}

/** Whether anything is switched and not saved. */
export function isSwitched({ switched }: Pick<RolesState, 'switched'>): boolean {
  return Object.values(switched).some((rights) => (rights ?? []).length > 0);
}

/** The rights of a role, before the switches are saved. */
function rightsOf(view: RolesView, role: Role): readonly string[] {
  return view.roles.find((one) => one.role === role)?.rights ?? [];
}
