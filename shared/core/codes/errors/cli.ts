// Errors of the area CLI. Codes are never reused. 901 to 904 are said by the launcher, which runs before this file can be loaded.

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
    what: 'el puerto {port} está ocupado',
    todo: 'detenga el programa que lo usa o indique otro con --port',
  }),
  'HF-CLI-006': errorEntry('{name} {value} was not found', 'check the spelling', {
    what: 'no se encontró {name} {value}',
    todo: 'revise la escritura',
  }),
  'HF-CLI-007': errorEntry('{what}', 'run it again with HOLDFAST_DEBUG=1 to see where, and report it', {
    what: '{what}',
    todo: 'ejecútelo de nuevo con HOLDFAST_DEBUG=1 para ver dónde, e informe',
  }),
  'HF-CLI-008': errorEntry('the central server ended and the desk goes on alone', 'start it again: {again}', {
    what: 'el servidor central terminó y el mostrador sigue solo',
    todo: 'inícielo de nuevo: {again}',
  }),
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
} as const satisfies Readonly<Record<`HF-CLI-${number}`, ErrorEntry>>;
