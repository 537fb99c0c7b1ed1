// Chooses the way to the desk: the preload's object where there is one, else loopback HTTP.

import { ANSWER_LOST, type DeskLink, type Transport } from './desk-link.ts';
import { createLoopbackTransport } from './loopback-transport.ts';
import { takePageToken } from './page-token.ts';
import { createPatientLink } from './patient-link.ts';
import type { Bridge } from '../../shared/bridge/contract.ts';

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

/** The way to the desk core inside Electron: the preload exposes one object with `call` and `on`, and nothing else. */
declare global {
  interface Window {
    /** Exposed by the preload; absent in a browser. */
    readonly holdfast?: Bridge;
  }
}

/** Wraps what the preload exposes. The host outlives the core and the page, so events never stop coming in. */
function createElectronTransport(bridge: Bridge): Transport {
  return {
    call: (name, input, callId) =>
      bridge.call(name, input, callId).catch(() => ({ ok: false, error: { code: ANSWER_LOST, message: '' } })),
    on: (name, listener) => bridge.on(name, listener),
    onCut() {},
    listening: () => Promise.resolve(),
  };
}
