// Errors of the area RULES. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const RULES_ERRORS = {
  'HF-RULES-001': errorEntry(
    'these rules are not accepted: {why}',
    'correct what is named and try again; the rules in force stay in force',
    {
      what: 'estas reglas no se aceptan: {why}',
      todo: 'corrija lo indicado e inténtelo de nuevo; siguen rigiendo las reglas vigentes',
    },
  ),
  'HF-RULES-002': errorEntry(
    'the version {version} is that of other rules, by which loans were made',
    'give the changed rules a “version” of their own and try again; the rules in force stay in force',
    {
      what: 'la versión {version} es de otras reglas, con las que se prestó',
      todo: 'dé a las reglas cambiadas una «version» propia e inténtelo de nuevo; siguen rigiendo las reglas vigentes',
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
  'HF-RULES-005': errorEntry('other rules came into force meanwhile', 'look at them, and make the change again', {
    what: 'mientras tanto entraron en vigor otras reglas',
    todo: 'revíselas y haga el cambio de nuevo',
  }),
  'HF-RULES-006': errorEntry(
    'rules cannot come into force at that time',
    'choose now, or a time within the next year',
    {
      what: 'las reglas no pueden entrar en vigor en ese momento',
      todo: 'elija ahora o un momento dentro del próximo año',
    },
  ),
  'HF-RULES-007': errorEntry(
    'a change of the rules is already scheduled, and would undo this one',
    'take back the scheduled one first',
    {
      what: 'ya hay un cambio de reglas programado, que desharía este',
      todo: 'primero retire el programado',
    },
  ),
  'HF-RULES-008': errorEntry(
    'this change cannot be taken back: it is not the last, or it is an emergency closing',
    'edit the hours instead',
    {
      what: 'este cambio no se puede retirar: no es el último o es un cierre de emergencia',
      todo: 'mejor edite el horario',
    },
  ),
  'HF-RULES-009': errorEntry('other settings were saved meanwhile', 'look at them, and make the change again', {
    what: 'entretanto se guardaron otros ajustes',
    todo: 'mírelos y haga el cambio de nuevo',
  }),
  'HF-RULES-010': errorEntry(
    'nothing is set for “{branch}”: there is no such branch',
    'name a branch by its id or its name',
    {
      what: 'no se ajusta nada para «{branch}»: no existe esa sede',
      todo: 'indique una sede por su id o su nombre',
    },
  ),
  'HF-RULES-011': errorEntry(
    'this cannot be set: no desk could follow “{place}”',
    'choose another key, another right, another name, or call numbers in their order',
    {
      what: 'esto no se puede ajustar: ningún mostrador podría seguir «{place}»',
      todo: 'elija otra tecla, otro derecho, otro nombre, o signaturas en su orden',
    },
  ),
  'HF-RULES-012': errorEntry(
    'the server is of an older version than this desk and did not keep all of these settings',
    'save them again when the server has been updated',
    {
      what: 'el servidor tiene una versión anterior a la de este mostrador y no guardó todos estos ajustes',
      todo: 'guárdelos de nuevo cuando el servidor esté actualizado',
    },
  ),
  'HF-RULES-013': errorEntry(
    '“{place}” cannot be removed: some are still checked out or booked',
    'check them in or cancel the bookings first',
    {
      what: 'no se puede quitar «{place}»: todavía hay préstamos o apartados',
      todo: 'primero devuelva lo prestado o cancele los apartados',
    },
  ),
  'HF-RULES-030': errorEntry(
    'this closing cannot be taken back: it is over, or was taken back already',
    'look at the closings again; dates can be changed one by one',
    {
      what: 'este cierre no se puede anular: ya terminó o ya se anuló',
      todo: 'revise los cierres; las fechas se pueden cambiar una por una',
    },
  ),
} as const satisfies Readonly<Record<`HF-RULES-${number}`, ErrorEntry>>;
