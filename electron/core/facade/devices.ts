// `device.…`: the scanner and the sounds of this desk, kept in its ledger so that every window and every later start has them.

import { ScannerProfileSchema, SoundSettingsSchema, type DeviceSettings } from '../../../shared/views/devices.ts';
import { NEW_SOUND } from '../../../shared/core/sound.ts';
import { readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
import type { Desk } from '../desk.ts';

/** The devices as they are set. */
export function deviceSettings({ ledger }: Pick<Desk, 'ledger'>): DeviceSettings {
  return {
    scanner: readSetting(ledger, 'scanner', ScannerProfileSchema.nullable()),
    sound: readSetting(ledger, 'sound', SoundSettingsSchema) ?? NEW_SOUND,
  };
}

/** Keeps the learned profile of the scanner; null forgets it. */
export function setScanner(desk: Pick<Desk, 'ledger'>, { scanner }: Pick<DeviceSettings, 'scanner'>): DeviceSettings {
  writeSetting(desk.ledger, 'scanner', scanner);
  return deviceSettings(desk);
}

/** Sets the sounds. */
export function setSound(desk: Pick<Desk, 'ledger'>, sound: DeviceSettings['sound']): DeviceSettings {
  writeSetting(desk.ledger, 'sound', sound);
  return deviceSettings(desk);
}
