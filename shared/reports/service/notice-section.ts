// Notices to patrons in a time: how many of each kind came to which end. Never to whom.

import { NOTICE_KINDS, NOTICE_STATES, type NoticeKind, type NoticeState } from '../../circ/model/notice.ts';
import { noticeWords } from '../../circ/notice-words.ts';
import type { Words } from '../../core/language.ts';
import type { Message, Row, Section } from '../document.ts';
import { countColumn, section, summed, textColumn } from '../section.ts';

export type NoticeCount = { readonly kind: NoticeKind; readonly state: NoticeState; readonly count: number };

const keyOf = (state: NoticeState): string => state.replaceAll('-', '_');

const STATES: Readonly<Record<NoticeState, Words>> = {
  waiting: { en: 'Waiting', es: 'En espera' },
  sent: { en: 'Sent', es: 'Enviados' },
  printed: { en: 'Letters to mail', es: 'Cartas por enviar' },
  void: { en: 'No longer true', es: 'Ya no corresponden' },
  doubtful: { en: 'May not have arrived', es: 'Quizá no llegaron' },
  refused: { en: 'Not accepted', es: 'No aceptados' },
  returned: { en: 'Came back', es: 'Devueltos' },
  'no-way': { en: 'No address', es: 'Sin dirección' },
};

/** By kind and state. Null: only the library knows. */
export function noticeSection(counts: readonly NoticeCount[] | null): Section {
  const columns = [
    textColumn('kind', 'Notice', 'Aviso'),
    countColumn('notices', 'Notices', 'Avisos'),
    ...NOTICE_STATES.map((state) => countColumn(keyOf(state), STATES[state].en, STATES[state].es)),
  ];
  const rows = NOTICE_KINDS.flatMap((kind): Row[] => {
    const own = (counts ?? []).filter((one) => one.kind === kind);
    const sum = (of: readonly NoticeCount[]) => of.reduce((total, { count }) => total + count, 0);
    if (own.length === 0) return [];
    return [[noticeWords(kind), sum(own), ...NOTICE_STATES.map((is) => sum(own.filter(({ state }) => state === is)))]];
  });
  return {
    ...summed(section('notices', { en: 'Notices to patrons', es: 'Avisos a usuarios' }, columns, rows)),
    notes: [counts === null ? LIBRARY_ALONE : FORGOTTEN],
    rowSum: { of: NOTICE_STATES.map(keyOf), sum: 'notices' },
  };
}

const LIBRARY_ALONE: Message = {
  words: {
    en: 'Only the library knows which notices were sent: see the service report of the whole library.',
    es: 'Solo la biblioteca sabe qué avisos se enviaron: vea el informe de servicio de toda la biblioteca.',
  },
};
const FORGOTTEN: Message = {
  words: {
    en: 'Notices that were made in the time, as each stands now. Old ones, which are forgotten to protect patrons, are not counted.',
    es: 'Avisos que se hicieron en el periodo, según cómo está cada uno ahora. No cuentan los viejos, que se olvidan para proteger a los usuarios.',
  },
};
