// Names on a use report for buckets, states and breakdowns.

import { reservesWords } from '../../circ/reserves-name.ts';
import type { Words } from '../../core/language.ts';
import type { Message } from '../document.ts';
import { nameOfClass } from './class-names.ts';
import type { UseBreakdown } from './figures-of-use.ts';
import type { UseBucket } from './use-bucket.ts';
import type { UseState } from './use-kind.ts';

const BUCKET_NAMES: Readonly<Record<UseBucket, Words>> = {
  'general-initial': { en: 'General collection, first loans', es: 'Colección general, primeros préstamos' },
  'reserve-initial': { en: 'Course reserves, first loans', es: 'Reservas de curso, primeros préstamos' },
  equipment: { en: 'Equipment and other things', es: 'Equipos y otros objetos' },
  'ill-borrowed': { en: 'Borrowed from other libraries', es: 'Recibidos de otras bibliotecas' },
  'ill-lent': { en: 'Lent to other libraries', es: 'Prestados a otras bibliotecas' },
  'renewal-desk': { en: 'Renewals at the desk', es: 'Renovaciones en el mostrador' },
  'renewal-online': { en: 'Renewals by patrons themselves', es: 'Renovaciones de los propios usuarios' },
  'renewal-automatic': { en: 'Automatic renewals', es: 'Renovaciones automáticas' },
  'in-house': { en: 'In-house use', es: 'Uso en sala' },
};

const RESERVES_NAMED: Words = { en: '{reserves}, first loans', es: '{reserves}, primeros préstamos' };

/** Names of buckets in a library with this name for its course reserves. */
export function bucketNames(reservesName: string | null): (bucket: UseBucket) => Words {
  return (bucket) => {
    const usual = BUCKET_NAMES[bucket];
    return bucket === 'reserve-initial' ? reservesWords(reservesName, usual, RESERVES_NAMED) : usual;
  };
}

export const STATE_NAMES: Readonly<Record<UseState, Words>> = {
  counted: { en: 'Counted', es: 'Contadas' },
  undone: { en: 'Undone', es: 'Deshechas' },
  duplicate: { en: 'Second scans of one loan', es: 'Segundos escaneos de un mismo préstamo' },
  'no-effect': { en: 'Renewals of loans that had ended', es: 'Renovaciones de préstamos ya terminados' },
  practice: { en: 'Practice', es: 'Práctica' },
};

export const BREAKDOWN_NAMES: Readonly<Record<UseBreakdown, { readonly heading: Words; readonly column: Words }>> = {
  branch: { heading: { en: 'By branch', es: 'Por sede' }, column: { en: 'Branch', es: 'Sede' } },
  college: {
    heading: { en: 'By college of the patron', es: 'Por institución del usuario' },
    column: { en: 'College', es: 'Institución' },
  },
  group: { heading: { en: 'By patron group', es: 'Por grupo de usuarios' }, column: { en: 'Group', es: 'Grupo' } },
  itemType: {
    heading: { en: 'By item type', es: 'Por tipo de material' },
    column: { en: 'Item type', es: 'Tipo de material' },
  },
  location: { heading: { en: 'By location', es: 'Por ubicación' }, column: { en: 'Location', es: 'Ubicación' } },
  callClass: {
    heading: { en: 'By call-number class', es: 'Por clase de la signatura' },
    column: { en: 'Class', es: 'Clase' },
  },
  channel: { heading: { en: 'By channel', es: 'Por canal' }, column: { en: 'Channel', es: 'Canal' } },
  role: {
    heading: { en: 'By role of the staff', es: 'Por rol del personal' },
    column: { en: 'Role', es: 'Rol' },
  },
};

const CHANNELS: Readonly<Record<string, Words>> = {
  desk: { en: 'Desk', es: 'Mostrador' },
  server: { en: 'By itself', es: 'Automático' },
};

const ROLES: Readonly<Record<string, Words>> = {
  student: { en: 'Student assistants', es: 'Asistentes estudiantiles' },
  desk: { en: 'Desk staff', es: 'Personal del mostrador' },
  'night-lead': { en: 'Night leads', es: 'Responsables de noche' },
  supervisor: { en: 'Supervisors', es: 'Supervisores' },
  administrator: { en: 'Administrators', es: 'Administradores' },
};

const NOT_KNOWN: Words = { en: 'Not known', es: 'No se sabe' };
const NO_CLASS: Words = { en: 'No class', es: 'Sin clase' };

/** Names of branches and locations by their ids. */
export type PlaceNames = {
  readonly branches: ReadonlyMap<string, string>;
  readonly locations: ReadonlyMap<string, string>;
};

/** Display name of a value in its breakdown. */
export function nameOfValue(by: UseBreakdown, value: string | null, places: PlaceNames): string | Message {
  if (value === null) return { words: by === 'callClass' ? NO_CLASS : NOT_KNOWN };
  switch (by) {
    case 'branch':
    case 'college':
      return places.branches.get(value) ?? value;
    case 'location':
      return places.locations.get(value) ?? value;
    case 'callClass':
      return { words: nameOfClass(value) };
    case 'channel':
      return wordsOr(CHANNELS, value);
    case 'role':
      return wordsOr(ROLES, value);
    default:
      return value;
  }
}

function wordsOr(names: Readonly<Record<string, Words>>, value: string): string | Message {
  const words = Object.hasOwn(names, value) ? names[value] : undefined;
  return words === undefined ? value : { words };
}
