// Devices of Windows that take the bytes of a slip as they are: its ports, and the printers that this computer shares under a name. They are in
// its registry, and nowhere among its files. None of them is a path that a file could be at.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The output of `reg query` with these arguments. */
export type AskRegistry = (args: readonly string[]) => Promise<string>;

type Place = { readonly args: readonly string[]; readonly value: RegExp; readonly device: (name: string) => string };

const places: readonly Place[] = [
  {
    args: [String.raw`HKLM\HARDWARE\DEVICEMAP\PARALLEL PORTS`],
    value: /^\\DosDevices\\(LPT\d)$/,
    device: (name) => `\\\\.\\${name}`,
  },
  {
    args: [String.raw`HKLM\HARDWARE\DEVICEMAP\SERIALCOMM`],
    value: /^(COM\d{1,3})$/,
    device: (name) => `\\\\.\\${name}`,
  },
  {
    args: [String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Print\Printers`, '/s', '/v', 'Share Name'],
    value: /^([A-Za-z0-9][\w .-]{0,79})$/,
    device: (name) => `\\\\localhost\\${name}`,
  },
];

/** Lists the printers of the last search, and starts a new search each time, so that a printer plugged in now is listed the next time. */
export function windowsPrinters(ask: AskRegistry = askRegistry): () => readonly string[] {
  let found: readonly string[] = [];
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    const lists = await Promise.all(places.map((place) => devicesAt(place, ask)));
    found = lists.flat();
    isLooking = false;
  };
  void look();
  return () => {
    void look();
    return found;
  };
}

/** A place that is not there, as on a computer without such a port, holds none. */
async function devicesAt({ args, value, device }: Place, ask: AskRegistry): Promise<readonly string[]> {
  const said = await ask(args).catch(() => '');
  return said.split(/\r?\n/).flatMap((line) => {
    const name = value.exec(/\sREG_SZ\s+(.*?)\s*$/.exec(line)?.[1] ?? '')?.[1];
    return name === undefined ? [] : [device(name)];
  });
}

async function askRegistry(args: readonly string[]): Promise<string> {
  // oxlint-disable-next-line eslint/no-restricted-properties -- where Windows is, its environment alone says; a bare name could be found elsewhere
  const program = join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', 'reg.exe');
  const { stdout } = await promisify(execFile)(program, ['query', ...args], { windowsHide: true, timeout: 5_000 });
  return stdout;
}
