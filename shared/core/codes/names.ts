// Short names of what has a code: one list for the screen and for reports. A code of a newer version has none, and stands for itself.

import type { Language, Words } from '../language.ts';

type Names = Readonly<Record<string, Words>>;

/** Short names of exceptions and of what the server says about an act. */
export const EXCEPTION_NAMES = {
  'in-question': { en: 'Two desks disagree', es: 'Dos mostradores no coinciden' },
  'lent-off-hold-shelf': { en: 'Lent off the hold shelf', es: 'Prestado del estante de reservas' },
  'hold-trapped-twice': { en: 'Two copies for one hold', es: 'Dos ejemplares para una reserva' },
  'wrong-trap': { en: 'On the hold shelf by mistake', es: 'En el estante de reservas por error' },
  'missed-hold': { en: 'Missed hold', es: 'Reserva no apartada' },
  'missed-recall': { en: 'Missed recall', es: 'Reclamación no vista' },
  'missed-reserve': { en: 'Belongs on reserve', es: 'Pertenece a reserva de curso' },
  'missed-transit': { en: 'Was on its way elsewhere', es: 'Iba a otra sede' },
  'lent-while-on-loan': { en: 'Lent while on loan', es: 'Prestado estando prestado' },
  'renewed-after-inference': { en: 'Renewed after its loan was closed', es: 'Renovado con el préstamo ya cerrado' },
  'lost-corrected': { en: 'Was not lost', es: 'No estaba perdido' },
  'undo-crossed': { en: 'Undone after another desk acted', es: 'Deshecho tras actuar otro mostrador' },
  'undo-void': { en: 'Undo changed nothing', es: 'La anulación no cambió nada' },
  'hold-void': { en: 'Hold came too late', es: 'La reserva llegó tarde' },
  'money-credited': { en: 'Paid too much', es: 'Pagado de más' },
  'patron-blocked': { en: 'Account was blocked', es: 'La cuenta estaba bloqueada' },
  'patron-expired': { en: 'Account had expired', es: 'La cuenta había vencido' },
  'patron-over-limit': { en: 'Over a limit', es: 'Por encima de un límite' },
  'patron-unknown': { en: 'Card not known', es: 'Tarjeta desconocida' },
  'patron-purged': { en: 'Patron data was removed', es: 'Datos del usuario eliminados' },
  'lost-card-used': { en: 'Lost card used', es: 'Tarjeta perdida usada' },
  'item-unknown': { en: 'Barcode not known', es: 'Código desconocido' },
  'claim-settled': { en: 'Claim settled', es: 'Disputa resuelta' },
  'claim-no-loan': { en: 'Claim on an ended loan', es: 'Disputa de un préstamo terminado' },
  'lent-withdrawn': { en: 'Lent though withdrawn', es: 'Prestado aunque retirado' },
  'clock-suspect': { en: 'Clock was wrong', es: 'El reloj estaba mal' },
  'staff-role-revoked': { en: 'Staff rights had ended', es: 'Los permisos habían terminado' },
  'desk-forked': { en: 'A copy of a desk is in use', es: 'Hay una copia de un mostrador en uso' },
  'desk-revoked': { en: 'Desk was shut out', es: 'Mostrador excluido' },
  'acts-held': { en: 'Acts are held', es: 'Hay actos retenidos' },
  'acts-lost': { en: 'A desk has lost acts', es: 'Un mostrador perdió actos' },
  'desk-silent': { en: 'A desk is silent', es: 'Un mostrador calla' },
  'refunded-twice': { en: 'Refunded twice', es: 'Reembolsado dos veces' },
  'hold-not-allowed': { en: 'Hold against the rules', es: 'Reserva contra las reglas' },
  'server-fault': { en: 'Server could not take it in', es: 'El servidor no pudo procesarlo' },
  'due-differs': { en: 'Date differs from the slip', es: 'La fecha difiere del comprobante' },
  'due-change-recalled': { en: 'Date was changed under a recall', es: 'Se cambió la fecha estando reclamado' },
  'due-change-no-loan': { en: 'Change of an ended loan', es: 'Cambio de un préstamo terminado' },
  'recall-no-loan': { en: 'Recall met another loan', es: 'El reclamo encontró otro préstamo' },
  'renewal-no-loan': { en: 'Renewal of an ended loan', es: 'Renovación de un préstamo terminado' },
  'already-in': { en: 'Was in already', es: 'Ya estaba en la biblioteca' },
  'double-scan': { en: 'Scanned twice', es: 'Escaneado dos veces' },
  'rules-stale': { en: 'Older loan rules', es: 'Reglas de préstamo anteriores' },
  'too-late': { en: 'Arrived late', es: 'Llegó tarde' },
  'patron-duplicate': { en: 'Two accounts for a card', es: 'Dos cuentas para una tarjeta' },
  'patron-merged': { en: 'Joined to an account', es: 'Unido a una cuenta' },
  'item-duplicate': { en: 'Two copies, one barcode', es: 'Dos ejemplares, un código' },
  'item-merged': { en: 'Joined to an item', es: 'Unido a un material' },
  'not-ours': { en: 'Not ours', es: 'No es nuestro' },
  malformed: { en: 'Could not be read', es: 'No se pudo leer' },
  'args-missing': { en: 'Came without its content', es: 'Llegó sin su contenido' },
  'id-taken': { en: 'Another desk used its number', es: 'Otro puesto usó su número' },
  'unknown-command': { en: 'Newer than the server', es: 'Más nuevo que el servidor' },
} as const satisfies Names;

