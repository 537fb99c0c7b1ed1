// Short names of things with a code: one list for the screen and for reports. A code of a newer version has none, and stands for itself.

import type { Language, Words } from '../language.ts';

type Names = Readonly<Record<string, Words>>;

/** Short names of exceptions and of the server's findings about an act. */
export const EXCEPTION_NAMES = {
  'in-question': { en: 'Two desks disagree', es: 'Dos mostradores no coinciden' },
  'lent-off-hold-shelf': { en: 'Lent off the hold shelf', es: 'Prestado del estante de reservas' },
  'hold-trapped-twice': { en: 'Two copies for one hold', es: 'Dos ejemplares para una reserva' },
  'wrong-trap': { en: 'On the hold shelf by mistake', es: 'En el estante de reservas por error' },
  'missed-hold': { en: 'Missed hold', es: 'Reserva no atendida' },
  'missed-recall': { en: 'Missed recall', es: 'Reclamo no visto' },
  'booked-soon': { en: 'Booked, and still out', es: 'Apartado y aún prestado' },
  'booking-conflict': { en: 'Booked twice', es: 'Apartado dos veces' },
  'booking-moved-back': { en: 'Booking has its old time', es: 'Apartado en su hora anterior' },
  'missed-reserve': { en: 'Belongs on reserve', es: 'Va en reserva de curso' },
  'missed-transit': { en: 'Was on its way elsewhere', es: 'Iba a otra sede' },
  'lent-while-on-loan': { en: 'Lent while on loan', es: 'Prestado estando prestado' },
  'renewed-after-inference': { en: 'Renewed after its loan was closed', es: 'Renovado con el préstamo ya cerrado' },
  'lost-corrected': { en: 'Was not lost', es: 'No estaba perdido' },
  'undo-crossed': { en: 'Undone after another desk acted', es: 'Deshecho después de otro mostrador' },
  'undo-void': { en: 'Undo changed nothing', es: 'Deshacer no cambió nada' },
  'hold-void': { en: 'Hold came too late', es: 'La reserva llegó tarde' },
  'money-credited': { en: 'Paid too much', es: 'Pagó de más' },
  'lent-unsigned': { en: 'Lent without an agreement', es: 'Prestado sin acuerdo' },
  'proxy-not-allowed': { en: 'Proxy had no right to borrow', es: 'Persona sin autorización' },
  'patron-blocked': { en: 'Account was blocked', es: 'La cuenta estaba bloqueada' },
  'patron-expired': { en: 'Account had expired', es: 'La cuenta había vencido' },
  'patron-over-limit': { en: 'Over a limit', es: 'Por encima del límite' },
  'patron-unknown': { en: 'Card not known', es: 'Tarjeta desconocida' },
  'patron-purged': { en: 'Patron data was removed', es: 'Datos del usuario eliminados' },
  'lost-card-used': { en: 'Lost card used', es: 'Se usó una tarjeta perdida' },
  'item-unknown': { en: 'Barcode not known', es: 'Código desconocido' },
  'claim-settled': { en: 'Claim settled', es: 'Disputa resuelta' },
  'claim-no-loan': { en: 'Claim on an ended loan', es: 'Disputa sobre un préstamo terminado' },
  'seen-while-on-loan': { en: 'Seen while on loan', es: 'Visto en el estante estando en préstamo' },
  'lent-withdrawn': { en: 'Lent though withdrawn', es: 'Prestado aunque dado de baja' },
  'clock-suspect': { en: 'Clock was wrong', es: 'El reloj estaba mal' },
  'staff-role-revoked': { en: 'Staff rights had ended', es: 'Permisos ya vencidos' },
  'desk-forked': { en: 'A copy of a desk is in use', es: 'Hay una copia de un mostrador en uso' },
  'desk-revoked': { en: 'Desk was shut out', es: 'Mostrador excluido' },
  'acts-held': { en: 'Transactions are held', es: 'Hay transacciones retenidas' },
  'acts-lost': { en: 'A desk has lost transactions', es: 'Un mostrador perdió transacciones' },
  'desk-silent': { en: 'A desk is silent', es: 'Un mostrador sin contacto' },
  'refunded-twice': { en: 'Refunded twice', es: 'Reembolsado dos veces' },
  'hold-not-allowed': { en: 'Hold against the rules', es: 'Reserva contra las reglas' },
  'server-fault': { en: 'Server could not take it in', es: 'El servidor no pudo procesarlo' },
  'due-differs': { en: 'Date differs from the slip', es: 'Fecha distinta del comprobante' },
  'due-change-recalled': { en: 'Date was changed under a recall', es: 'Se cambió la fecha estando reclamado' },
  'due-change-no-loan': { en: 'Change of an ended loan', es: 'Cambio en un préstamo terminado' },
  'recall-no-loan': { en: 'Recall of another loan', es: 'Reclamo de otro préstamo' },
  'renewal-no-loan': { en: 'Renewal of an ended loan', es: 'Renovación de un préstamo terminado' },
  'already-in': { en: 'Was in already', es: 'Ya estaba en la biblioteca' },
  'double-scan': { en: 'Scanned twice', es: 'Escaneado dos veces' },
  'rules-stale': { en: 'Older loan rules', es: 'Reglas de préstamo anteriores' },
  'too-late': { en: 'Arrived late', es: 'Llegó tarde' },
  'patron-duplicate': { en: 'Two accounts for a card', es: 'Dos cuentas para una tarjeta' },
  'patron-merged': { en: 'Matched to an account', es: 'Asociado a una cuenta' },
  'item-duplicate': { en: 'Two copies, one barcode', es: 'Dos ejemplares, un código' },
  'item-merged': { en: 'Matched to an item', es: 'Asociado a un material' },
  'not-ours': { en: 'Not ours', es: 'No es nuestro' },
  'there-refused': { en: 'Not taken by the other system', es: 'Otro sistema no lo aceptó' },
  'there-refused-account': { en: 'Account: not taken by the other system', es: 'Cuenta: otro sistema no lo aceptó' },
  'there-unclear': { en: 'Other system: not clear', es: 'Otro sistema: sin confirmar' },
  'there-unclear-account': {
    en: 'Account: not clear in the other system',
    es: 'Cuenta: sin confirmar en otro sistema',
  },
  'there-otherwise': { en: 'Other loan in the other system', es: 'Otro préstamo en otro sistema' },
  'there-date': { en: 'Other due date in the other system', es: 'Otra fecha en otro sistema' },
  'there-wanted': { en: 'Wanted by the other system', es: 'Lo pide otro sistema' },
  malformed: { en: 'Could not be read', es: 'No se pudo leer' },
  'args-missing': { en: 'Came without its content', es: 'Llegó sin su contenido' },
  'id-taken': { en: 'Another desk used its number', es: 'Otro mostrador usó su número' },
  'unknown-command': { en: 'Newer than the server', es: 'Más nuevo que el servidor' },
} as const satisfies Names;

