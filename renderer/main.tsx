// Entry of the page: makes the desk and draws it. Only this file uses the real browser.

import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/SegmentedControl.css';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/Switch.css';
import './style/fonts.css';
import './style/tokens.css';
import './style/page.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { Bridge } from '../shared/bridge/contract.ts';
import { required } from '../shared/core/assert.ts';
import { ANSWER_LOST, createDeskLink, type DeskLink, type Transport } from './bridge/desk-link.ts';
import { DESK_WINDOWS, openDeskWindows } from './bridge/desk-windows.ts';
import { createLoopbackTransport } from './bridge/loopback-transport.ts';
import { takePageToken } from './bridge/page-token.ts';
import { createPickFile } from './bridge/pick-file.ts';
import { createSaveFile } from './bridge/save-file.ts';
import { createSystemPageClock } from './clock/system-page-clock.ts';
import { createDesk } from './desk/create-desk.ts';
import { createPaintMeasure } from './desk/paint-measure.ts';
import { DeskApp } from './desk-app.tsx';
import { isMac } from './keys/key-name.ts';
import { createPlayer } from './sound/player.ts';
import { createSpeaker } from './text/speak.ts';

const open = await openLink(window);
// Only a development page carries the schemas that answers are held against.
const link = import.meta.env.DEV ? (await import('./bridge/checked-link.ts')).createCheckedLink(open) : open;
const speaker = createSpeaker(navigator.language.startsWith('es') ? 'es' : 'en', isMac(navigator));
const desk = createDesk({
  page: window,
  link,
  clock: createSystemPageClock(window),
  windows: openDeskWindows(() => new BroadcastChannel(DESK_WINDOWS)),
  speaker,
  player: createPlayer(() => new AudioContext()),
  painted: createPaintMeasure(window),
  saveFile: createSaveFile(window),
  pickFile: createPickFile(window),
});
void desk.station.open().then(() => desk.practice.loadLessons());

createRoot(required(document.getElementById('root'), () => 'the page has no root')).render(
  <StrictMode>
    <I18nextProvider i18n={speaker}>
      <DeskApp desk={desk} />
    </I18nextProvider>
  </StrictMode>,
);

/** The way to the desk: the preload's object where there is one, else loopback HTTP. */
async function openLink(page: Window): Promise<DeskLink> {
  const wait = (ms: number): Promise<void> => new Promise((resolve) => page.setTimeout(resolve, ms));
  if (page.holdfast !== undefined) return createDeskLink(createElectronTransport(page.holdfast), wait);
  const fetch = (path: string, init: RequestInit): Promise<Response> =>
    page.fetch(path, { ...init, cache: 'no-store' });
  const { location, history, sessionStorage: storage } = page;
  const token = await takePageToken({ location, history, storage, fetch });
  return createDeskLink(createLoopbackTransport({ token, fetch, wait }), wait);
}

/** The way to the desk core inside Electron: the preload exposes one object with `call` and `on`, and nothing else. */
declare global {
  interface Window {
    /** Exposed by the preload; absent in a browser. */
    readonly holdfast?: Bridge;
  }
}

/** Wraps the object that the preload exposes. The host outlives the core and the page, so events never stop coming in. */
function createElectronTransport(bridge: Bridge): Transport {
  return {
    call: (name, input, callId) =>
      bridge.call(name, input, callId).catch(() => ({ ok: false, error: { code: ANSWER_LOST, message: '' } })),
    on: (name, listener) => bridge.on(name, listener),
    onCut() {},
    listening: () => Promise.resolve(),
  };
}
