// The devices of this desk on this page: the learned profile of its scanner, and its sounds. The desk core keeps them, for every window.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceSettings } from '../../shared/views/devices.ts';
import { NEW_SOUND } from '../../shared/core/sound.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type Devices = {
  readonly store: StoreApi<DeviceSettings>;
  readonly setScanner: (scanner: DeviceSettings['scanner']) => Promise<boolean>;
  readonly setSound: (change: Partial<DeviceSettings['sound']>) => Promise<void>;
};

export function createDevices(link: DeskLink): Devices {
  const store = createStore<DeviceSettings>(() => ({ scanner: null, sound: NEW_SOUND }));
  const load = async (): Promise<void> => {
    const answer = await link.ask('device.settings', {});
    if (answer.ok) store.setState(answer.value);
  };
  link.on('devices.changed', (devices) => store.setState(devices));
  // Whenever there is a core to ask: the first, or one that started again.
  link.onReach((reach) => {
    if (reach === 'up') void load();
  });
  return {
    store,
    async setScanner(scanner) {
      // The next scan is read by it, however long the desk takes to keep it.
      const before = store.getState().scanner;
      store.setState({ scanner });
      const answer = await link.ask('device.setScanner', { scanner });
      store.setState(answer.ok ? answer.value : { scanner: before });
      return answer.ok;
    },
    async setSound(change) {
      // Applied at once; sent to the desk after.
      store.setState(({ sound }) => ({ sound: { ...sound, ...change } }));
      await link.ask('device.setSound', store.getState().sound);
    },
  };
}
