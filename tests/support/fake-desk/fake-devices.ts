// The devices of the fake desk: what was learned of its scanner, its sounds.

import type { DeviceSettings } from '../../../shared/views/devices.ts';
import type { Handlers } from '../../../shared/bridge/contract.ts';
import { NEW_SOUND } from '../../../shared/core/sound.ts';
import type { FakeContext } from './fake-desk.ts';

type Devices = Pick<Handlers, 'device.settings' | 'device.setScanner' | 'device.setSound'>;

export function fakeDevices({ emit }: Pick<FakeContext, 'emit'>): Devices {
  let devices: DeviceSettings = { scanner: null, sound: NEW_SOUND };
  const set = (change: Partial<DeviceSettings>): DeviceSettings => {
    devices = { ...devices, ...change };
    emit('devices.changed', devices);
    return devices;
  };
  return {
    'device.settings': () => devices,
    'device.setScanner': ({ scanner }) => set({ scanner }),
    'device.setSound': (sound) => set({ sound }),
  };
}
