// Errors of the area CLI. Codes are never reused. The launcher, which runs before this file can be loaded, writes 901 to 904.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const CLI_ERRORS = {
  'HF-CLI-001': errorEntry('{what} is not a subcommand', 'run holdfast --help for the list', {
    what: '{what} no es un subcomando',
    todo: 'ejecute holdfast --help para ver la lista',
  }),
  'HF-CLI-002': errorEntry('{what}', 'run holdfast {command} --help', {
    what: '{what}',
    todo: 'ejecute holdfast {command} --help',
  }),
  'HF-CLI-003': errorEntry('the file {path} cannot be read: {why}', 'check the path and its permissions', {
    what: 'no se puede leer el archivo {path}: {why}',
    todo: 'revise la ruta y sus permisos',
  }),
  'HF-CLI-004': errorEntry('{path} is not of the expected form: {why}', 'correct the file or name another one', {
    what: '{path} no tiene la forma esperada: {why}',
    todo: 'corrija el archivo o indique otro',
  }),
  'HF-CLI-005': errorEntry('port {port} is in use', 'stop the program that uses it, or name another with --port', {
    what: 'el puerto {port} está en uso',
    todo: 'detenga el programa que lo usa o indique otro con --port',
  }),
  'HF-CLI-006': errorEntry('{name} {value} was not found', 'check the spelling', {
    what: 'no se encontró {name} {value}',
    todo: 'revise la ortografía',
  }),
  'HF-CLI-007': errorEntry('{what}', 'run it again with HOLDFAST_DEBUG=1 to see where, and report it', {
    what: '{what}',
    todo: 'ejecútelo de nuevo con HOLDFAST_DEBUG=1 para ver dónde, y repórtelo',
  }),
  'HF-CLI-008': errorEntry('the central server ended and the desk goes on alone', 'start it again: {again}', {
    what: 'el servidor central terminó y el mostrador sigue solo',
    todo: 'inícielo de nuevo: {again}',
  }),
  'HF-CLI-009': errorEntry('no subcommand was named', 'run holdfast --help for the list', {
    what: 'no se indicó ningún subcomando',
    todo: 'ejecute holdfast --help para ver la lista',
  }),
  'HF-CLI-010': errorEntry(
    'the folder {path} cannot be used ({why})',
    'name a folder that is there or can be made, and that you may write to',
    {
      what: 'no se puede usar la carpeta {path} ({why})',
      todo: 'indique una carpeta que exista o se pueda crear, y en la que pueda escribir',
    },
  ),
  'HF-CLI-011': errorEntry(
    'the output could not be written ({why}); what is there is incomplete',
    'free some space or write it elsewhere, and run it again',
    {
      what: 'no se pudo escribir la salida ({why}); lo que hay está incompleto',
      todo: 'libere espacio o escríbala en otro lugar, y ejecútelo de nuevo',
    },
  ),
  'HF-CLI-012': errorEntry('port {port} cannot be listened on ({why})', 'name another with --port', {
    what: 'no se puede escuchar en el puerto {port} ({why})',
    todo: 'indique otro con --port',
  }),
  'HF-CLI-013': errorEntry(
    'the folder {path} holds the library "{name}", which is not the demo',
    'name another folder with --data; nothing was changed',
    {
      what: 'la carpeta {path} contiene la biblioteca "{name}", que no es la demostración',
      todo: 'indique otra carpeta con --data; no se cambió nada',
    },
  ),
  'HF-CLI-014': errorEntry('the case cannot be read ({why})', 'correct the case', {
    what: 'no se puede leer el caso ({why})',
    todo: 'corrija el caso',
  }),
  'HF-CLI-015': errorEntry(
    'the file is of the library {library}, not of this one; nothing was accepted',
    'take it to a desk or the server of its library',
    {
      what: 'el archivo es de la biblioteca {library}, no de esta; no se aceptó nada',
      todo: 'llévelo a un mostrador o al servidor de su biblioteca',
    },
  ),
  'HF-CLI-016': errorEntry(
    'transaction {seq} of desk {desk} is not as that desk signed it; it and what follows were not accepted',
    'export the file again at the desk itself',
    {
      what: 'la transacción {seq} del mostrador {desk} no es como la firmó ese mostrador; no se aceptó, ni lo que sigue',
      todo: 'exporte de nuevo el archivo en el mismo mostrador',
    },
  ),
  'HF-CLI-017': errorEntry(
    'transactions before {seq} of desk {desk} are not at the server; it and what follows were not accepted',
    'import the file that has them first',
    {
      what: 'en el servidor faltan transacciones anteriores a la {seq} del mostrador {desk}; no se aceptó, ni lo que sigue',
      todo: 'importe antes el archivo que las contiene',
    },
  ),
  'HF-CLI-018': errorEntry(
    'the server stopped answering at transaction {seq} of desk {desk}',
    'import the same file again once the server answers; nothing counts twice',
    {
      what: 'el servidor dejó de responder en la transacción {seq} del mostrador {desk}',
      todo: 'importe de nuevo el mismo archivo cuando el servidor responda; nada cuenta dos veces',
    },
  ),
  'HF-CLI-019': errorEntry(
    'the server has another transaction {seq} of desk {desk}: two copies of that desk were at work',
    'settle it under Work, Exceptions',
    {
      what: 'el servidor tiene otra transacción {seq} del mostrador {desk}: trabajaron dos copias de ese mostrador',
      todo: 'resuélvalo en Tareas, Incidencias',
    },
  ),
  'HF-CLI-020': errorEntry(
    'the server cannot open the file from transaction {seq} of desk {desk} on: it was sealed for another, or changed on its way',
    'export the file again at the desk itself',
    {
      what: 'el servidor no puede abrir el archivo desde la transacción {seq} del mostrador {desk}: se selló para otro o cambió en el camino',
      todo: 'exporte de nuevo el archivo en el mismo mostrador',
    },
  ),
  'HF-CLI-021': errorEntry(
    'this version of the server accepts no sealed files; nothing was accepted from transaction {seq} of desk {desk} on',
    'update the server, or import into its database with this version',
    {
      what: 'la versión del servidor no acepta archivos sellados; no se aceptó nada desde la transacción {seq} del mostrador {desk}',
      todo: 'actualice el servidor o importe en su base de datos con esta versión',
    },
  ),
  'HF-CLI-022': errorEntry(
    'the file {path} cannot be written: {why}',
    'check the folder, its permissions and its space; nothing was left there',
    {
      what: 'no se puede escribir el archivo {path}: {why}',
      todo: 'revise la carpeta, sus permisos y su espacio; no quedó nada allí',
    },
  ),
  'HF-CLI-110': errorEntry(
    'Electron cannot sandbox its window on this computer ({why})',
    '{todo}; or use --shell browser',
    {
      what: 'Electron no puede aislar su ventana en esta computadora ({why})',
      todo: '{todo}; o use --shell browser',
    },
  ),
  'HF-CLI-111': errorEntry(
    'the window of Electron did not stay ({how})',
    'run it again with --shell browser, and send what docs/first-run-on-real-machines.md asks for',
    {
      what: 'la ventana de Electron no se mantuvo ({how})',
      todo: 'ejecútelo de nuevo con --shell browser y envíe lo que pide docs/first-run-on-real-machines.md',
    },
  ),
  'HF-CLI-112': errorEntry(
    'Electron was not fetched ({why}), so the desk opens in the browser',
    'run npx install-electron for its own window',
    {
      what: 'no se obtuvo Electron ({why}); el mostrador se abre en el navegador',
      todo: 'ejecute npx install-electron para tener su propia ventana',
    },
  ),
  'HF-CLI-113': errorEntry(
    'the program was started with {what}, by which another program could drive it',
    'start it without that',
    {
      what: 'el programa se inició con {what}, con lo que otro programa podría manejarlo',
      todo: 'inícielo sin eso',
    },
  ),
  'HF-CLI-114': errorEntry(
    'SIP2 cannot be listened to at {at} ({why})',
    'give --sip2 an address of this computer and a free port',
    {
      what: 'no se puede escuchar SIP2 en {at} ({why})',
      todo: 'dé a --sip2 una dirección de esta computadora y un puerto libre',
    },
  ),
  'HF-CLI-901': errorEntry('the pinned Node does not start', 'run npm ci again', {
    what: 'el Node fijado no arranca',
    todo: 'ejecute npm ci de nuevo',
  }),
  'HF-CLI-902': errorEntry('this Node is too old', 'run npm ci, or use Node 22 or newer', {
    what: 'este Node es demasiado antiguo',
    todo: 'ejecute npm ci o use Node 22 o posterior',
  }),
  'HF-CLI-903': errorEntry('the program could not be built', 'read the lines above', {
    what: 'no se pudo compilar el programa',
    todo: 'lea las líneas anteriores',
  }),
  'HF-CLI-904': errorEntry('the script is not there', 'check the name', {
    what: 'el script no existe',
    todo: 'revise el nombre',
  }),
  'HF-CLI-040': errorEntry(
    'the list of packages {path} is not there, or is not whole',
    'install the program again; in a clone, run npm run build',
    {
      what: 'la lista de paquetes {path} no está o no está entera',
      todo: 'instale de nuevo el programa; en un clon, ejecute npm run build',
    },
  ),
  'HF-CLI-061': errorEntry(
    'no desk runs on {dir}',
    'start it: holdfast desk --data DIR; a person has to be signed in there',
    {
      what: 'ningún mostrador funciona en {dir}',
      todo: 'inícielo: holdfast desk --data CARPETA; alguien debe haber entrado allí',
    },
  ),
  'HF-CLI-060': errorEntry(
    'What waits in {path} is not of the desk {desk} or of a copy of it',
    'name the folder of the copy, or a file that holdfast ledger export wrote there; nothing was changed',
    {
      what: 'Lo que espera en {path} no es del mostrador {desk} ni de una copia suya',
      todo: 'indique la carpeta de la copia o un archivo que holdfast ledger export escribió allí; no se cambió nada',
    },
  ),
} as const satisfies Readonly<Record<`HF-CLI-${number}`, ErrorEntry>>;
