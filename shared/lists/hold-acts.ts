// Acts on a hold, the same in every list that shows one.

import type { RowAct } from './define-list.ts';

type HeldRow = { readonly state: string; readonly suspended: boolean };

const suspend: RowAct<HeldRow> = {
  act: 'suspendHold',
  key: 'S',
  asks: 'date',
  label: { en: 'Suspend until', es: 'Suspender hasta' },
  offered: ({ state, suspended }) => state === 'waiting' && !suspended,
};
const resume: RowAct<HeldRow> = {
  act: 'resumeHold',
  key: 'R',
  label: { en: 'Resume', es: 'Reanudar' },
  offered: ({ suspended }) => suspended,
};
export const changePickup: RowAct<HeldRow> = {
  act: 'changePickup',
  key: 'B',
  asks: 'branch',
  label: { en: 'Pick up at', es: 'Recoger en' },
  offered: () => true,
};
export const cancelHold: RowAct<HeldRow> = {
  act: 'cancelHold',
  key: 'C',
  asks: 'text',
  label: { en: 'Cancel hold', es: 'Cancelar reserva' },
  offered: () => true,
};

/** All of them, for the holds of a record. */
export const HOLD_ACTS: readonly RowAct<HeldRow>[] = [suspend, resume, changePickup, cancelHold];
