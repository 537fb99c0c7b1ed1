// Things that the page may never do: leave its origin, open windows, attach webviews, use permissions or devices other than scanners, reach other hosts.

import type { App, Session, WebContents } from 'electron';
import { PAGE_ORIGIN } from './page-protocol.ts';

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

/** Denies every permission and device but scanners, every request that is not the page's own, and every download but of a file that the page made. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler((_contents, permission, origin) => SCANNERS.has(permission) && isOwnPage(origin));
  session.setDevicePermissionHandler(({ deviceType, origin }) => SCANNERS.has(deviceType) && isOwnPage(origin));
  // What the page asks for are scanners alone: of several a person unplugs the others.
  session.on('select-hid-device', (event, { deviceList }, choose) => {
    event.preventDefault();
    choose(deviceList[0]?.deviceId ?? null);
  });
  session.on('select-serial-port', (event, ports, _contents, choose) => {
    event.preventDefault();
    choose((ports.find(({ vendorId }) => vendorId !== undefined) ?? ports[0])?.portId ?? '');
  });
  // Its dictionaries would be fetched from a server of others.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isAllowedRequest(details.url) }));
  session.on('will-download', (event, item) => {
    if (!isMadeByPage(item.getURL())) event.preventDefault();
  });
}

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
