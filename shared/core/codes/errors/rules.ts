// Errors of the area RULES. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const RULES_ERRORS = {
  'HF-RULES-001': errorEntry(
    'these rules are not taken: {why}',
    'mend what is named and try again; the rules in force stay in force',
    {
      what: 'estas reglas no se toman: {why}',
      todo: 'corrija lo indicado e inténtelo de nuevo; las reglas vigentes siguen vigentes',
    },
  ),
  'HF-RULES-002': errorEntry(
    'the version {version} is that of other rules, by which loans were made',
    'give the changed rules a “version” of their own and try again; the rules in force stay in force',
    {
      what: 'la versión {version} es de otras reglas, con las que se prestó',
      todo: 'dé a las reglas cambiadas una «version» propia e inténtelo de nuevo; las reglas vigentes siguen vigentes',
    },
  ),
  'HF-RULES-004': errorEntry(
    'nothing is closed at “{branch}”: there is no such branch, or the window ends before it begins',
    'name a branch by its id or its name, and a window whose end is later than its beginning',
    {
      what: 'no se cierra nada en «{branch}»: no existe esa sede o el intervalo termina antes de empezar',
      todo: 'indique una sede por su id o su nombre y un intervalo cuyo final sea posterior a su comienzo',
    },
  ),
} as const satisfies Readonly<Record<`HF-RULES-${number}`, ErrorEntry>>;
