// Things that the page may never do: leave its origin, open windows, attach webviews, use permissions or devices other than paired scanners, reach other hosts.

import type { App, Session, WebContents } from 'electron';
import type { ChooseScanner } from './choose-scanner.ts';
import { PAGE_ORIGIN } from './page-protocol.ts';
import type { Device, PairedScanners } from './paired-scanners.ts';

/** Applies to every web contents that is ever created. */
export function hardenContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => hardenOne(contents));
}

function hardenOne(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', keepOnPage);
  contents.on('will-redirect', keepOnPage);
  contents.on('will-frame-navigate', keepOnPage);
}

function keepOnPage(event: { readonly url: string; preventDefault: () => void }): void {
  if (!isOwnPage(event.url)) event.preventDefault();
}

/** Permissions by which the page reads scanners that are no keyboards. It has them on its own origin alone. */
const SCANNERS: ReadonlySet<string> = new Set(['hid', 'serial']);

/** How scanners are paired. */
export type ScannerPairing = { readonly paired: PairedScanners; readonly choose: ChooseScanner };

/** Denies every permission and device but paired scanners, every request that is not the page's own, and every download but of a file that the page made. */
export function hardenSession(session: Session, pairing: ScannerPairing): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler((_contents, permission, origin) => SCANNERS.has(permission) && isOwnPage(origin));
  pairScanners(session, pairing);
  // Its dictionaries would be fetched from a server of others.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isAllowedRequest(details.url) }));
  session.on('will-download', (event, item) => {
    if (!isMadeByPage(item.getURL())) event.preventDefault();
  });
}

/** A person chooses. Only a single HID scanner, which identifies itself, is taken unasked. */
function pairScanners(session: Session, { paired, choose }: ScannerPairing): void {
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) => isOwnPage(origin) && paired.has(deviceType, deviceOf(device)),
  );
  const chosen = async <T extends object>(kind: string, devices: readonly T[], names: readonly string[]) => {
    const isAsked = kind === 'serial' || devices.length > 1;
    const index = devices.length === 0 ? null : isAsked ? await choose(names).catch(() => null) : 0;
    const device = index === null ? undefined : devices[index];
    if (device !== undefined) paired.add(kind, deviceOf(device));
    return device;
  };
  session.on('select-hid-device', (event, { deviceList }, answer) => {
    event.preventDefault();
    const names = deviceList.map(({ name }) => name);
    void chosen('hid', deviceList, names).then((device) => answer(device?.deviceId ?? null));
  });
  session.on('select-serial-port', (event, ports, _contents, answer) => {
    event.preventDefault();
    const names = ports.map(({ displayName, portName }) => [displayName, portName].filter(Boolean).join(', '));
    void chosen('serial', ports, names).then((port) => answer(port?.portId ?? ''));
  });
  session.on('hid-device-revoked', (_event, { device }) => paired.remove('hid', deviceOf(device)));
  session.on('serial-port-revoked', (_event, { port }) => paired.remove('serial', deviceOf(port)));
}

/** Electron's types lack the names that it uses where it asks for a permission. */
const deviceOf = (device: object): Device => ({ ...device });

/** Whether an address is of the page's own origin. Parsed, never compared by its beginning. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return `${url.protocol}//${url.host}` === PAGE_ORIGIN;
}

/** Files made by the page are blobs of its own origin: reports, and acts to be carried. */
function isMadeByPage(address: string): boolean {
  return address.startsWith('blob:') && isOwnPage(address.slice('blob:'.length));
}

function isAllowedRequest(address: string): boolean {
  return (
    isOwnPage(address) || address.startsWith('data:') || address.startsWith('blob:') || address.startsWith('devtools:')
  );
}
