// Lines of the surveys that US academic libraries answer, as sums of buckets. Each is printed with its definition and the source of that,
// since the instructions of a year may differ: the person who fills one in compares.

import type { Words } from '../../core/language.ts';
import type { BucketCounts } from './figures-of-use.ts';
import type { UseBucket } from './use-bucket.ts';

export type SurveyLine = {
  readonly key: string;
  readonly survey: 'IPEDS' | 'ACRL' | 'ARL';
  readonly name: Words;
  readonly of: readonly UseBucket[];
  readonly definition: Words;
  readonly source: string;
};

const firstLoans: Words = {
  en: 'First loans of physical items from the general and the reserve collection. Without renewals, equipment and interlibrary loan.',
  es: 'Primeros préstamos de materiales físicos de la colección general y de la de reserva. Sin renovaciones, equipos ni préstamo interbibliotecario.',
};

export const SURVEY_LINES: readonly SurveyLine[] = [
  {
    key: 'ipeds-physical',
    survey: 'IPEDS',
    name: { en: 'Physical library circulation', es: 'Circulación física de la biblioteca' },
    of: ['general-initial', 'reserve-initial'],
    definition: firstLoans,
    source: 'NCES, IPEDS Academic Libraries (AL) component, instructions and glossary',
  },
  {
    key: 'ipeds-ill-provided',
    survey: 'IPEDS',
    name: {
      en: 'Interlibrary loans provided: returnable items',
      es: 'Préstamos interbibliotecarios otorgados: materiales que se devuelven',
    },
    of: ['ill-lent'],
    definition: {
      en: 'Items lent to other libraries. Copies and what other programs sent are not in it.',
      es: 'Materiales prestados a otras bibliotecas. No incluye copias ni lo enviado con otros programas.',
    },
    source: 'NCES, IPEDS Academic Libraries (AL) component, instructions and glossary',
  },
  {
    key: 'ipeds-ill-received',
    survey: 'IPEDS',
    name: {
      en: 'Interlibrary loans received: returnable items',
      es: 'Préstamos interbibliotecarios recibidos: materiales que se devuelven',
    },
    of: ['ill-borrowed'],
    definition: {
      en: 'Items of other libraries lent to patrons here. Copies and what other programs received are not in it.',
      es: 'Materiales de otras bibliotecas prestados a usuarios de aquí. No incluye copias ni lo recibido con otros programas.',
    },
    source: 'NCES, IPEDS Academic Libraries (AL) component, instructions and glossary',
  },
  {
    key: 'acrl-initial',
    survey: 'ACRL',
    name: { en: 'Initial circulation, physical', es: 'Circulación inicial, física' },
    of: ['general-initial', 'reserve-initial'],
    definition: firstLoans,
    source: 'ACRL Academic Library Trends and Statistics Survey, which follows the definition of IPEDS',
  },
  {
    key: 'acrl-reserves',
    survey: 'ACRL',
    name: { en: 'Of these, course reserves', es: 'De ellos, reservas de curso' },
    of: ['reserve-initial'],
    definition: {
      en: 'First loans of physical items from the reserve collection. Without renewals and equipment.',
      es: 'Primeros préstamos de materiales físicos de la colección de reserva. Sin renovaciones ni equipos.',
    },
    source: 'ACRL Academic Library Trends and Statistics Survey',
  },
  {
    key: 'acrl-renewals',
    survey: 'ACRL',
    name: { en: 'Renewals', es: 'Renovaciones' },
    of: ['renewal-desk', 'renewal-online', 'renewal-automatic'],
    definition: {
      en: 'Renewals of any loan, by staff, by patrons themselves and automatic ones.',
      es: 'Renovaciones de cualquier préstamo, hechas por el personal, por los usuarios y automáticas.',
    },
    source: 'ACRL Academic Library Trends and Statistics Survey',
  },
  {
    key: 'arl-initial',
    survey: 'ARL',
    name: { en: 'Initial circulations, excluding reserves', es: 'Circulación inicial, sin reservas' },
    of: ['general-initial'],
    definition: {
      en: 'First loans from the general collection, for use usually outside the library: items lent, not borrowers. Without renewals, reserves, equipment and interlibrary loan.',
      es: 'Primeros préstamos de la colección general, para uso normalmente fuera de la biblioteca: materiales prestados, no personas. Sin renovaciones, reservas, equipos ni préstamo interbibliotecario.',
    },
    source: 'ARL Statistics, instructions for the questionnaire',
  },
];

/** The figure of a survey line. */
export function surveyFigure({ of }: SurveyLine, buckets: BucketCounts): number {
  return of.reduce((total, bucket) => total + buckets[bucket], 0);
}
