// The preload hands to the page: two functions over the contract, and nothing of Electron.

import '../../../../electron/preload/preload.ts';
import { METHODS } from '../../../../shared/bridge/contract.ts';
import { EVENTS } from '../../../../shared/bridge/events.ts';

type Exposed = {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  readonly on: (name: string, listener: (payload: unknown) => void) => () => void;
};

jest.mock('electron', () => {
  const heard: { name: string; listener: (...said: unknown[]) => void }[] = [];
  return {
    heard,
    contextBridge: { exposeInMainWorld: jest.fn() },
    ipcRenderer: {
      on: (name: string, listener: () => void) => heard.push({ name, listener }),
      invoke: jest.fn((name: string) => Promise.resolve(name)),
    },
  };
});

const electron = jest.requireMock<{
  readonly heard: readonly { readonly name: string; readonly listener: (...said: unknown[]) => void }[];
  readonly contextBridge: { readonly exposeInMainWorld: jest.Mock<void, [string, Exposed]> };
  readonly ipcRenderer: { readonly invoke: jest.Mock };
}>('electron');
const [world, exposed] = electron.contextBridge.exposeInMainWorld.mock.calls[0] ?? [];
if (exposed === undefined) throw new Error('the preload exposed nothing');

test('one object with two functions is exposed, once', () => {
  expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledTimes(1);
  expect(world).toBe('holdfast');
  expect(Object.entries(exposed).map(([name, value]) => [name, typeof value])).toEqual([
    ['call', 'function'],
    ['on', 'function'],
  ]);
});

test('every method of the contract can be called, and no other channel', async () => {
  for (const name of Object.keys(METHODS)) await expect(exposed.call(name, {})).resolves.toBe(name);
  const before = electron.ipcRenderer.invoke.mock.calls.length;
  for (const name of ['event', 'constructor', '__proto__', 'ipc', 'session.signIn '])
    await expect(exposed.call(name, {})).rejects.toThrow('no method');
  expect(electron.ipcRenderer.invoke.mock.calls).toHaveLength(before);
});

test('the events of the contract are heard, without Electron’s own event, until one stops listening', () => {
  expect(electron.heard.map(({ name }) => name)).toEqual(['event']);
  const [name = ''] = Object.keys(EVENTS);
  const listener = jest.fn();
  const stop = exposed.on(name, listener);
  electron.heard[0]?.listener({ sender: 'electron' }, name, 'said');
  stop();
  electron.heard[0]?.listener({ sender: 'electron' }, name, 'said again');
  expect(listener.mock.calls).toEqual([['said']]);
  expect(() => exposed.on('electron-event', listener)).toThrow('no event');
});
