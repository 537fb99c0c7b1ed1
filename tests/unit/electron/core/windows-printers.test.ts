// The slip printers of Windows, as its registry lists them: an installed desk needs no setting for them.

import { windowsPrinters } from '../../../../electron/core/print/windows-printers.ts';

const said: Readonly<Record<string, string>> = {
  'PARALLEL PORTS': String.raw`
HKEY_LOCAL_MACHINE\HARDWARE\DEVICEMAP\PARALLEL PORTS
    \Device\Parallel0    REG_SZ    \DosDevices\LPT1
`,
  SERIALCOMM: String.raw`
HKEY_LOCAL_MACHINE\HARDWARE\DEVICEMAP\SERIALCOMM
    \Device\Serial0    REG_SZ    COM3
    \Device\USBSER000    REG_SZ    COM14
`,
  Printers: String.raw`
HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Print\Printers\EPSON TM-T20III Receipt
    Share Name    REG_SZ    RECEIPT 1

HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Print\Printers\Microsoft Print to PDF
    Share Name    REG_SZ    

HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Print\Printers\Odd
    Share Name    REG_SZ    C$\Users\desk\ledger.db

End of search: 3 match(es) found.
`,
};

const turn = () => new Promise(setImmediate);
const answer = ([key = '']: readonly string[]) => {
  const name = Object.keys(said).find((end) => key.endsWith(end)) ?? '';
  return Promise.resolve((said[name] ?? '').replaceAll('\n', '\r\n'));
};

test('its ports and its shared printers are listed, and nothing by which a file could be named', async () => {
  const list = windowsPrinters(answer);
  await turn();
  expect(list()).toEqual([
    String.raw`\\.\LPT1`,
    String.raw`\\.\COM3`,
    String.raw`\\.\COM14`,
    String.raw`\\localhost\RECEIPT 1`,
  ]);
});

test('a printer plugged in later is listed the next time, and one not in the registry is none', async () => {
  let isPlugged = false;
  const list = windowsPrinters((args) => (isPlugged ? answer(args) : Promise.reject(new Error('exit code 1'))));
  await turn();
  expect(list()).toEqual([]);
  isPlugged = true;
  await turn();
  list();
  await turn();
  expect(list()).toHaveLength(4);
});