/** Names of the ends of exceptions, for texts afterwards. */
export const RESOLUTION_NAMES = {
  rerouted: { en: 'sent where it belongs', es: 'enviado adonde corresponde' },
  found: { en: 'found, it stays where it is', es: 'encontrado, se queda donde está' },
  'not-found': { en: 'not found', es: 'no encontrado' },
  'told-patron': { en: 'patron told', es: 'usuario avisado' },
  corrected: { en: 'corrected', es: 'corregido' },
  dismissed: { en: 'dismissed', es: 'descartado' },
  released: { en: 'released', es: 'liberado' },
} as const satisfies Names;

/** Names of the server's answers to an act. */
export const OUTCOME_NAMES = {
  applied: { en: 'recorded', es: 'registrado' },
  held: { en: 'kept aside', es: 'guardado aparte' },
  rejected: { en: 'not accepted', es: 'no aceptado' },
  'duplicate-of': { en: 'already there', es: 'ya estaba' },
  unknown: { en: 'answered', es: 'respondido' },
} as const satisfies Names;

/** Why nothing went back and forth. */
export const CAUSE_NAMES = {
  'no-answer': { en: 'the central server did not answer', es: 'el servidor central no respondió' },
  refused: { en: 'the central server refused this desk', es: 'el servidor central rechazó a este mostrador' },
  'not-taken': {
    en: 'the central server answered and accepted nothing',
    es: 'el servidor central respondió y no aceptó nada',
  },
  'acts-came-late': {
    en: 'transactions arrived long after they were recorded',
    es: 'las transacciones llegaron mucho después de registrarse',
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

/** Names of the causes of fees that staff add. */
export const CHARGE_NAMES = {
  damage: { en: 'Damage', es: 'Daños' },
  'missing-part': { en: 'Missing part', es: 'Pieza faltante' },
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

/** Names of rights, to be read after "may". */
export const RIGHT_NAMES = {
  circulate: { en: 'lend', es: 'prestar' },
  'lend-unknown': {
    en: 'lend what is not in the desk’s data',
    es: 'prestar lo que no está en los datos del mostrador',
  },
  'renew-instead': { en: 'renew', es: 'renovar' },
  'override-account': { en: 'override blocks on accounts', es: 'autorizar con la cuenta bloqueada' },
  'override-fees': { en: 'override fees owed', es: 'autorizar con cargos pendientes' },
  'override-limit': { en: 'override limits', es: 'autorizar por encima del límite' },
  'override-item': { en: 'override the state of an item', es: 'autorizar pese al estado del material' },
  'override-loan': { en: 'override another patron’s loan', es: 'autorizar aunque lo tenga otra persona' },
  'override-hold': { en: 'override another patron’s hold', es: 'autorizar aunque lo espere otra persona' },
  'set-due-date': { en: 'set due dates', es: 'fijar vencimientos' },
  'undo-others': { en: 'undo what another person did', es: 'deshacer lo que hizo otra persona' },
  'resolve-exceptions': { en: 'close exceptions and settle questions', es: 'cerrar incidencias y aclarar dudas' },
  'assign-exceptions': { en: 'assign exceptions', es: 'asignar incidencias' },
  'manage-desk': {
    en: 'manage the desk: devices, pausing, files of transactions',
    es: 'administrar el mostrador: dispositivos, pausa, archivos de transacciones',
  },
  'manage-staff': {
    en: 'add staff, give new PINs, disable staff',
    es: 'agregar personal, dar PIN nuevos, desactivar personal',
  },
  recall: { en: 'recall what a patron has', es: 'reclamar lo que alguien tiene' },
  'edit-patrons': { en: 'create and edit accounts', es: 'crear y editar cuentas' },
  'edit-items': {
    en: 'mark copies missing, damaged or withdrawn',
    es: 'marcar ejemplares extraviados, dañados o dados de baja',
  },
  'merge-patrons': { en: 'merge two accounts of one person', es: 'fusionar dos cuentas de una persona' },
  'set-blocks': { en: 'block patrons', es: 'bloquear usuarios' },
  'lift-blocks': { en: 'lift blocks on patrons', es: 'levantar bloqueos de usuarios' },
  'handle-money': { en: 'take payments and add fees', es: 'cobrar y agregar cargos' },
  'waive-fees': {
    en: 'waive fees, refund and correct starting cash',
    es: 'condonar, reembolsar y corregir el efectivo inicial',
  },
  release: {
    en: 'accept held transactions, and stop waiting for a silent desk',
    es: 'aceptar transacciones retenidas y dejar de esperar a un mostrador sin contacto',
  },
  'sign-outage': { en: 'sign outage reports', es: 'firmar informes de cortes' },
  'what-if': { en: 'ask what would happen at another time', es: 'preguntar qué pasaría en otro momento' },
  'read-reports': { en: 'read and export reports', es: 'leer y exportar informes' },
  'read-staff-reports': {
    en: 'read reports about individual staff',
    es: 'leer informes sobre cada miembro del personal',
  },
  'edit-rules': {
    en: 'edit hours, closings and account requirements',
    es: 'editar horarios, cierres y requisitos de las cuentas',
  },
  'close-branch': { en: 'close a branch in an emergency', es: 'cerrar una sede por emergencia' },
  'read-incidents': { en: 'read incident notes', es: 'leer notas de incidentes' },
  'send-bills': { en: 'send bills to other offices', es: 'enviar cargos a otras oficinas' },
  'work-feeds': { en: 'decide about data feeds', es: 'decidir sobre las fuentes de datos' },
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
