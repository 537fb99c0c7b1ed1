// Errors of the area SYNC. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const SYNC_ERRORS = {
  'HF-SYNC-001': errorEntry(
    'desk and server are of versions that do not understand each other',
    'update the older of the two; what is queued is kept',
    {
      what: 'el mostrador y el servidor son de versiones que no se entienden',
      todo: 'actualice el más antiguo; lo que está en cola se conserva',
    },
  ),
  'HF-SYNC-002': errorEntry(
    'another copy of this desk has sent other transactions under the same numbers',
    'stop the other copy and call the administrator; nothing that was recorded here is lost',
    {
      what: 'otra copia de este mostrador envió otras transacciones con los mismos números',
      todo: 'detenga la otra copia y llame al administrador; no se pierde nada de lo registrado aquí',
    },
  ),
  'HF-SYNC-003': errorEntry('no central server answers at {url}', 'check the address, and that the server runs', {
    what: 'ningún servidor central responde en {url}',
    todo: 'revise la dirección y que el servidor funcione',
  }),
  'HF-SYNC-004': errorEntry(
    'this outage cannot be signed yet',
    'wait until back online, and first work down what is left to find and to pull off the shelf',
    {
      what: 'este corte aún no se puede firmar',
      todo: 'espere la conexión, y primero atienda lo que falta buscar y sacar del estante',
    },
  ),
  'HF-SYNC-005': errorEntry('this desk has no such outage on record', 'look at the list of outages again', {
    what: 'este mostrador no tiene registrado ese corte',
    todo: 'revise de nuevo la lista de cortes',
  }),
  'HF-SYNC-006': errorEntry(
    'this is not a complete file of transactions saved by a desk: {why}',
    'choose another file, or save it again at its desk',
    {
      what: 'esto no es un archivo completo de transacciones guardado por un mostrador: {why}',
      todo: 'elija otro archivo o guárdelo de nuevo en su mostrador',
    },
  ),
  'HF-SYNC-007': errorEntry(
    'this file is of another library; nothing was sent',
    'take it to a desk of its own library',
    { what: 'este archivo es de otra biblioteca; no se envió nada', todo: 'llévelo a un mostrador de su biblioteca' },
  ),
  'HF-SYNC-008': errorEntry(
    'there are more of this kind now than were listed; none was closed',
    'look at the list again, then close them',
    {
      what: 'ahora hay más de este tipo que las mostradas; no se cerró ninguna',
      todo: 'revise la lista y ciérrelas después',
    },
  ),
  'HF-SYNC-009': errorEntry(
    'this says that a transaction is held, and closes only when it is accepted',
    'accept what was held, or ask a supervisor to',
    {
      what: 'esto dice que hay una transacción retenida, y se cierra solo cuando se acepta',
      todo: 'acepte lo retenido o pida a un supervisor que lo haga',
    },
  ),
  'HF-SYNC-010': errorEntry(
    'an outage drill begins with a line: the other desk would hear of it too late',
    'wait until this desk is back online, and start it again',
    {
      what: 'un simulacro de corte empieza con línea: el otro mostrador lo sabría demasiado tarde',
      todo: 'espere a que este mostrador tenga línea y vuelva a iniciarlo',
    },
  ),
  'HF-SYNC-040': errorEntry(
    'the certificate of the central server is not trusted by this computer',
    'have the administrator install the certificate of its authority here, or correct the address; nothing was sent',
    {
      what: 'esta computadora no confía en el certificado del servidor central',
      todo: 'pida al administrador que instale aquí el certificado de su autoridad o corrija la dirección; no se envió nada',
    },
  ),
  'HF-SYNC-041': errorEntry(
    'the certificate of the central server has expired or is not valid yet',
    'look at the date of this computer; if it is right, have the administrator renew the certificate',
    {
      what: 'el certificado del servidor central venció o aún no es válido',
      todo: 'revise la fecha de esta computadora; si es correcta, pida al administrador que renueve el certificado',
    },
  ),
  'HF-SYNC-042': errorEntry(
    'the certificate of the central server is for another name',
    'check the address of the server with the administrator; nothing was sent',
    {
      what: 'el certificado del servidor central es de otro nombre',
      todo: 'compruebe la dirección del servidor con el administrador; no se envió nada',
    },
  ),
  'HF-SYNC-043': errorEntry(
    'no secure connection could be made to the central server',
    'check the address with the administrator: what answers there does not speak HTTPS as this desk does',
    {
      what: 'no se pudo establecer una conexión segura con el servidor central',
      todo: 'compruebe la dirección con el administrador: lo que responde allí no habla HTTPS como este mostrador',
    },
  ),
  'HF-SYNC-121': errorEntry(
    'what this desk sent reached the server changed, not as the desk signed it',
    'have the administrator look at what stands between desk and server (a proxy, a security program); nothing that was recorded here is lost, and it is sent again',
    {
      what: 'lo que envió este mostrador llegó cambiado al servidor, no como lo firmó',
      todo: 'pida al administrador que revise lo que hay entre el mostrador y el servidor (un proxy, un programa de seguridad); no se pierde nada de lo registrado aquí y se envía de nuevo',
    },
  ),
} as const satisfies Readonly<Record<`HF-SYNC-${number}`, ErrorEntry>>;
