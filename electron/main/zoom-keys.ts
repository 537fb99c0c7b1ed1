// Larger and smaller by the browser's keys: in Electron these belong to a menu, and there is none.

import type { Input, WebContents } from 'electron';

const [smallest, largest] = [-3, 5];
const step = 0.5;

/** Ctrl (⌘ on macOS) with plus, minus and 0. */
export function zoomByKeys(contents: Pick<WebContents, 'on' | 'getZoomLevel' | 'setZoomLevel'>): void {
  contents.on('before-input-event', (event, input) => {
    const change = changeOf(input);
    if (change === null) return;
    event.preventDefault();
    const level = change === 0 ? 0 : contents.getZoomLevel() + change;
    contents.setZoomLevel(Math.min(largest, Math.max(smallest, level)));
  });
}

/** Null for every other key; 0 goes back to the size of the beginning. */
function changeOf({ type, key, control, meta, alt }: Input): number | null {
  if (type !== 'keyDown' || alt || !(control || meta)) return null;
  switch (key) {
    case '+':
    case '=':
      return step;
    case '-':
      return -step;
    case '0':
      return 0;
    default:
      return null;
  }
}
