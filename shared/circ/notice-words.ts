// The kinds of notices in words, for lists and reports.

import type { Words } from '../core/language.ts';
import type { NoticeKind } from './model/notice.ts';

const KIND_WORDS: Readonly<Record<NoticeKind, Words>> = {
  courtesy: { en: 'Due soon', es: 'Vence pronto' },
  overdue: { en: 'Overdue', es: 'Atrasado' },
  recall: { en: 'Recalled', es: 'Reclamado' },
  'due-changed': { en: 'Due date changed', es: 'Cambió la fecha' },
  'hold-ready': { en: 'Hold ready', es: 'Reserva lista' },
  'hold-expiring': { en: 'Hold ends soon', es: 'La reserva termina pronto' },
  bill: { en: 'Bill', es: 'Cobro' },
  'account-expiring': { en: 'Account ends soon', es: 'La cuenta termina pronto' },
};

/** The kind of a notice, in the words of lists. */
export function noticeWords(kind: NoticeKind): { readonly words: Words } {
  return { words: KIND_WORDS[kind] };
}
