// Reasons why lists cannot be kept as files in a folder, with the step to take.

import type { Words } from './language.ts';

export const LIST_FILE_TROUBLES = [
  'gone',
  'not-connected',
  'other-desk',
  'full',
  'no-right',
  'busy',
  'slow',
  'no-data',
  'failed',
] as const;
export type ListFileTrouble = (typeof LIST_FILE_TROUBLES)[number];

export const LIST_FILE_WORDS: Readonly<Record<ListFileTrouble, { readonly why: Words; readonly todo: Words }>> = {
  gone: {
    why: { en: 'The folder is not there.', es: 'La carpeta no está.' },
    todo: {
      en: 'Connect its drive or share again, or choose another folder in Settings.',
      es: 'Conecte de nuevo su unidad o recurso compartido, o elija otra carpeta en Ajustes.',
    },
  },
  'not-connected': {
    why: {
      en: 'The file lists.csv is missing in the folder.',
      es: 'En la carpeta falta el archivo lists.csv.',
    },
    todo: {
      en: 'Connect its drive or share again. If the files were deleted, choose the folder again in Settings.',
      es: 'Conecte de nuevo su unidad o recurso compartido. Si se borraron los archivos, elija otra vez la carpeta en Ajustes.',
    },
  },
  'other-desk': {
    why: {
      en: 'Another desk keeps its lists in this folder.',
      es: 'Otro mostrador guarda sus listas en esta carpeta.',
    },
    todo: {
      en: 'Choose a folder of this desk alone in Settings. If the other desk is gone, delete its files first.',
      es: 'Elija en Ajustes una carpeta solo para este mostrador. Si el otro ya no existe, borre antes sus archivos.',
    },
  },
  full: {
    why: { en: 'The disk of the folder is full.', es: 'El disco de la carpeta está lleno.' },
    todo: { en: 'Free some space there.', es: 'Libere espacio allí.' },
  },
  'no-right': {
    why: { en: 'This computer may not write there.', es: 'Esta computadora no puede escribir allí.' },
    todo: {
      en: 'Ask IT for the right to write into the folder, or choose another in Settings.',
      es: 'Pida a informática permiso para escribir en la carpeta, o elija otra en Ajustes.',
    },
  },
  busy: {
    why: {
      en: 'A file of the folder cannot be replaced: another program has it open, or its name is taken.',
      es: 'Un archivo de la carpeta no se puede reemplazar: otro programa lo tiene abierto o su nombre está ocupado.',
    },
    todo: {
      en: 'Close the lists in other programs, or choose an empty folder in Settings.',
      es: 'Cierre las listas en otros programas, o elija una carpeta vacía en Ajustes.',
    },
  },
  slow: {
    why: { en: 'The folder does not answer.', es: 'La carpeta no responde.' },
    todo: {
      en: 'Check the drive or share, or choose a folder of this computer in Settings.',
      es: 'Revise la unidad o el recurso compartido, o elija en Ajustes una carpeta de esta computadora.',
    },
  },
  'no-data': {
    why: {
      en: 'The desk has no copy of the library yet.',
      es: 'El mostrador aún no tiene una copia de la biblioteca.',
    },
    todo: { en: 'Wait until the copy is loaded.', es: 'Espere a que se cargue la copia.' },
  },
  failed: {
    why: { en: 'The lists could not be made.', es: 'No se pudieron preparar las listas.' },
    todo: {
      en: 'Export a list from Work by hand, and tell IT.',
      es: 'Exporte una lista a mano desde Tareas y avise a informática.',
    },
  },
};
