// Errors of the area IMPORT. Codes are never reused. A row that cannot be taken is no error: it is listed with file, line and reason.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const IMPORT_ERRORS = {
  'HF-IMPORT-001': errorEntry('{path} is not a folder that can be read', 'check the path and its permissions', {
    what: '{path} no es una carpeta que se pueda leer',
    todo: 'revise la ruta y sus permisos',
  }),
  'HF-IMPORT-002': errorEntry(
    'the folder {path} lacks {files}',
    'export these files too, or check that this is the folder of the export',
    {
      what: 'a la carpeta {path} le falta {files}',
      todo: 'exporte también estos archivos o compruebe que sea la carpeta de la exportación',
    },
  ),
  'HF-IMPORT-003': errorEntry(
    'the header of {file} is not the expected one: {why}',
    'check that the file is of this kind and begins with its header row',
    {
      what: 'el encabezado de {file} no es el esperado: {why}',
      todo: 'compruebe que el archivo sea de este tipo y que empiece con su fila de encabezado',
    },
  ),
  'HF-IMPORT-004': errorEntry(
    '{file} is damaged or cut off after line {line}: {why}',
    'copy the file again; nothing was written',
    {
      what: '{file} está dañado o cortado después de la línea {line}: {why}',
      todo: 'copie el archivo de nuevo; no se escribió nada',
    },
  ),
  'HF-IMPORT-005': errorEntry('{file} is not UTF-8 text: {why}', 'save it as UTF-8 and import again', {
    what: '{file} no es texto UTF-8: {why}',
    todo: 'guárdelo como UTF-8 e importe de nuevo',
  }),
  'HF-IMPORT-006': errorEntry('no library can be taken from {file}', 'look at the rejected rows of that file', {
    what: 'no se puede tomar ninguna biblioteca de {file}',
    todo: 'vea las filas rechazadas de ese archivo',
  }),
  'HF-IMPORT-007': errorEntry('{zone} is not a time zone', 'name an IANA zone such as America/Los_Angeles', {
    what: '{zone} no es una zona horaria',
    todo: 'indique una zona IANA, por ejemplo America/Los_Angeles',
  }),
  'HF-IMPORT-008': errorEntry(
    'this database holds the library "{present}", not "{other}"',
    'import into an empty folder or database, or into the one of that library',
    {
      what: 'esta base de datos contiene la biblioteca "{present}", no "{other}"',
      todo: 'importe en una carpeta o base vacía, o en la de esa biblioteca',
    },
  ),
  'HF-IMPORT-009': errorEntry(
    'this database holds the library "{present}" already',
    'import an export of Holdfast into an empty folder or database; to put a library back in its place use holdfast restore',
    {
      what: 'esta base de datos ya contiene la biblioteca "{present}"',
      todo: 'importe una exportación de Holdfast en una carpeta o base vacía; para reponer una biblioteca use holdfast restore',
    },
  ),
  'HF-IMPORT-010': errorEntry(
    'the export has the tables of version {theirs}, and this program those of version {ours}',
    'export again with this version of Holdfast, or import with the version that made the export',
    {
      what: 'la exportación tiene las tablas de la versión {theirs}, y este programa las de la versión {ours}',
      todo: 'exporte de nuevo con esta versión de Holdfast, o importe con la versión que hizo la exportación',
    },
  ),
  'HF-IMPORT-050': errorEntry(
    'a text of the rules has a character that cannot be stored',
    'remove the character in the source system, and import again',
    {
      what: 'un texto de las reglas contiene un carácter que no se puede guardar',
      todo: 'quite el carácter en el sistema de origen e importe de nuevo',
    },
  ),
  'HF-IMPORT-060': errorEntry('there is no feed "{feed}"', 'holdfast feed list names them', {
    what: 'no hay ninguna fuente de datos «{feed}»',
    todo: 'holdfast feed list las enumera',
  }),
  'HF-IMPORT-061': errorEntry('the mapping has a fault: {why}', 'mend the file and add the feed again', {
    what: 'la descripción del archivo tiene un fallo: {why}',
    todo: 'corrija el archivo y agregue la fuente de nuevo',
  }),
  'HF-IMPORT-062': errorEntry(
    'the files of the feed {feed} cannot be fetched: {why}',
    'check its place, its name and password, and the line; it is tried again',
    {
      what: 'no se pueden traer los archivos de la fuente {feed}: {why}',
      todo: 'revise el lugar, el nombre y la contraseña, y la línea; se intenta de nuevo',
    },
  ),
  'HF-IMPORT-063': errorEntry('there is no such run of a feed', 'look at the list of runs again', {
    what: 'no existe esa ejecución',
    todo: 'vuelva a mirar la lista de ejecuciones',
  }),
  'HF-IMPORT-064': errorEntry(
    'this run is not waiting for a decision any more: it is {state}',
    'look at the newest run of the feed',
    {
      what: 'esta ejecución ya no espera una decisión: está en {state}',
      todo: 'mire la ejecución más reciente de la fuente',
    },
  ),
  'HF-IMPORT-065': errorEntry('{file} is larger than {mb} MB', 'check that it is the right file', {
    what: '{file} supera {mb} MB',
    todo: 'compruebe que sea el archivo correcto',
  }),
  'HF-IMPORT-066': errorEntry(
    'the server of the feed {feed} shows the host key {found}',
    'ask its owner whether that is right; then add the feed with --host-key and that key',
    {
      what: 'el servidor de la fuente {feed} muestra la clave {found}',
      todo: 'pregunte a su responsable si es correcta; luego agregue la fuente con --host-key y esa clave',
    },
  ),
  'HF-IMPORT-067': errorEntry(
    'the connector {name} is of the kind {kind}, and no lists of patrons or items can be read from it',
    'have that system write a file, and name its folder or address with --from',
    {
      what: 'el conector {name} es del tipo {kind}, y no se pueden leer de él listas de usuarios ni de ejemplares',
      todo: 'haga que ese sistema escriba un archivo e indique su carpeta o dirección con --from',
    },
  ),
} as const satisfies Readonly<Record<`HF-IMPORT-${number}`, ErrorEntry>>;
