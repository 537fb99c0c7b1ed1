// The menu, where the system needs one. On macOS copy, paste and quit are keys of the menu and do nothing without it; elsewhere Chromium has
// them by itself, and a bar of menus would only take place. Its words are those of the roles.

import { Menu } from 'electron';

/** Sets the menu of the program. */
export function setMenu(platform: NodeJS.Platform): void {
  const roles = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(platform === 'darwin' ? Menu.buildFromTemplate([...roles]) : null);
}