/** What was done about an exception, as it is said afterwards. */
export const RESOLUTION_NAMES = {
  rerouted: { en: 'sent where it belongs', es: 'enviado a donde va' },
  found: { en: 'found, it stays where it is', es: 'encontrado, se queda donde está' },
  'not-found': { en: 'not found', es: 'no encontrado' },
  'told-patron': { en: 'patron told', es: 'usuario avisado' },
  corrected: { en: 'corrected', es: 'corregido' },
  dismissed: { en: 'dismissed', es: 'descartado' },
  released: { en: 'let go', es: 'liberado' },
} as const satisfies Names;

/** What the server answered to an act. */
export const OUTCOME_NAMES = {
  applied: { en: 'recorded', es: 'registrado' },
  held: { en: 'kept aside', es: 'guardado aparte' },
  rejected: { en: 'not taken', es: 'no aceptado' },
  'duplicate-of': { en: 'already there', es: 'ya estaba' },
  unknown: { en: 'answered', es: 'respondido' },
} as const satisfies Names;

/** Why nothing went back and forth. */
export const CAUSE_NAMES = {
  'no-answer': { en: 'the central server did not answer', es: 'el servidor central no respondió' },
  refused: { en: 'the central server refused this desk', es: 'el servidor central rechazó este mostrador' },
  'not-taken': {
    en: 'the central server answered and took nothing',
    es: 'el servidor central respondió y no aceptó nada',
  },
  'acts-came-late': {
    en: 'acts arrived long after they were made',
    es: 'los actos llegaron mucho después de hacerse',
  },
  paused: { en: 'paused at this desk', es: 'en pausa en este mostrador' },
} as const satisfies Names;

/** How money is paid. */
export const METHOD_NAMES = {
  cash: { en: 'Cash', es: 'Efectivo' },
  card: { en: 'Card', es: 'Tarjeta' },
  check: { en: 'Check', es: 'Cheque' },
  account: { en: 'Student account', es: 'Cuenta de estudiante' },
  other: { en: 'Other', es: 'Otra' },
} as const satisfies Names;

/** What a fee that staff add is for. */
export const CHARGE_NAMES = {
  damage: { en: 'Damage', es: 'Daños' },
  'missing-part': { en: 'Missing part', es: 'Parte que falta' },
  replacement: { en: 'Replacement', es: 'Reposición' },
  card: { en: 'Library card', es: 'Tarjeta' },
  membership: { en: 'Membership', es: 'Cuota' },
  copies: { en: 'Copies', es: 'Copias' },
  other: { en: 'Other', es: 'Otro' },
} as const satisfies Names;

