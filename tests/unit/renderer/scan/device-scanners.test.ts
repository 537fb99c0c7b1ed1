// Paired scanners are opened with the page and tell codes, whole and once; one that is no scanner, or that another program has, is left alone.

import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import { createDeviceScanners, type HidDevice, type SerialPort } from '../../../../renderer/scan/device-scanners.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.split(''), (sign) => sign.charCodeAt(0));

const items = [
  { usages: [0x01003b], reportSize: 8, reportCount: 1 },
  { usages: [0x8c00fe], reportSize: 8, reportCount: 20 },
];
/** A device as the browser hands it over: by its report descriptor. */
function device(name: string, isBusy = false, collections = [{ inputReports: [{ reportId: 2, items }] }]) {
  const own: HidDevice & { isOpen: boolean } = {
    productName: name,
    collections,
    isOpen: false,
    get opened() {
      return own.isOpen;
    },
    open: () => {
      if (isBusy) return Promise.reject(new Error('another program has it'));
      own.isOpen = true;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    oninputreport: null,
  };
  return own;
}

function report(code: string): DataView {
  const bytes = new Uint8Array(23);
  bytes[1] = code.length;
  bytes.set(bytesOf(code), 2);
  // As a browser hands it over: a part of a larger buffer.
  return new DataView(bytes.buffer, 1);
}

const listeners = { addEventListener: () => undefined };

test('a HID scanner is opened once, and tells what it scans', async () => {
  const codes: string[] = [];
  const [scanner, busy, keyboard] = [device('Scanner'), device('Busy', true), device('Keyboard', false, [])];
  const hid = {
    ...listeners,
    getDevices: () => Promise.resolve([scanner, busy, keyboard]),
    requestDevice: () => Promise.resolve([keyboard]),
  };
  const scanners = createDeviceScanners({ hid, serial: null }, { scan: (code) => codes.push(code), changed: () => {} });
  expect(await scanners.look()).toEqual([{ kind: 'hid', name: 'Scanner' }]);
  expect(await scanners.look()).toHaveLength(1);
  scanner.oninputreport?.({ reportId: 2, data: report('31310000008812') });
  scanner.oninputreport?.({ reportId: 5, data: report('21310000004421') });
  expect(codes).toEqual(['31310000008812']);
  expect([await scanners.pair('hid'), await scanners.pair('serial')]).toEqual([false, false]);
});

/** A port as a browser has it: opened once until it is closed, with a new stream after a broken scan, and with none once it is pulled out. */
function serialPort() {
  const lines: ReadableStreamDefaultController<Uint8Array>[] = [];
  const did: string[] = [];
  let stream: ReadableStream<Uint8Array> | null = null;
  const renew = (): void => {
    stream = new ReadableStream<Uint8Array>({ start: (controller) => void lines.push(controller) });
  };
  const port: SerialPort = {
    get readable() {
      return stream;
    },
    open: () => {
      if (did.at(-1) === 'open') return Promise.reject(new Error('it is open'));
      did.push('open');
      renew();
      return Promise.resolve();
    },
    close: () => {
      if (stream?.locked === true) return Promise.reject(new Error('it is being read'));
      did.push('close');
      stream = null;
      return Promise.resolve();
    },
    forget: () => Promise.resolve(void did.push('forget')),
  };
  const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));
  return {
    port,
    did,
    lines,
    send: (text: string) => (lines.at(-1)?.enqueue(bytesOf(text)), turn()),
    breakScan: () => {
      const broken = lines.at(-1);
      renew();
      broken?.error(new Error('framing'));
      return turn();
    },
    pullOut: () => {
      stream = null;
      lines.at(-1)?.error(new Error('pulled out'));
      return turn();
    },
  };
}

function listening(port: SerialPort) {
  const codes: string[] = [];
  const serial = { ...listeners, getPorts: () => Promise.resolve([port]), requestPort: () => Promise.resolve(port) };
  const told = { scan: (code: string) => void codes.push(code), changed: () => {} };
  return { codes, scanners: createDeviceScanners({ hid: null, serial }, told) };
}

test('a serial scanner tells its lines until it is pulled out, and is opened again', async () => {
  const { port, did, lines, send, pullOut } = serialPort();
  const { codes, scanners } = listening(port);
  expect(await scanners.pair('serial')).toBe(true);
  await send('3131000');
  await send('0008812\r\n');
  expect(codes).toEqual(['31310000008812']);
  await scanners.look();
  expect(lines).toHaveLength(1);
  await pullOut();
  expect(did).toEqual(['open', 'close']);
  expect(await scanners.look()).toEqual([{ kind: 'serial', name: '' }]);
  await send('21310000004421\n');
  expect(codes).toEqual(['31310000008812', '21310000004421']);
});

test('a scan that came in broken is no code, and the next one is', async () => {
  const { port, did, send, breakScan } = serialPort();
  const { codes, scanners } = listening(port);
  await scanners.look();
  await send('3131000');
  await breakScan();
  await send('21310000004421\r\n');
  expect(codes).toEqual(['21310000004421']);
  expect(did).toEqual(['open']);
  expect(await scanners.look()).toHaveLength(1);
});

test('a scanner that is forgotten is closed first', async () => {
  const { port, did } = serialPort();
  const { scanners } = listening(port);
  await scanners.look();
  await scanners.forget();
  expect(did).toEqual(['open', 'close', 'forget']);
});
