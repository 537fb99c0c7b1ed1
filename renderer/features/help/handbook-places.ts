// The handbook heading for the screen or dialog in front. Every one has a heading, which the type requires; a test checks that the headings are there
// in both languages, at the same place of the page.

import type { Language } from '../../../shared/core/language.ts';
import type { Overlay, ScreenId } from '../../stores/view-store.ts';

/** Subjects of help. */
export type HelpSubject =
  | ScreenId
  | Exclude<Overlay, 'none' | 'help'>
  | 'fees'
  | 'shift'
  | 'log'
  | 'notices'
  | 'notice-words'
  | 'hours'
  | 'people'
  | 'roles'
  | 'first-run'
  | 'sign-in'
  | 'override'
  | 'book-drop'
  | 'use-count'
  | 'inventory'
  | 'carts'
  | 'equipment'
  | 'kinds'
  | 'searches'
  | 'nearby'
  | 'lists-in-a-folder';

export type HelpPlace = {
  readonly page: 'students' | 'staff' | 'supervisors' | 'it';
  /** The anchor of the heading in each language. */
  readonly anchor: Readonly<Record<Language, string>>;
};

export const HELP_PLACES: Readonly<Record<HelpSubject, HelpPlace>> = {
  'first-run': { page: 'it', anchor: { en: 'set-up-a-desk', es: 'configurar-un-mostrador' } },
  'sign-in': { page: 'students', anchor: { en: 'sign-in', es: 'entrar' } },
  checkout: { page: 'students', anchor: { en: 'check-out', es: 'prestar' } },
  override: { page: 'staff', anchor: { en: 'override', es: 'autorizar' } },
  checkin: { page: 'students', anchor: { en: 'check-in', es: 'devolver' } },
  'book-drop': { page: 'students', anchor: { en: 'book-drop', es: 'buzón-de-devoluciones' } },
  'use-count': { page: 'students', anchor: { en: 'used-in-the-library', es: 'usado-en-la-biblioteca' } },
  carts: { page: 'students', anchor: { en: 'sort-to-carts', es: 'ordenar-en-carros' } },
  inventory: { page: 'students', anchor: { en: 'read-a-shelf', es: 'leer-un-estante' } },
  patrons: {
    page: 'students',
    anchor: { en: 'find-a-patron-or-an-item', es: 'buscar-un-usuario-o-un-material' },
  },
  find: {
    page: 'students',
    anchor: { en: 'find-a-patron-or-an-item', es: 'buscar-un-usuario-o-un-material' },
  },
  slip: { page: 'students', anchor: { en: 'slips', es: 'comprobantes' } },
  titles: { page: 'staff', anchor: { en: 'titles-and-holds', es: 'títulos-y-reservas' } },
  work: { page: 'staff', anchor: { en: 'lists-to-work-down', es: 'listas-de-trabajo' } },
  line: { page: 'staff', anchor: { en: 'after-an-outage', es: 'después-de-un-corte' } },
  reports: { page: 'supervisors', anchor: { en: 'reports', es: 'informes' } },
  'what-if': { page: 'staff', anchor: { en: 'what-would-happen', es: 'qué-pasaría' } },
  fees: { page: 'staff', anchor: { en: 'fees-and-payments', es: 'cargos-y-pagos' } },
  shift: { page: 'staff', anchor: { en: 'open-a-shift', es: 'abrir-un-turno' } },
  equipment: { page: 'supervisors', anchor: { en: 'kinds-of-equipment', es: 'tipos-de-equipo' } },
  kinds: {
    page: 'supervisors',
    anchor: { en: 'things-without-a-barcode', es: 'materiales-sin-código' },
  },
  searches: {
    page: 'supervisors',
    anchor: { en: 'searches-for-missing-items', es: 'búsquedas-de-materiales-extraviados' },
  },
  'notice-words': { page: 'supervisors', anchor: { en: 'words-of-notices', es: 'textos-de-los-avisos' } },
  notices: { page: 'staff', anchor: { en: 'notices', es: 'avisos' } },
  log: { page: 'staff', anchor: { en: 'the-desk-log', es: 'el-registro-del-mostrador' } },
  'lists-in-a-folder': {
    page: 'supervisors',
    anchor: { en: 'lists-in-a-folder', es: 'listas-en-una-carpeta' },
  },
  nearby: { page: 'it', anchor: { en: 'desks-that-hear-each-other', es: 'mostradores-que-se-escuchan' } },
  settings: { page: 'staff', anchor: { en: 'settings', es: 'ajustes' } },
  people: {
    page: 'supervisors',
    anchor: { en: 'staff', es: 'personal' },
  },
  hours: {
    page: 'supervisors',
    anchor: { en: 'hours-closings-and-rules', es: 'horario-cierres-y-reglas' },
  },
  roles: { page: 'supervisors', anchor: { en: 'rights-of-roles', es: 'permisos-de-los-roles' } },
  phone: { page: 'supervisors', anchor: { en: 'a-code-on-the-phone', es: 'un-código-al-teléfono' } },
  practice: { page: 'students', anchor: { en: 'practice', es: 'práctica' } },
  scanner: { page: 'staff', anchor: { en: 'scanner', es: 'escáner' } },
  printer: { page: 'staff', anchor: { en: 'printer', es: 'impresora' } },
};
