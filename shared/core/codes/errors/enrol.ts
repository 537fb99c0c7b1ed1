// Errors of the area ENROL. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const ENROL_ERRORS = {
  'HF-ENROL-001': errorEntry('this enrolment code is not known or was used already', 'ask for a new one', {
    what: 'este código de inscripción no existe o ya se usó',
    todo: 'pida uno nuevo',
  }),
  'HF-ENROL-002': errorEntry('this enrolment code has expired', 'ask for a new one and use it within 10 minutes', {
    what: 'este código de inscripción venció',
    todo: 'pida uno nuevo y úselo antes de 10 minutos',
  }),
  'HF-ENROL-003': errorEntry('too many wrong enrolment codes were tried', 'wait a minute', {
    what: 'se probaron demasiados códigos de inscripción erróneos',
    todo: 'espere un minuto',
  }),
  'HF-ENROL-004': errorEntry('the enrolment code is not complete', 'type all five groups of four characters', {
    what: 'el código de inscripción no está completo',
    todo: 'escriba los cinco grupos de cuatro caracteres',
  }),
  'HF-ENROL-005': errorEntry(
    'the server that answered is not the one that the code is for',
    'check the last three groups of the code and the address of the server; do not go on before they agree',
    {
      what: 'el servidor que respondió no es el del código',
      todo: 'compruebe los tres últimos grupos del código y la dirección del servidor; no continúe hasta que coincidan',
    },
  ),
  'HF-ENROL-006': errorEntry('the public key of the desk is not an Ed25519 key', 'update the desk program', {
    what: 'la clave pública del mostrador no es Ed25519',
    todo: 'actualice el programa del mostrador',
  }),
  'HF-ENROL-007': errorEntry(
    'the folder {dir} holds no enrolled desk',
    'check the folder; for a new desk, give an enrolment code and the address of the central server',
    {
      what: 'la carpeta {dir} no contiene un mostrador inscrito',
      todo: 'revise la carpeta; para un mostrador nuevo, indique un código de inscripción y la dirección del servidor central',
    },
  ),
  'HF-ENROL-008': errorEntry(
    'the ledger has no identity: enrolment was cut off',
    'move the folder away and enrol again',
    {
      what: 'el registro no tiene identidad: la inscripción se interrumpió',
      todo: 'aparte la carpeta e inscríbase de nuevo',
    },
  ),
  'HF-ENROL-009': errorEntry(
    '“{url}” is not an address of a central server',
    'use https://, or http:// on this computer',
    {
      what: '«{url}» no es una dirección de un servidor central',
      todo: 'use https://, o http:// en esta computadora',
    },
  ),
  'HF-ENROL-010': errorEntry(
    'this computer is a desk already',
    'sign in; to join another library, take another folder',
    {
      what: 'esta computadora ya es un mostrador',
      todo: 'entre; para inscribirla en otra biblioteca, use otra carpeta',
    },
  ),
  'HF-ENROL-011': errorEntry('this computer is joining already', 'wait for its answer', {
    what: 'esta computadora ya se está inscribiendo',
    todo: 'espere la respuesta',
  }),
  'HF-ENROL-012': errorEntry(
    'this server did not admit this desk, or knows it',
    'keep the folder of the desk and enrol the computer again in another one; its transactions can be carried in a file',
    {
      what: 'este servidor no admitió este mostrador, o ya lo conoce',
      todo: 'guarde la carpeta del mostrador e inscriba de nuevo la computadora en otra; sus transacciones se pueden llevar en un archivo',
    },
  ),
  'HF-ENROL-013': errorEntry('“{url}” lacks the beginning of an address', 'type {whole}', {
    what: 'a «{url}» le falta el comienzo de una dirección',
    todo: 'escriba {whole}',
  }),
  'HF-ENROL-014': errorEntry('the desk {desk} does not wait to be admitted', 'look at the list of desks', {
    what: 'el mostrador {desk} no espera a ser admitido',
    todo: 'mire la lista de mostradores',
  }),
  'HF-ENROL-015': errorEntry('several desks are called {desk}', 'name it by its id, from the list of desks', {
    what: 'varios mostradores se llaman {desk}',
    todo: 'indíquelo por su id, de la lista de mostradores',
  }),
} as const satisfies Readonly<Record<`HF-ENROL-${number}`, ErrorEntry>>;
