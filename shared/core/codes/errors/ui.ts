// Errors of the area UI. Codes are never reused. They are about calls between the screen and the desk.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const UI_ERRORS = {
  'HF-UI-001': errorEntry('the desk has no method {name}', 'reload the page; it may be older than the desk', {
    what: 'el mostrador no tiene el método {name}',
    todo: 'recargue la página; puede ser anterior al mostrador',
  }),
  'HF-UI-002': errorEntry('malformed input was given to {name} ({where})', 'correct the input', {
    what: 'se dieron datos mal formados a {name} ({where})',
    todo: 'corrija los datos',
  }),
  'HF-UI-003': errorEntry('something failed inside the desk ({name})', 'try again, and report it if it stays so', {
    what: 'algo falló dentro del mostrador ({name})',
    todo: 'inténtelo de nuevo y repórtelo si persiste',
  }),
  'HF-UI-004': errorEntry('the desk core is starting again', 'wait a moment', {
    what: 'el núcleo del mostrador se está reiniciando',
    todo: 'espere un momento',
  }),
  'HF-UI-005': errorEntry(
    'the desk core stopped before it answered',
    'look at the last transactions before you repeat it',
    {
      what: 'el núcleo del mostrador se detuvo antes de responder',
      todo: 'revise las últimas transacciones antes de repetirlo',
    },
  ),
  'HF-UI-006': errorEntry('the token is missing or wrong', 'open the address that the program printed', {
    what: 'falta el token o es incorrecto',
    todo: 'abra la dirección que mostró el programa',
  }),
  'HF-UI-007': errorEntry('the body is not JSON', 'send a JSON object', {
    what: 'el cuerpo no es JSON',
    todo: 'envíe un objeto JSON',
  }),
  'HF-UI-008': errorEntry(
    'the report {kind} is not made here',
    'choose another kind, or ask the library: holdfast report {kind} --database …',
    {
      what: 'el informe {kind} no se hace aquí',
      todo: 'elija otro tipo, o pídalo a la biblioteca: holdfast report {kind} --database …',
    },
  ),
  'HF-UI-009': errorEntry('the report ends before it begins', 'choose a later end', {
    what: 'el informe termina antes de empezar',
    todo: 'elija un final posterior',
  }),
  'HF-UI-080': errorEntry(
    'this was recorded, but the desk stopped before it answered',
    'look for its result among the last transactions; do not repeat it',
    {
      what: 'quedó registrado, pero el mostrador se detuvo antes de responder',
      todo: 'busque el resultado en las últimas transacciones; no lo repita',
    },
  ),
  'HF-UI-081': errorEntry('the desk stopped before it recorded this', 'do it again', {
    what: 'el mostrador se detuvo antes de registrarlo',
    todo: 'hágalo de nuevo',
  }),
  'HF-UI-082': errorEntry('this call was given up before it arrived', 'do it again', {
    what: 'esta llamada se abandonó antes de llegar',
    todo: 'hágalo de nuevo',
  }),
  'HF-UI-030': errorEntry('practice could not be started here', 'look at what the program printed, and try again', {
    what: 'la práctica no se pudo iniciar aquí',
    todo: 'revise lo que mostró el programa e inténtelo de nuevo',
  }),
  'HF-UI-020': errorEntry('this transaction has no slip', 'choose a checkout, a renewal or a payment of this desk', {
    what: 'esta transacción no tiene comprobante',
    todo: 'elija un préstamo, una renovación o un pago de este mostrador',
  }),
  'HF-UI-021': errorEntry('the content of this slip is no longer kept', 'slips can be reprinted for a day', {
    what: 'el contenido de este comprobante ya no se guarda',
    todo: 'los comprobantes se pueden reimprimir durante un día',
  }),
  'HF-UI-022': errorEntry('this computer has no printer {name}', 'plug it in, or choose another', {
    what: 'esta computadora no tiene la impresora {name}',
    todo: 'conéctela o elija otra',
  }),
  'HF-UI-050': errorEntry(
    'the text has a character that cannot be stored',
    'type it again: such characters come with text copied from elsewhere',
    {
      what: 'el texto contiene un carácter que no se puede guardar',
      todo: 'escríbalo de nuevo: esos caracteres vienen con textos copiados de otro lado',
    },
  ),
  'HF-UI-100': errorEntry('the sheet has more than {most} lines', 'enter it in parts', {
    what: 'la hoja tiene más de {most} líneas',
    todo: 'anótela por partes',
  }),
  'HF-UI-125': errorEntry(
    'each desk keeps its own list {list}',
    'ask for it at a desk: holdfast list {list} --data DIR with the folder of that desk',
    {
      what: 'cada mostrador lleva su propia lista {list}',
      todo: 'pídala en un mostrador: holdfast list {list} --data CARPETA, con la carpeta de ese mostrador',
    },
  ),
  'HF-UI-130': errorEntry('this folder is no longer there', 'choose a folder again', {
    what: 'esta carpeta ya no está',
    todo: 'elija una carpeta de nuevo',
  }),
  'HF-UI-131': errorEntry('this folder cannot be opened', 'choose another, or ask IT for the right to open it', {
    what: 'esta carpeta no se puede abrir',
    todo: 'elija otra, o pida a informática permiso para abrirla',
  }),
  'HF-UI-132': errorEntry(
    'this folder holds the data of the desk',
    'choose a folder that people open to read the lists',
    {
      what: 'esta carpeta contiene los datos del mostrador',
      todo: 'elija una carpeta que las personas abran para leer las listas',
    },
  ),
  'HF-UI-134': errorEntry('practice keeps no lists in folders', 'leave practice first', {
    what: 'la práctica no guarda listas en carpetas',
    todo: 'salga primero de la práctica',
  }),
  'HF-UI-133': errorEntry(
    'the library has its desks keep no lists in folders',
    'print a list from Work, or ask a supervisor about the setting',
    {
      what: 'la biblioteca no permite que los mostradores guarden listas en carpetas',
      todo: 'imprima una lista desde Tareas, o pregunte a supervisión por el ajuste',
    },
  ),
} as const satisfies Readonly<Record<`HF-UI-${number}`, ErrorEntry>>;
