// A page whose process is gone is loaded again: at once the first time, then later and later, so that one that dies at each start neither
// flickers nor eats the machine. Scans are safe in the core. One that has stayed for a while begins anew.

import type { BrowserWindow } from 'electron';

const firstWaitMs = 250;
const longestWaitMs = 30_000;
const stayedMs = 60_000;

/** Reloads the window's page when its process ends by itself. */
export function reloadWhenGone(window: Pick<BrowserWindow, 'reload' | 'isDestroyed' | 'webContents'>): void {
  let deaths = 0;
  let forget: NodeJS.Timeout | undefined;
  const reload = (): void => {
    if (window.isDestroyed()) return;
    window.reload();
    forget = setTimeout(() => (deaths = 0), stayedMs);
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    clearTimeout(forget);
    const waitMs = deaths === 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (deaths - 1));
    deaths += 1;
    setTimeout(reload, waitMs);
  });
}
