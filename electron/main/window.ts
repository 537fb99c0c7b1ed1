// The one window of a desk: sandboxed, isolated, without Node. Shown when it can be seen, where it was last, if that screen is still there.

import { readFileSync, writeFileSync } from 'node:fs';
import { BrowserWindow, dialog, screen, type BrowserWindowConstructorOptions, type Rectangle } from 'electron';
import { z } from 'zod';
import { PAGE_ORIGIN } from './page-protocol.ts';
import { reloadWhenGone } from './reload-when-gone.ts';
import { zoomByKeys } from './zoom-keys.ts';

/** The window as the rest of the program uses it. Nothing of it touches a window that was closed: Electron throws then. */
export type DeskWindow = {
  readonly own: Pick<BrowserWindow, 'on'>;
  /** Brings it to the front, from the task bar too. */
  present(): void;
  /** Hands the page an event of the contract. */
  send(name: string, payload: unknown): void;
  /** Shows an error beside the window, which goes on working. */
  tell(message: string): void;
};

const BoundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });
const firstSize = { width: 1366, height: 768 };

/** Options of the window. The page gets the contract through the preload and nothing else. */
export function windowOptions(preload: string, bounds: Rectangle | null): BrowserWindowConstructorOptions {
  return {
    ...(bounds ?? firstSize),
    minWidth: 1024,
    minHeight: 700,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    title: 'Holdfast',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  };
}

/** Opens the desk's window. `boundsFile` remembers where it was. */
export function openWindow(preload: string, boundsFile: string): DeskWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow(windowOptions(preload, clampBounds(readBounds(boundsFile), displays)));
  window.once('ready-to-show', () => {
    if (!window.isDestroyed()) window.show();
  });
  window.on('close', () => saveBounds(boundsFile, window.getNormalBounds()));
  reloadWhenGone(window);
  zoomByKeys(window.webContents);
  // A page that does not load is loaded again when its process is gone; there is no other place to report it.
  window.loadURL(`${PAGE_ORIGIN}/`).catch(() => undefined);
  return {
    own: window,
    present: () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    send: (name, payload) => {
      if (!window.isDestroyed()) window.webContents.send('event', name, payload);
    },
    // Without a window that it belongs to it blocks none.
    tell: (message) => void dialog.showMessageBox({ type: 'error', title: 'Holdfast', message }),
  };
}

/** Remembered bounds, when some display still shows enough of them to take hold of. */
export function clampBounds(bounds: Rectangle | null, displays: readonly Rectangle[]): Rectangle | null {
  if (bounds === null) return null;
  const visible = displays.some(
    (area) =>
      bounds.x < area.x + area.width - 100 &&
      bounds.x + bounds.width > area.x + 100 &&
      bounds.y >= area.y - 10 &&
      bounds.y < area.y + area.height - 100,
  );
  return visible ? bounds : null;
}

function readBounds(file: string): Rectangle | null {
  try {
    return BoundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The first start, or an edited file: the window opens where the system puts it.
    return null;
  }
}

function saveBounds(file: string, bounds: Rectangle): void {
  try {
    writeFileSync(file, JSON.stringify(bounds));
  } catch {
    // Where a window stood is not worth an error when the desk is closing.
    return;
  }
}
