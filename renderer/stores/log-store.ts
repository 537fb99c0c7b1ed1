// The log of the branch on this page. Typed fields stay when a scan leads away, and until they are sent.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActMethodName, BridgeError, MethodInput, MethodOutput } from '../../shared/bridge/contract.ts';
import type { LogView } from '../../shared/views/desk-log.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { LOG_LISTS } from '../../shared/core/log-lists.ts';
import { onOtherPerson } from '../bridge/other-person.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Tone } from './work/tone-of.ts';

/** Methods that write in the log. */
export type LogMethod = Extract<ActMethodName, `${'log' | 'message' | 'incident' | 'found'}.${string}`>;

export type LogState = {
  /** Null until asked for. */
  readonly view: LogView | null;
  /** Texts of fields, by their names. */
  readonly typed: Readonly<Record<string, string>>;
  readonly isBusy: boolean;
  /** The last fault, and the form that it is of. */
  readonly fault: { readonly form: string; readonly error: BridgeError } | null;
};

type GateFile = MethodInput<'log.takeGateFile'>;
export type GateFileTaken = MethodOutput<'log.takeGateFile'>;

export type LogDesk = {
  readonly store: StoreApi<LogState>;
  readonly load: () => Promise<void>;
  readonly type: (field: string, text: string) => void;
  /** Hands in the file of a gate's counter; null where it was not taken. */
  readonly takeGateFile: (file: GateFile) => Promise<GateFileTaken | null>;
  /** Writes; returns whether it was taken. Texts of fields that begin with the name of the form go then. */
  readonly send: <M extends LogMethod>(form: string, method: M, input: MethodInput<M>) => Promise<boolean>;
};

export function createLog(link: DeskLink, play: (tone: Tone) => void): LogDesk {
  const store = createStore<LogState>(() => ({ view: null, typed: {}, isBusy: false, fault: null }));
  const load = async (): Promise<void> => {
    const answer = await link.ask('log.view', {});
    if (answer.ok) store.setState({ view: answer.value });
  };
  onOtherPerson(link, () => store.setState({ typed: {} }));
  link.on('session.changed', (session) => {
    store.setState({ view: null, fault: null });
    if (session !== null) void load();
  });
  link.on('desk.changed', ({ log }) => {
    if (log === true) void load();
  });
  return {
    store,
    load,
    type: (field, text) => store.setState(({ typed }) => ({ typed: { ...typed, [field]: text }, fault: null })),
    async takeGateFile(file) {
      if (store.getState().isBusy) return null;
      store.setState({ isBusy: true, fault: null });
      const answer = await link.act('log.takeGateFile', file);
      play(answer.ok ? 'done' : 'refused');
      store.setState({ isBusy: false, fault: answer.ok ? null : { form: 'gate-file', error: answer.error } });
      await load();
      return answer.ok ? answer.value : null;
    },
    async send(form, method, input) {
      if (store.getState().isBusy) return false;
      store.setState({ isBusy: true, fault: null });
      const error = faultOf(await link.act(method, input));
      play(error === null ? 'done' : 'refused');
      store.setState(({ typed }) => ({
        isBusy: false,
        fault: error === null ? null : { form, error },
        typed:
          error === null
            ? Object.fromEntries(Object.entries(typed).filter(([field]) => !field.startsWith(form)))
            : typed,
      }));
      await load();
      return error === null;
    },
  };
}

/** How many steps of a list are done, and of how many. */
export function stepsDone(
  view: LogView | null,
  list: 'opening' | 'closing',
): { readonly done: number; readonly of: number } {
  const own = (view?.steps ?? []).filter((step) => step.list === list);
  return { done: own.filter(({ done }) => done !== null).length, of: own.length };
}

/** Messages that the person signed in has not read. */
export function unread(view: LogView | null): number {
  return (view?.messages ?? []).filter(({ isRead, ended }) => !isRead && ended === null).length;
}

/** Whether one of the lists that are set in Settings is typed in, and not saved. */
export function isListTyped({ typed, view }: Pick<LogState, 'typed' | 'view'>): boolean {
  return LOG_LISTS.some((list) => {
    const text = typed[`list/${list}.lines`];
    return text !== undefined && text !== (view?.lists[list] ?? []).join('\n');
  });
}
