// Errors of the area SERVER. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const SERVER_ERRORS = {
  'HF-SERVER-001': errorEntry(
    'the address {address} is in use',
    'end the program that uses it, or choose another port with --listen',
    {
      what: 'la dirección {address} está en uso',
      todo: 'cierre el programa que la usa o elija otro puerto con --listen',
    },
  ),
  'HF-SERVER-003': errorEntry(
    'the database has the tables of version {version}, and this program knows those up to {newest}',
    'start the newer version of the program',
    {
      what: 'la base de datos tiene las tablas de la versión {version}, y este programa conoce hasta la {newest}',
      todo: 'inicie la versión más reciente del programa',
    },
  ),
  'HF-SERVER-004': errorEntry(
    'PostgreSQL at {address} does not answer',
    'check the URL, the account and that the database is running',
    {
      what: 'PostgreSQL en {address} no responde',
      todo: 'compruebe la URL, la cuenta y que la base de datos está en marcha',
    },
  ),
  'HF-SERVER-006': errorEntry('there is no library in this database yet', 'import one, or start the demo', {
    what: 'aún no hay ninguna biblioteca en esta base de datos',
    todo: 'importe una o inicie la demostración',
  }),
  'HF-SERVER-007': errorEntry('the request is larger than {limit} bytes', 'send less at once', {
    what: 'la solicitud supera {limit} bytes',
    todo: 'envíe menos de una vez',
  }),
  'HF-SERVER-008': errorEntry('the request is malformed: {detail}', 'send it as the API description says', {
    what: 'la solicitud está mal formada: {detail}',
    todo: 'envíela como indica la descripción de la API',
  }),
  'HF-SERVER-009': errorEntry('there is nothing at this address', 'see the API description at /v1/openapi.json', {
    what: 'no hay nada en esta dirección',
    todo: 'consulte la descripción de la API en /v1/openapi.json',
  }),
  'HF-SERVER-010': errorEntry('the server could not take this in just now', 'it is safe to send it again', {
    what: 'el servidor no pudo procesarlo en este momento',
    todo: 'puede enviarlo de nuevo sin riesgo',
  }),
  'HF-SERVER-011': errorEntry(
    'the file {file} of the TLS certificate cannot be read',
    'check its path and its rights',
    {
      what: 'no se puede leer el archivo {file} del certificado TLS',
      todo: 'compruebe la ruta y los permisos',
    },
  ),
  'HF-SERVER-012': errorEntry('no branch is called {branch}', 'name one of {branches}', {
    what: 'ninguna sede se llama {branch}',
    todo: 'indique una de {branches}',
  }),
  'HF-SERVER-013': errorEntry('the server failed', 'report the request number {request}', {
    what: 'el servidor falló',
    todo: 'reporte el número de solicitud {request}',
  }),
  'HF-SERVER-014': errorEntry('the address {address} cannot be listened on', 'give HOST:PORT of this machine', {
    what: 'no se puede escuchar en la dirección {address}',
    todo: 'indique HOST:PUERTO de esta máquina',
  }),
  'HF-SERVER-015': errorEntry(
    'this part of the library has changed meanwhile',
    'ask for the manifest again; what was fetched already need not be fetched again',
    {
      what: 'esta parte de la biblioteca cambió mientras tanto',
      todo: 'pida de nuevo el índice; lo que ya se descargó no hay que descargarlo otra vez',
    },
  ),
  'HF-SERVER-016': errorEntry('this desk has no such part of the library', 'ask for the manifest again', {
    what: 'este mostrador no tiene esa parte de la biblioteca',
    todo: 'pida de nuevo el índice',
  }),
  'HF-SERVER-017': errorEntry(
    'the backup {path} cannot be restored: {why}',
    'choose another backup; what is in use was not touched',
    {
      what: 'la copia {path} no se puede restaurar: {why}',
      todo: 'elija otra copia; lo que está en uso no se ha tocado',
    },
  ),
  'HF-SERVER-018': errorEntry(
    'a server is running on this database',
    'stop every server that uses it, then restore again',
    {
      what: 'hay un servidor en marcha sobre esta base de datos',
      todo: 'detenga todos los servidores que la usan y restaure de nuevo',
    },
  ),
  'HF-SERVER-019': errorEntry(
    'this part of a carried file was not sealed for this server, or was changed on its way',
    'take the file to a server of its library, or export it again at its desk',
    {
      what: 'esta parte de un archivo entregado no se selló para este servidor, o cambió en el camino',
      todo: 'lleve el archivo a un servidor de su biblioteca o expórtelo de nuevo en su mostrador',
    },
  ),
  'HF-SERVER-021': errorEntry('too many requests came from here', 'wait a minute; nothing is lost by it', {
    what: 'llegaron demasiadas solicitudes desde aquí',
    todo: 'espere un minuto; no se pierde nada',
  }),
  'HF-SERVER-020': errorEntry(
    'this desk asked for too many cards within a minute',
    'wait a minute; cards that the desk knows work on',
    {
      what: 'este mostrador preguntó por demasiadas tarjetas en un minuto',
      todo: 'espere un minuto; las tarjetas que el mostrador conoce siguen funcionando',
    },
  ),
  'HF-SERVER-022': errorEntry(
    'PostgreSQL takes nothing that is written to it',
    'check that it is not a read-only copy of another, and that its disk has room',
    {
      what: 'PostgreSQL no acepta nada de lo que se escribe',
      todo: 'compruebe que no sea una copia de solo lectura de otra y que su disco tenga espacio',
    },
  ),
  'HF-SERVER-023': errorEntry(
    'the server is making other reports, and too many wait for their turn',
    'ask again in a minute',
    {
      what: 'el servidor está haciendo otros informes y hay demasiados en espera',
      todo: 'pídalo de nuevo dentro de un minuto',
    },
  ),
  'HF-SERVER-024': errorEntry(
    'a template of notices cannot be filled in: {template}',
    'check its names and its {{ }} and {% %}; holdfast notice preview shows how it looks',
    {
      what: 'no se puede rellenar una plantilla de avisos: {template}',
      todo: 'revise sus nombres y sus {{ }} y {% %}; holdfast notice preview muestra cómo queda',
    },
  ),
  'HF-SERVER-025': errorEntry(
    'the settings of notices cannot be taken in: {place}: {why}',
    'correct the named place in the file; docs/notices.md describes each',
    {
      what: 'no se pueden tomar los ajustes de los avisos: {place}: {why}',
      todo: 'corrija el lugar indicado del archivo; docs/notices.md describe cada uno',
    },
  ),
  'HF-SERVER-026': errorEntry(
    'the password for sending notices cannot be read from {place}',
    'check the file or the variable of the environment that the settings name, where the server runs',
    {
      what: 'no se puede leer la contraseña para enviar avisos de {place}',
      todo: 'revise el archivo o la variable de entorno que indican los ajustes, donde corre el servidor',
    },
  ),
  'HF-SERVER-027': errorEntry(
    'the server ended while it sent a message, and nobody knows whether it arrived',
    'ask the patron or look in the log of the mail server; then holdfast notice settle',
    {
      what: 'el servidor terminó mientras enviaba un mensaje y nadie sabe si llegó',
      todo: 'pregunte al usuario o mire el registro del servidor de correo; luego holdfast notice settle',
    },
  ),
  'HF-SERVER-028': errorEntry(
    'nobody has to look at this notice',
    'holdfast notice list shows those that wait for a person',
    {
      what: 'nadie tiene que revisar este aviso',
      todo: 'holdfast notice list muestra los que esperan a una persona',
    },
  ),
  'HF-SERVER-029': errorEntry('the library sends no notices', 'set how with holdfast library --mail FILE', {
    what: 'la biblioteca no envía avisos',
    todo: 'indique cómo con holdfast library --mail FILE',
  }),
  'HF-SERVER-060': errorEntry(
    'the folder {dir} holds something already',
    'name a folder that is new or empty: an export is never mixed with another',
    {
      what: 'la carpeta {dir} ya contiene algo',
      todo: 'indique una carpeta nueva o vacía: una exportación nunca se mezcla con otra',
    },
  ),
  'HF-SERVER-061': errorEntry('there is no library in this database yet', 'import one, or begin with holdfast demo', {
    what: 'todavía no hay ninguna biblioteca en esta base de datos',
    todo: 'importe una o empiece con holdfast demo',
  }),
  'HF-SERVER-062': errorEntry(
    'the address {url} is not taken for a web hook',
    'give an https:// address without a name in it, or http:// to this computer itself',
    {
      what: 'la dirección {url} no se acepta para un webhook',
      todo: 'indique una dirección https:// sin nombre de usuario, o http:// a este mismo equipo',
    },
  ),
  'HF-SERVER-063': errorEntry('no act is called {name}', 'docs/acts.md lists the names', {
    what: 'ninguna transacción se llama {name}',
    todo: 'docs/acts.md tiene la lista de nombres',
  }),
  'HF-SERVER-064': errorEntry('there is a web hook called {name} already', 'remove it first, or give another name', {
    what: 'ya existe un webhook llamado {name}',
    todo: 'quítelo primero o indique otro nombre',
  }),
  'HF-SERVER-080': errorEntry(
    'a backup was restored beside the library, and {table} came out different: {why}',
    'keep the backups that you have, make one more with holdfast backup, and send this line to the maintainers',
    {
      what: 'se restauró una copia junto a la biblioteca y {table} salió distinta: {why}',
      todo: 'conserve las copias que tiene, haga otra con holdfast backup y envíe esta línea a los responsables del programa',
    },
  ),
  'HF-SERVER-081': errorEntry(
    'the account of the server may make no schema in the database at {address}, so no backup can be restored beside the library',
    'let it: grant create on database … to its account; or serve with --rehearse 0',
    {
      what: 'la cuenta del servidor no puede crear un esquema en la base de datos de {address}, y no se puede restaurar una copia junto a la biblioteca',
      todo: 'permítaselo: grant create on database … a su cuenta; o inicie con --rehearse 0',
    },
  ),
  'HF-SERVER-082': errorEntry(
    'a restore could not be rehearsed',
    'run holdfast rehearse with HOLDFAST_DEBUG=1 and send what it says to the maintainers; make backups as before',
    {
      what: 'no se pudo ensayar una restauración',
      todo: 'ejecute holdfast rehearse con HOLDFAST_DEBUG=1 y envíe lo que diga a los responsables del programa; siga haciendo copias',
    },
  ),
  'HF-SERVER-083': errorEntry(
    'there is no update called {file} here',
    'serve with --updates DIR, and put what npm run package writes into that folder',
    {
      what: 'aquí no hay ninguna actualización llamada {file}',
      todo: 'inicie con --updates DIR y ponga en esa carpeta lo que escribe npm run package',
    },
  ),
  'HF-SERVER-084': errorEntry(
    'a restore was to be rehearsed in an empty library beside the real one, and the connection leads to one that is in use; nothing was changed',
    'connect the server to PostgreSQL itself instead of a pooler between them, or serve with --rehearse 0',
    {
      what: 'se iba a ensayar una restauración en una biblioteca vacía junto a la verdadera y la conexión lleva a una que está en uso; no se cambió nada',
      todo: 'conecte el servidor con PostgreSQL mismo, sin un pooler en medio, o inicie con --rehearse 0',
    },
  ),
} as const satisfies Readonly<Record<`HF-SERVER-${number}`, ErrorEntry>>;
