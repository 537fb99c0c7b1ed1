// Scanners that are no keyboards, as this window has them: which are paired and open, and how one is paired.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { createDeviceScanners, type DeviceApis, type OpenScanner } from '../scan/device-scanners.ts';

export type ScannersState = {
  readonly open: readonly OpenScanner[];
  /** Device kinds that this browser can pair. */
  readonly can: { readonly hid: boolean; readonly serial: boolean };
  readonly isBusy: boolean;
  /** The last one that was asked for is open now, or is not. */
  readonly paired: 'yes' | 'no' | null;
};

export type Scanners = {
  readonly store: StoreApi<ScannersState>;
  /** Opens paired devices, and passes on their scans. */
  readonly begin: (scan: (code: string) => void) => Promise<void>;
  readonly pair: (kind: OpenScanner['kind']) => Promise<void>;
  readonly forget: () => Promise<void>;
};

export function createScanners(apis: DeviceApis): Scanners {
  const can = { hid: apis.hid !== null, serial: apis.serial !== null };
  const store = createStore<ScannersState>(() => ({ open: [], can, isBusy: false, paired: null }));
  const heard = { scan: (_code: string): void => undefined };
  const look = async (): Promise<void> => store.setState({ open: await scanners.look() });
  const scanners = createDeviceScanners(apis, { scan: (code) => heard.scan(code), changed: () => void look() });
  return {
    store,
    async begin(scan) {
      heard.scan = scan;
      await look();
    },
    async pair(kind) {
      store.setState({ isBusy: true, paired: null });
      const isPaired = await scanners.pair(kind);
      store.setState({ isBusy: false, paired: isPaired ? 'yes' : 'no' });
      await look();
    },
    async forget() {
      await scanners.forget();
      store.setState({ paired: null });
      await look();
    },
  };
}
