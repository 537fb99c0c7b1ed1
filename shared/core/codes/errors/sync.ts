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
    'another copy of this desk has sent other acts under the same numbers',
    'stop the other copy and call the administrator; nothing that was recorded here is lost',
    {
      what: 'otra copia de este mostrador envió otros actos con los mismos números',
      todo: 'detenga la otra copia y llame al administrador; no se pierde nada de lo registrado aquí',
    },
  ),
  'HF-SYNC-003': errorEntry('no central server answers at {url}', 'check the address, and that the server runs', {
    what: 'ningún servidor central responde en {url}',
    todo: 'revise la dirección y que el servidor funcione',
  }),
  'HF-SYNC-004': errorEntry(
    'this outage cannot be signed yet',
    'wait for the line, and work what is to be found, pulled off the shelf and looked for first',
    {
      what: 'este corte aún no se puede firmar',
      todo: 'espere la conexión y atienda antes lo que hay que buscar, sacar del estante y revisar',
    },
  ),
  'HF-SYNC-005': errorEntry('this desk has noted no such outage', 'look at the list of outages again', {
    what: 'este mostrador no anotó ese corte',
    todo: 'revise de nuevo la lista de cortes',
  }),
  'HF-SYNC-006': errorEntry(
    'this is no whole file of acts that a desk saved: {why}',
    'choose another file, or save it again at its desk',
    {
      what: 'esto no es un archivo entero de actos que un mostrador guardó: {why}',
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
    'look at the list again, and close them then',
    {
      what: 'ahora hay más de este tipo que las mostradas; no se cerró ninguna',
      todo: 'mire de nuevo la lista y ciérrelas entonces',
    },
  ),
  'HF-SYNC-009': errorEntry(
    'this says that an act is held, and ends only when the act is taken in',
    'take in what was held, or ask a supervisor to',
    {
      what: 'esto dice que un acto está retenido, y termina solo cuando el acto se admite',
      todo: 'admita lo retenido o pida a supervisión que lo haga',
    },
  ),
  'HF-SYNC-040': errorEntry(
    'the certificate of the central server is not trusted by this computer',
    'have the administrator install the certificate of its authority here, or correct the address; nothing was sent',
    {
      what: 'este equipo no confía en el certificado del servidor central',
      todo: 'pida a administración que instale aquí el certificado de su autoridad o corrija la dirección; no se envió nada',
    },
  ),
  'HF-SYNC-041': errorEntry(
    'the certificate of the central server has expired or is not valid yet',
    'look at the date of this computer; if it is right, have the administrator renew the certificate',
    {
      what: 'el certificado del servidor central caducó o aún no es válido',
      todo: 'revise la fecha de este equipo; si es correcta, pida a administración que renueve el certificado',
    },
  ),
  'HF-SYNC-042': errorEntry(
    'the certificate of the central server is for another name',
    'check the address of the server with the administrator; nothing was sent',
    {
      what: 'el certificado del servidor central es de otro nombre',
      todo: 'compruebe la dirección del servidor con administración; no se envió nada',
    },
  ),
  'HF-SYNC-043': errorEntry(
    'no secure connection could be made to the central server',
    'check the address with the administrator: what answers there does not speak HTTPS as this desk does',
    {
      what: 'no se pudo establecer una conexión segura con el servidor central',
      todo: 'compruebe la dirección con administración: lo que responde allí no habla HTTPS como este mostrador',
    },
  ),
  'HF-SYNC-121': errorEntry(
    'what this desk sent reached the server changed, not as the desk signed it',
    'have the administrator look at what stands between desk and server (a proxy, a security program); nothing that was recorded here is lost, and it is sent again',
    {
      what: 'lo que envió este mostrador llegó cambiado al servidor, no como lo firmó',
      todo: 'pida a administración que revise lo que hay entre el mostrador y el servidor (un proxy, un programa de seguridad); no se pierde nada de lo registrado aquí y se envía de nuevo',
    },
  ),
} as const satisfies Readonly<Record<`HF-SYNC-${number}`, ErrorEntry>>;
