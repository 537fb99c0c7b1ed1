// Texts about a printer: its fault, the next step, and its settings.

import type { Words } from '../../../shared/core/language.ts';
import type { PrinterProblem } from '../print/printer-port.ts';

export const PRINTER_PROBLEMS: Readonly<Record<PrinterProblem, Words>> = {
  unreachable: {
    en: 'The printer does not answer: is it on, and on the network? Nothing is lost.',
    es: 'La impresora no responde: ¿está encendida y en la red? No se pierde nada.',
  },
  silent: {
    en: 'The printer answers but does not print: does it have paper, and is its lid closed? Nothing is lost.',
    es: 'La impresora responde pero no imprime: ¿tiene papel y la tapa cerrada? No se pierde nada.',
  },
  cut: {
    en: 'The printer stopped in the middle of a slip. It is printed whole again.',
    es: 'La impresora se detuvo a mitad de un comprobante. Se imprimirá entero otra vez.',
  },
  'no-device': {
    en: 'The printer is not plugged in. Nothing is lost.',
    es: 'La impresora no está conectada. No se pierde nada.',
  },
  'not-allowed': {
    en: 'This account of the computer may not use the printer: ask the person who runs the computer. Nothing is lost.',
    es: 'Esta cuenta de la computadora no puede usar la impresora: pregunte a quien la administra. No se pierde nada.',
  },
};

export const PRINTER_TEXTS = {
  network: { en: 'Printer {host}, port {port}', es: 'Impresora {host}, puerto {port}' },
  device: { en: 'Printer {name}', es: 'Impresora {name}' },
  page: { en: 'Page printer', es: 'Impresora de página' },
  columns: { en: '{setup}; {width} characters on a line', es: '{setup}; {width} caracteres por línea' },
  total: { en: 'Paid', es: 'Pagado' },
  givenBack: { en: 'Refunded', es: 'Reembolsado' },
  number: { en: 'Receipt {number}', es: 'Recibo {number}' },
  credit: { en: 'Left as credit', es: 'Saldo a favor' },
  tendered: { en: 'Handed over', es: 'Entregado' },
  change: { en: 'Change', es: 'Cambio' },
  method: { en: 'How', es: 'Cómo' },
  stillOwed: { en: 'Still owed', es: 'Aún se debe' },
  fee: { en: 'Fee', es: 'Cargo' },
} as const satisfies Readonly<Record<string, Words>>;
