// Words for acts, as the Sync screen lists them. Commands and the acts they are recorded as have the same names.

import type { Words } from '../core/language.ts';

export const ACT_WORDS: Readonly<Record<string, Words>> = {
  checkout: { en: 'Checked out', es: 'Prestado' },
  checkin: { en: 'Checked in', es: 'Devuelto' },
  renew: { en: 'Renewed', es: 'Renovado' },
  changeDueDate: { en: 'Due date changed', es: 'Fecha cambiada' },
  undo: { en: 'Undone', es: 'Deshecho' },
  placeHold: { en: 'Hold placed', es: 'Reserva hecha' },
  cancelHold: { en: 'Hold cancelled', es: 'Reserva cancelada' },
  recall: { en: 'Recalled', es: 'Reclamado' },
  pay: { en: 'Payment taken', es: 'Pago recibido' },
  addFee: { en: 'Fee added', es: 'Cargo añadido' },
  refund: { en: 'Money given back', es: 'Dinero devuelto' },
  waive: { en: 'Fee waived', es: 'Cargo condonado' },
  ageToLost: { en: 'Marked lost', es: 'Marcado como perdido' },
  openLoan: { en: 'Was on loan', es: 'Estaba prestado' },
  registerPatron: { en: 'Account made', es: 'Cuenta creada' },
  editPatron: { en: 'Account edited', es: 'Cuenta editada' },
  mergePatrons: { en: 'Accounts joined', es: 'Cuentas unidas' },
  resolveItem: { en: 'Question settled', es: 'Duda resuelta' },
  recordUse: { en: 'In-house use counted', es: 'Uso en sala contado' },
  openShift: { en: 'Shift opened', es: 'Turno abierto' },
  correctStartingCash: { en: 'Starting cash corrected', es: 'Efectivo inicial corregido' },
  handOverShift: { en: 'Shift handed over', es: 'Turno traspasado' },
  closeShift: { en: 'Shift closed', es: 'Turno cerrado' },
  releaseHeld: { en: 'Held acts taken in', es: 'Actos retenidos admitidos' },
  releaseQuiet: { en: 'Silent desk not waited for', es: 'Mostrador callado que ya no se espera' },
  signOutage: { en: 'Outage report signed', es: 'Informe del corte firmado' },
  workExceptions: { en: 'Exceptions worked on', es: 'Incidencias trabajadas' },
  resolveExceptions: { en: 'Exceptions closed', es: 'Incidencias cerradas' },
};
