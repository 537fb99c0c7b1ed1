// Printers as the machine has them: raw TCP (port 9100 on nearly all), and device files. A device is one that is listed: nobody names a path.

import { constants, existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { PrinterFailure, type PrinterAddress, type PrinterPort, type PrinterProblem } from './printer-port.ts';

/** A printer that is on answers within milliseconds; one that is out of paper takes nothing. */
const patienceMs = 4_000;
/** Where Linux has its printers. Windows lists its ports nowhere in its files: there whoever runs the desk names one. */
const folders = [
  ['/dev/usb', /^lp\d+$/],
  ['/dev', /^lp\d+$/],
] as const;

/** `named`: a device that whoever runs the desk named when it was started. */
export function systemPrinters(named: string | null): PrinterPort {
  const devices = (): string[] => [...(named === null ? [] : [named]), ...listDevices()];
  return {
    devices,
    send: (address, bytes) =>
      address.kind === 'network' ? sendOverNetwork(address, bytes) : sendToDevice(address, devices(), bytes),
  };
}

function listDevices(): string[] {
  return folders.flatMap(([folder, name]) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => name.test(file))
          .map((file) => `${folder}/${file}`)
      : [],
  );
}

function sendOverNetwork(
  { host, port }: Extract<PrinterAddress, { kind: 'network' }>,
  bytes: Uint8Array,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const state = { isConnected: false };
    const socket = connect({ host, port });
    const fail = (problem: PrinterProblem, cause?: unknown): void => {
      socket.destroy();
      reject(new PrinterFailure(problem, { cause }));
    };
    socket.setTimeout(patienceMs, () => fail(state.isConnected ? 'silent' : 'unreachable'));
    socket.once('error', (error) => fail(state.isConnected ? 'cut' : 'unreachable', error));
    socket.once('connect', () => {
      state.isConnected = true;
      socket.end(bytes);
    });
    // What a printer says of itself is not asked for; unread it would keep the connection open.
    socket.resume();
    socket.once('close', (hadError) => {
      if (!hadError) resolve();
    });
  });
}

async function sendToDevice(
  { name }: Extract<PrinterAddress, { kind: 'device' }>,
  devices: readonly string[],
  bytes: Uint8Array,
): Promise<void> {
  if (!devices.includes(name)) throw new PrinterFailure('no-device');
  try {
    // Never made: a printer that is unplugged has no file, and a file in its place would swallow slips.
    const file = await open(name, openFlags);
    try {
      await file.write(bytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new PrinterFailure(deviceProblem(error), { cause: error });
  }
}

/** Ports and shared printers of Windows do not know what it is to append. */
const openFlags = process.platform === 'win32' ? constants.O_WRONLY : constants.O_WRONLY | constants.O_APPEND;

function deviceProblem(error: unknown): PrinterProblem {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  if (code === 'EACCES' || code === 'EPERM') return 'not-allowed';
  return code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO' ? 'no-device' : 'cut';
}
