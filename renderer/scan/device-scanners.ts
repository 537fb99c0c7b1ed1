// Scanners that are no keyboards: those of the HID point-of-sale class and those on a serial line, as the browser offers them. A person pairs one;
// from then on it is opened with the page.

import {
  joinReports,
  scanLayout,
  SCANNER_PAGE,
  splitSerial,
  type ReportCollection,
} from '../../shared/core/scanner-device.ts';

/** As much of a HID device as a scanner needs. */
export type HidDevice = {
  readonly productName: string;
  readonly collections: readonly ReportCollection[];
  readonly opened: boolean;
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly forget?: () => Promise<void>;
  oninputreport: ((event: { readonly reportId: number; readonly data: DataView }) => void) | null;
};

export type Hid = {
  readonly getDevices: () => Promise<readonly HidDevice[]>;
  readonly requestDevice: (asked: {
    readonly filters: readonly { readonly usagePage: number }[];
  }) => Promise<readonly HidDevice[]>;
  readonly addEventListener: (name: 'connect' | 'disconnect', listener: () => void) => void;
};

type PortReader = {
  readonly read: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  readonly cancel: () => Promise<unknown>;
  readonly releaseLock: () => void;
};

/** As much of a serial port as a scanner needs. */
export type SerialPort = {
  readonly readable: { readonly getReader: () => PortReader } | null;
  readonly open: (options: { readonly baudRate: number }) => Promise<void>;
  readonly close: () => Promise<void>;
  readonly forget?: () => Promise<void>;
};

export type Serial = {
  readonly getPorts: () => Promise<readonly SerialPort[]>;
  readonly requestPort: () => Promise<SerialPort>;
  readonly addEventListener: (name: 'connect' | 'disconnect', listener: () => void) => void;
};

/** Null: this browser has none of the kind. */
export type DeviceApis = { readonly hid: Hid | null; readonly serial: Serial | null };

/** Device interfaces of this browser. A page without TLS has neither, except on this computer itself. */
export function deviceApis(navigator: Navigator): DeviceApis {
  return parseApis({
    hid: 'hid' in navigator ? navigator.hid : null,
    serial: 'serial' in navigator ? navigator.serial : null,
  });
}

/** TypeScript's own library has no types for the two. */
const parseApis = (apis: Readonly<Record<keyof DeviceApis, unknown>>) => apis as DeviceApis;

/** A paired and open device. */
export type OpenScanner = { readonly kind: 'hid' | 'serial'; readonly name: string };

export type DeviceScanners = {
  /** Opens paired devices, and returns the open ones; called also whenever one is plugged in or out. */
  readonly look: () => Promise<readonly OpenScanner[]>;
  /** Asks the person for one; false where they chose none, or it is no scanner. */
  readonly pair: (kind: OpenScanner['kind']) => Promise<boolean>;
  /** Lets go of all. */
  readonly forget: () => Promise<void>;
};

/** The factory setting of serial scanners. */
const BAUD = 9_600;

export function createDeviceScanners(
  { hid, serial }: DeviceApis,
  told: { readonly scan: (code: string) => void; readonly changed: () => void },
): DeviceScanners {
  const ports = new Map<SerialPort, Line>();
  for (const api of [hid, serial]) {
    api?.addEventListener('connect', told.changed);
    api?.addEventListener('disconnect', told.changed);
  }
  const openHid = async (device: HidDevice): Promise<boolean> => {
    const layout = scanLayout(device.collections);
    if (layout === null) return false;
    if (device.opened) return true;
    await device.open();
    const join = joinReports(layout);
    device.oninputreport = ({ reportId, data }) => {
      if (reportId !== layout.reportId) return;
      const code = join(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      if (code !== null) told.scan(code);
    };
    return true;
  };
  const openPort = async (port: SerialPort): Promise<boolean> => {
    if (ports.has(port)) return true;
    await port.open({ baudRate: BAUD });
    const line = listen(port, told.scan);
    ports.set(port, line);
    void line.ended.then(() => ports.delete(port));
    return true;
  };
  /** One that another program has, or that is not there, is not open. */
  const isOpen = (opening: Promise<boolean>): Promise<boolean> => opening.catch(() => false);
  return {
    async look() {
      const found: OpenScanner[] = [];
      for (const device of (await hid?.getDevices()) ?? [])
        if (await isOpen(openHid(device))) found.push({ kind: 'hid', name: device.productName });
      for (const port of (await serial?.getPorts()) ?? [])
        if (await isOpen(openPort(port))) found.push({ kind: 'serial', name: '' });
      return found;
    },
    async pair(kind) {
      // Choosing none rejects with an error.
      if (kind === 'serial') return isOpen((serial?.requestPort() ?? Promise.reject(new Error('none'))).then(openPort));
      const asked = hid?.requestDevice({ filters: [{ usagePage: SCANNER_PAGE }] }) ?? Promise.resolve([]);
      const [device] = await asked.catch(() => []);
      return device !== undefined && isOpen(openHid(device));
    },
    async forget() {
      for (const device of (await hid?.getDevices()) ?? []) {
        if (device.opened) await device.close().catch(() => undefined);
        await device.forget?.();
      }
      for (const port of (await serial?.getPorts()) ?? []) {
        await ports.get(port)?.end();
        await port.forget?.();
      }
    },
  };
}

/** A port that is listened to. `end` closes it; it also ends by itself when it is pulled out. */
type Line = { readonly end: () => Promise<void>; readonly ended: Promise<void> };

/** A scan that came in broken, as at another speed, ends the port's stream, not the port: it has a new stream then, until it is pulled out. */
function listen(port: SerialPort, scan: (code: string) => void): Line {
  let reader: PortReader | null = null;
  let isEnding = false;
  const readAll = async (): Promise<void> => {
    for (let stream = port.readable; stream !== null && !isEnding; stream = port.readable) {
      reader = stream.getReader();
      await readStream(reader, scan);
      reader.releaseLock();
    }
    // One that stays open could not be opened again.
    await port.close().catch(() => undefined);
  };
  const ended = readAll();
  return {
    ended,
    async end() {
      isEnding = true;
      await reader?.cancel().catch(() => undefined);
      await ended;
    },
  };
}

async function readStream(reader: PortReader, scan: (code: string) => void): Promise<void> {
  const split = splitSerial();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      split(part.value ?? new Uint8Array()).forEach(scan);
  } catch {
    // The received part is no whole code.
  }
}
