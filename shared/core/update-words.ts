// Why a new version of the program waits at a desk, and what to do, in words: the same in Settings and on the readiness list.

import type { Words } from './language.ts';

export const UPDATE_WAITS = [
  'at-end',
  'not-its-turn',
  'outage',
  'acts-wait',
  'shift-open',
  'busy',
  'not-signed',
  'not-fetched',
] as const;
/** `at-end`: it is fetched, and installed when the program ends. */
export type UpdateWait = (typeof UPDATE_WAITS)[number];

type Said = {
  /** Goes on after “Version 2.0.0”. */
  readonly why: Words;
  /** Null where nothing is to be done. */
  readonly todo: Words | null;
};

const SYNC = {
  en: 'Open Connection status, then Sync now.',
  es: 'Abra Estado de la conexión y luego Sincronizar ya.',
};

export const UPDATE_WORDS: Readonly<Record<UpdateWait, Said>> = {
  'at-end': {
    why: { en: 'is here and is installed when Holdfast ends.', es: 'ya está aquí y se instala al terminar Holdfast.' },
    todo: { en: 'Close Holdfast when the desk closes.', es: 'Cierre Holdfast al cerrar el mostrador.' },
  },
  'not-its-turn': {
    why: { en: 'comes to other desks first.', es: 'llega primero a otros mostradores.' },
    todo: null,
  },
  outage: {
    why: {
      en: 'is here and waits until the server answers.',
      es: 'ya está aquí y espera a que el servidor responda.',
    },
    todo: SYNC,
  },
  'acts-wait': {
    why: {
      en: 'is here and waits until the server has this desk’s transactions.',
      es: 'ya está aquí y espera a que el servidor tenga las transacciones de este mostrador.',
    },
    todo: SYNC,
  },
  'shift-open': {
    why: {
      en: 'is here and waits until the shift is closed.',
      es: 'ya está aquí y espera a que se cierre el turno.',
    },
    todo: { en: 'Close the shift, then Holdfast.', es: 'Cierre el turno y luego Holdfast.' },
  },
  busy: {
    why: { en: 'is here and waits until practice is over.', es: 'ya está aquí y espera a que termine la práctica.' },
    todo: { en: 'Leave practice, then close Holdfast.', es: 'Salga de la práctica y luego cierre Holdfast.' },
  },
  'not-signed': {
    why: {
      en: 'is not taken: its list is not signed by the release key that this desk knows.',
      es: 'no se toma: su lista no está firmada con la clave de versiones que este mostrador conoce.',
    },
    todo: {
      en: 'IT signs the list anew, or corrects the key in settings.json.',
      es: 'Informática firma de nuevo la lista o corrige la clave en settings.json.',
    },
  },
  'not-fetched': {
    why: { en: 'could not be fetched.', es: 'no se pudo obtener.' },
    todo: {
      en: 'IT looks for its installer in the folder of updates. The desk tries again every four hours.',
      es: 'Informática busca su instalador en la carpeta de versiones. El mostrador lo intenta de nuevo cada cuatro horas.',
    },
  },
};
