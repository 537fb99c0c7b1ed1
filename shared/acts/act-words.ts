// Names of acts in lists, histories and reports. Commands and the acts that they are recorded as have the same names.

import type { Words } from '../core/language.ts';
import { EVERY_ACT } from './commands.ts';

export const ACT_WORDS: Readonly<Record<string, Words>> = {
  ...Object.fromEntries(EVERY_ACT.map(({ name, words }) => [name, words])),
  // Recorded for the findings of an import, never by a command.
  openLoan: { en: 'Was on loan', es: 'Estaba prestado' },
};
