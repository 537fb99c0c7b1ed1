// Printers as the machine has them: raw TCP (port 9100 on nearly all), and device files. A device comes from the list:
// a path cannot be given.

import { constants, existsSync, readdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { PrinterFailure, type PrinterAddress, type PrinterPort, type PrinterProblem } from './printer-port.ts';
import { windowsPrinters } from './windows-printers.ts';

/** A printer that is on answers within milliseconds; one that is out of paper takes nothing. */
const patienceMs = 4_000;
const askAgainMs = 50;
/** Where Linux has its printers. */
const folders = [
  ['/dev/usb', /^lp\d+$/],
  ['/dev', /^lp\d+$/],
] as const;

/** `named`: a device that the administrator named at the start of the desk. */
export function systemPrinters(named: string | null): PrinterPort {
  const listed = process.platform === 'win32' ? windowsPrinters() : listDevices;
  const devices = (): string[] => [...new Set([...(named === null ? [] : [named]), ...listed()])];
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
    // A printer's status is not used; unread it would keep the connection open.
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
      await writeAll(file, bytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof PrinterFailure ? error : new PrinterFailure(deviceProblem(error), { cause: error });
  }
}

/** All of it, however little the device takes at a time. One that is out of paper takes nothing: it is waited for as long as one on the network. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let left = bytes;
  let patientUntil = performance.now() + patienceMs;
  while (left.length > 0) {
    const taken = await file.write(left).catch((error: unknown) => {
      if (codeOf(error) !== 'EAGAIN') throw error;
      return { bytesWritten: 0 };
    });
    left = left.subarray(taken.bytesWritten);
    if (taken.bytesWritten > 0) patientUntil = performance.now() + patienceMs;
    else if (performance.now() > patientUntil) throw new PrinterFailure('silent');
    else await setTimeout(askAgainMs);
  }
}

/**
 * Ports and shared printers of Windows do not support appending. Elsewhere a device that accepts nothing reports it at once: a write that waited for
 * paper would hold the queue, and the end of the desk, until a person brings some.
 */
const openFlags =
  process.platform === 'win32' ? constants.O_WRONLY : constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK;

function deviceProblem(error: unknown): PrinterProblem {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return 'not-allowed';
  return code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO' ? 'no-device' : 'cut';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
}
