// Chooses the way to the desk: the preload's object where there is one, else loopback HTTP.

import type { DeskLink } from './desk-link.ts';
import { createElectronTransport } from './electron-transport.ts';
import { createLoopbackTransport } from './loopback-transport.ts';
import { takePageToken } from './page-token.ts';
import { createPatientLink } from './patient-link.ts';

/** Opens the link of this page. */
export async function openLink(page: Window): Promise<DeskLink> {
  const wait = (ms: number): Promise<void> => new Promise((resolve) => page.setTimeout(resolve, ms));
  if (page.holdfast !== undefined) return createPatientLink(createElectronTransport(page.holdfast), wait);
  const fetch = (path: string, init: RequestInit): Promise<Response> =>
    page.fetch(path, { ...init, cache: 'no-store' });
  const { location, history, sessionStorage: storage } = page;
  const token = await takePageToken({ location, history, storage, fetch });
  return createPatientLink(createLoopbackTransport({ token, fetch, wait }), wait);
}
