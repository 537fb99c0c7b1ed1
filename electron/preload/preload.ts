// The preload: the contract and nothing else reaches the page. The page never sees ipcRenderer.

import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_NAMES, METHOD_NAMES } from './contract-names.ts';

const methods = new Set(METHOD_NAMES);
const events = new Set(EVENT_NAMES);
const listeners = new Map<string, Set<(payload: unknown) => void>>();

ipcRenderer.on('event', (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

contextBridge.exposeInMainWorld('holdfast', {
  /** Calls a method of the contract. */
  call: (name: string, input: unknown, callId?: string): Promise<unknown> =>
    methods.has(name) ? ipcRenderer.invoke(name, input, callId) : Promise.reject(new Error(`no method ${name}`)),
  /** Listens to an event of the contract; returns how to stop. */
  on: (name: string, listener: (payload: unknown) => void): (() => void) => {
    if (!events.has(name)) throw new Error(`no event ${name}`);
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set.add(listener));
    return () => set.delete(listener);
  },
});
