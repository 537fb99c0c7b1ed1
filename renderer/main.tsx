// Entry of the page: makes the desk and draws it. The only place that knows the real browser.

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
import './style/tokens.css';
import './style/page.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { required } from '../shared/core/assert.ts';
import { DESK_WINDOWS, openDeskWindows } from './bridge/desk-windows.ts';
import { openLink } from './bridge/open-link.ts';
import { createPickFile } from './bridge/pick-file.ts';
import { createSaveFile } from './bridge/save-file.ts';
import { createSystemPageClock } from './clock/system-page-clock.ts';
import { createDesk } from './desk/create-desk.ts';
import { createPaintMeasure } from './desk/paint-measure.ts';
import { DeskApp } from './desk-app.tsx';
import { createPlayer } from './sound/player.ts';
import { createSpeaker } from './text/speak.ts';

const open = await openLink(window);
// Only a development page carries the schemas that answers are held against.
const link = import.meta.env.DEV ? (await import('./bridge/checked-link.ts')).createCheckedLink(open) : open;
const speaker = createSpeaker(navigator.language.startsWith('es') ? 'es' : 'en');
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
void desk.station.open();

createRoot(required(document.getElementById('root'), () => 'the page has no root')).render(
  <StrictMode>
    <I18nextProvider i18n={speaker}>
      <DeskApp desk={desk} />
    </I18nextProvider>
  </StrictMode>,
);