/** How soon an exception asks for a person. */
export const EXCEPTION_WEIGHT_NAMES = {
  'act-now': { en: 'Act now', es: 'Actuar ya' },
  today: { en: 'Today', es: 'Hoy' },
  note: { en: 'Note only', es: 'Solo nota' },
} as const satisfies Names;

/** What each right lets a person do, to be read after "may". */
export const RIGHT_NAMES = {
  circulate: { en: 'lend', es: 'prestar' },
  'lend-unknown': { en: 'lend what is not in the copy', es: 'prestar lo que no está en la copia' },
  'renew-instead': { en: 'renew', es: 'renovar' },
  'override-account': { en: 'override blocks on accounts', es: 'autorizar pese a bloqueos de cuentas' },
  'override-fees': { en: 'override what is owed', es: 'autorizar pese a lo que se debe' },
  'override-limit': { en: 'override limits', es: 'autorizar más allá de los límites' },
  'override-item': { en: 'override what an item is marked as', es: 'autorizar pese al estado del material' },
  'override-loan': { en: 'override that another person has it', es: 'autorizar aunque otra persona lo tenga' },
  'override-hold': { en: 'override that another person waits', es: 'autorizar aunque otra persona espere' },
  'set-due-date': { en: 'set due dates', es: 'fijar fechas' },
  'undo-others': { en: 'undo what another person did', es: 'deshacer lo que hizo otra persona' },
  'resolve-exceptions': { en: 'end exceptions and questions', es: 'cerrar incidencias y dudas' },
  'assign-exceptions': { en: 'say who sees to an exception', es: 'decir quién atiende una incidencia' },
  'manage-desk': {
    en: 'manage the desk: its devices, pausing, files of acts',
    es: 'administrar el mostrador: aparatos, pausa, archivos de actos',
  },
  'manage-staff': {
    en: 'add staff, give new PINs, end sign-ins',
    es: 'añadir personal, dar PIN nuevos, retirar accesos',
  },
  recall: { en: 'recall what a patron has', es: 'reclamar lo que alguien tiene' },
  'edit-patrons': { en: 'make and edit accounts', es: 'crear y editar cuentas' },
  'edit-items': {
    en: 'mark copies missing, damaged or withdrawn',
    es: 'marcar ejemplares extraviados, dañados o retirados',
  },
  'merge-patrons': { en: 'join two accounts of one person', es: 'unir dos cuentas de una persona' },
  'set-blocks': { en: 'block patrons', es: 'bloquear usuarios' },
  'lift-blocks': { en: 'lift blocks of patrons', es: 'levantar bloqueos de usuarios' },
  'handle-money': { en: 'take payments and add fees', es: 'cobrar y añadir cargos' },
  'waive-fees': {
    en: 'waive fees, refund and correct starting cash',
    es: 'condonar cargos, reembolsar dinero y corregir el efectivo inicial',
  },
  release: {
    en: 'take in held acts, and go on without a silent desk',
    es: 'admitir actos retenidos y seguir sin un mostrador callado',
  },
  'sign-outage': { en: 'sign the report of an outage', es: 'firmar el informe de un corte' },
  'what-if': { en: 'ask what would happen at another time', es: 'preguntar qué pasaría en otro momento' },
  'read-reports': { en: 'read and export reports', es: 'leer y exportar informes' },
  'read-staff-reports': {
    en: 'read what reports say of single staff',
    es: 'leer lo que los informes dicen de cada persona',
  },
  'edit-rules': {
    en: 'edit hours, closings and what accounts are asked for',
    es: 'editar horarios, cierres y lo que se pide a las cuentas',
  },
  'close-branch': { en: 'close a branch in an emergency', es: 'cerrar una sede por urgencia' },
} as const satisfies Names;

/** Names in one language, for its catalogue. */
export function namesIn<T extends Names>(language: Language, names: T): { readonly [K in keyof T]: string } {
  const parse = (texts: unknown) => texts as { readonly [K in keyof T]: string };
  return parse(Object.fromEntries(Object.entries(names).map(([code, words]) => [code, words[language]])));
}

/** The name of a code, or the code itself in both languages. */
export function nameOfCode(names: Names, code: string): Words {
  return (Object.hasOwn(names, code) ? names[code] : undefined) ?? { en: code, es: code };
}
