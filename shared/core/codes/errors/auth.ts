// Errors of the area AUTH. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const AUTH_ERRORS = {
  'HF-AUTH-001': errorEntry('the token is missing, unknown or expired', 'get a new one with the key of the desk', {
    what: 'el token falta, no existe o venció',
    todo: 'obtenga uno nuevo con la clave del mostrador',
  }),
  'HF-AUTH-002': errorEntry('this desk was revoked', 'ask the administrator; what it recorded is kept', {
    what: 'este mostrador fue revocado',
    todo: 'consulte al administrador; lo registrado se conserva',
  }),
  'HF-AUTH-003': errorEntry('the signature does not prove this desk', 'enrol the desk again', {
    what: 'la firma no identifica a este mostrador',
    todo: 'inscriba de nuevo el mostrador',
  }),
  'HF-AUTH-004': errorEntry('another person signs in as {staff} already', 'choose another sign-in name', {
    what: 'alguien ya usa el nombre {staff}',
    todo: 'elija otro nombre de acceso',
  }),
  'HF-AUTH-005': errorEntry('no person signs in as {staff}', 'check the sign-in name with the list of staff', {
    what: 'nadie usa el nombre {staff}',
    todo: 'compruebe el nombre en la lista de personal',
  }),
  'HF-AUTH-006': errorEntry('a PIN of the role {role} has at least {digits} digits', 'give a longer one, digits only', {
    what: 'un PIN del rol {role} tiene al menos {digits} dígitos',
    todo: 'indique uno más largo, solo dígitos',
  }),
  'HF-AUTH-007': errorEntry('no desk is called {desk}', 'check the list of desks', {
    what: 'ningún mostrador se llama {desk}',
    todo: 'compruebe la lista de mostradores',
  }),
  'HF-AUTH-008': errorEntry('the sign-in name {staff} is not one word', 'use letters, digits, dots, dashes', {
    what: 'el nombre de acceso {staff} no es una sola palabra',
    todo: 'use letras, dígitos, puntos y guiones',
  }),
  'HF-AUTH-010': errorEntry(
    'the role {role} cannot be given the right {right}: it sets rules aside, and PINs of this role have four digits only',
    'give these people the role desk, and take from it what they may not do',
    {
      what: 'el rol {role} no puede recibir el permiso {right}: permite pasar por alto reglas, y los PIN de este rol solo tienen cuatro dígitos',
      todo: 'dé a estas personas el rol desk y quítele lo que no pueden hacer',
    },
  ),
  'HF-AUTH-011': errorEntry('staff need the right {right} to work at a desk', 'leave it with every role', {
    what: 'nadie puede trabajar en un mostrador sin el permiso {right}',
    todo: 'déjelo a todos los roles',
  }),
  'HF-AUTH-012': errorEntry(
    'a night grant is not for the role {role}: its PINs have four digits only',
    'give it to another role, or to a person of another role',
    {
      what: 'un permiso de noche no es para el rol {role}: sus PIN solo tienen cuatro dígitos',
      todo: 'délo a otro rol o a alguien de otro rol',
    },
  ),
  'HF-AUTH-013': errorEntry(
    'no right can override {reason}',
    'name reasons that a right can override, as shown on a refusal',
    {
      what: 'ningún permiso puede autorizar {reason}',
      todo: 'indique motivos que un permiso pueda autorizar, como los de un rechazo',
    },
  ),
  'HF-AUTH-014': errorEntry('a night grant must end after it begins, and after now', 'give other times', {
    what: 'un permiso de noche debe acabar después de empezar y después de ahora',
    todo: 'indique otras horas',
  }),
  'HF-AUTH-015': errorEntry('there is no night grant {grant}', 'look it up with holdfast inspect night-grants', {
    what: 'no hay ningún permiso de noche {grant}',
    todo: 'búsquelo con holdfast inspect night-grants',
  }),
  'HF-AUTH-021': errorEntry('no one is signed in', 'sign in with your name and PIN', {
    what: 'nadie ha entrado',
    todo: 'entre con su nombre y PIN',
  }),
  'HF-AUTH-022': errorEntry('the PIN does not match', 'check what you typed and try again', {
    what: 'el PIN no coincide',
    todo: 'revise lo que escribió e inténtelo de nuevo',
  }),
  'HF-AUTH-023': errorEntry('too many wrong PINs', 'wait {seconds} seconds, then sign in again', {
    what: 'demasiados PIN incorrectos',
    todo: 'espere {seconds} segundos y vuelva a entrar',
  }),
  'HF-AUTH-024': errorEntry('this may not be done by {staff}', 'ask a person who may to sign with their PIN', {
    what: 'esto no lo puede hacer {staff}',
    todo: 'pida a alguien autorizado que firme con su PIN',
  }),
  'HF-AUTH-025': errorEntry('staff do not work on their own account', 'ask a colleague to sign in and do it', {
    what: 'el personal no atiende su propia cuenta',
    todo: 'pida a un colega que entre y lo haga',
  }),
  'HF-AUTH-026': errorEntry('the name or the code is wrong', 'have the code read out again, and try once more', {
    what: 'el nombre o el código es incorrecto',
    todo: 'pida que le lean de nuevo el código y vuelva a intentarlo',
  }),
  'HF-AUTH-027': errorEntry(
    'too many wrong codes',
    'wait {seconds} seconds, or call a person who signs with their PIN',
    {
      what: 'demasiados códigos incorrectos',
      todo: 'espere {seconds} segundos, o llame a alguien que firme con su PIN',
    },
  ),
  'HF-AUTH-028': errorEntry(
    'the number that was read out is no longer good, or was for something else',
    'ask for a new number, and phone again',
    {
      what: 'el número que se leyó ya no sirve, o era para otra cosa',
      todo: 'pida otro número y vuelva a llamar',
    },
  ),
  'HF-AUTH-029': errorEntry(
    'this desk has shown too many numbers for codes by phone',
    'use one of them, or wait {minutes} minutes',
    {
      what: 'este mostrador ha mostrado demasiados números para códigos por teléfono',
      todo: 'use uno de ellos, o espere {minutes} minutos',
    },
  ),
  'HF-AUTH-030': errorEntry('no code by phone is needed: {staff} may do this', 'go on without one', {
    what: 'no hace falta un código por teléfono: {staff} puede hacerlo',
    todo: 'siga sin él',
  }),
  'HF-AUTH-031': errorEntry('the number {number} is misread', 'have it read out again, four digits at a time', {
    what: 'el número {number} está mal leído',
    todo: 'pida que se lo lean de nuevo, de cuatro en cuatro dígitos',
  }),
  'HF-AUTH-032': errorEntry(
    'the library was brought back from a backup of before this desk joined, and has not admitted it again',
    'go on working, what is done here arrives; ask the administrator to admit this desk',
    {
      what: 'la biblioteca se restauró de una copia anterior a la inscripción de este mostrador y aún no lo ha readmitido',
      todo: 'siga trabajando, lo que se hace aquí llega; pida al administrador que admita este mostrador',
    },
  ),
  'HF-AUTH-033': errorEntry('this badge lets no one in here', 'sign in with name and PIN', {
    what: 'esta credencial no da acceso aquí',
    todo: 'entre con nombre y PIN',
  }),
  'HF-AUTH-034': errorEntry('this badge is another person’s', 'scan another badge, or take it away from them first', {
    what: 'esta credencial es de otra persona',
    todo: 'escanee otra credencial, o quítesela antes a esa persona',
  }),
  'HF-AUTH-060': errorEntry('the token of the reader is missing or unknown', 'make one with holdfast reader add', {
    what: 'el token del lector falta o no existe',
    todo: 'cree uno con holdfast reader add',
  }),
  'HF-AUTH-080': errorEntry('this needs a second person', 'have another person sign with their name and PIN', {
    what: 'esto requiere una segunda persona',
    todo: 'pida que otra persona firme con su nombre y PIN',
  }),
} as const satisfies Readonly<Record<`HF-AUTH-${number}`, ErrorEntry>>;
