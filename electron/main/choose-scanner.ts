// Asks the person which of the devices that are plugged in is the scanner.

import type { App, Dialog } from 'electron';

/** Index of the one that was chosen; null for none. */
export type ChooseScanner = (names: readonly string[]) => Promise<number | null>;

const TEXT = {
  en: { message: 'Which one is the scanner?', cancel: 'Cancel' },
  es: { message: '¿Cuál es el lector?', cancel: 'Cancelar' },
} as const;

/** By a dialog of the system, in the language of the system. */
export function chooseByDialog(dialog: Pick<Dialog, 'showMessageBox'>, app: Pick<App, 'getLocale'>): ChooseScanner {
  return async (names) => {
    const { message, cancel } = TEXT[app.getLocale().startsWith('es') ? 'es' : 'en'];
    const { response } = await dialog.showMessageBox({
      type: 'question',
      title: 'Holdfast',
      message,
      buttons: [...names, cancel],
      cancelId: names.length,
      defaultId: names.length,
      noLink: true,
    });
    return response < names.length ? response : null;
  };
}
