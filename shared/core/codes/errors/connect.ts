// Errors of the area CONNECT: other library systems that the server tells of acts. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const CONNECT_ERRORS = {
  'HF-CONNECT-001': errorEntry('no connector is called {name}', 'holdfast connector list shows those that there are', {
    what: 'ningún conector se llama {name}',
    todo: 'holdfast connector list muestra los que existen',
  }),
  'HF-CONNECT-002': errorEntry('there is a connector called {name} already', 'remove it first, or give another name', {
    what: 'ya existe un conector llamado {name}',
    todo: 'quítelo primero o indique otro nombre',
  }),
  'HF-CONNECT-003': errorEntry(
    'the settings of the connector cannot be used: {why}',
    'docs/connectors.md lists the settings of each kind',
    {
      what: 'no se pueden usar los ajustes del conector: {why}',
      todo: 'docs/connectors.md tiene la lista de ajustes de cada tipo',
    },
  ),
  'HF-CONNECT-004': errorEntry(
    'the connector {name} is of the kind {kind}',
    'give settings of this kind, or add a connector of the other kind under another name',
    {
      what: 'el conector {name} es del tipo {kind}',
      todo: 'indique ajustes de este tipo, o agregue un conector del otro tipo con otro nombre',
    },
  ),
} as const satisfies Readonly<Record<`HF-CONNECT-${number}`, ErrorEntry>>;
