// Reasons against placing a hold or a recall.

import { reason, type ReasonEntry } from './reason-entry.ts';

export const HOLD_REASONS = {
  HOLD_NOT_ALLOWED: reason('Items like this are not held.', 'El material de este tipo no se reserva.'),
  HOLD_STATUS: reason('An item marked {status} is not held.', 'El material que consta como {status} no se reserva.', {
    bare: { en: 'In its present state it is not held.', es: 'En su estado actual no se reserva.' },
  }),
  HOLD_LIMIT_REACHED: reason('{count} of {limit} holds already placed.', '{count} de {limit} reservas ya hechas.', {
    bare: { en: 'Too many holds placed already.', es: 'Ya hay demasiadas reservas.' },
  }),
  HOLD_LIMIT_RECORD: reason(
    '{count} of {limit} holds on this title already placed.',
    '{count} de {limit} reservas de este título ya hechas.',
    { bare: { en: 'Too many holds on this title.', es: 'Demasiadas reservas de este título.' } },
  ),
  HOLD_LIMIT_DAY: reason(
    '{count} of {limit} holds already placed today.',
    '{count} de {limit} reservas ya hechas hoy.',
    { bare: { en: 'Too many holds placed today.', es: 'Demasiadas reservas hechas hoy.' } },
  ),
  HOLD_OTHER_LIBRARY: reason(
    'This item belongs to another library, which holds it only for its own patrons.',
    'Este material es de otra biblioteca, que solo lo reserva para sus usuarios.',
  ),
  HOLD_OTHER_GROUP: reason(
    'This item belongs to a library outside the group of this patron.',
    'Este material es de una biblioteca fuera del grupo de este usuario.',
  ),
  HOLD_PICKUP: reason('It cannot be picked up there.', 'No se puede recoger allí.'),
  HOLD_DUPLICATE: reason('This patron already has a hold on it.', 'Este usuario ya lo tiene reservado.'),
  HOLD_ON_LOAN_TO_PATRON: reason('This patron has it out.', 'Este usuario lo tiene prestado.'),
  HOLD_AGE: reason(
    'Too new, or the patron too young, to be held.',
    'Es demasiado nuevo para reservarlo, o el usuario demasiado joven.',
  ),
  HOLD_ITEM_DAMAGED: reason('This item is damaged.', 'Este material está dañado.'),
  HOLD_RECALL_EXISTS: reason('There is already a recall of it.', 'Ya hay un reclamo de este material.'),
  HOLD_AVAILABLE_PAGE_INSTEAD: reason(
    'A copy is on the shelf: have it fetched instead.',
    'Hay un ejemplar en el estante: pida que lo busquen.',
  ),
} as const satisfies Readonly<Record<string, ReasonEntry>>;

export const RECALL_REASONS = {
  RECALL_NOT_ALLOWED: reason('Items like this are not recalled.', 'El material de este tipo no se reclama.'),
  RECALL_LIMIT_REACHED: reason('{count} of {limit} recalls already placed.', '{count} de {limit} reclamos ya hechos.', {
    bare: { en: 'Too many recalls placed already.', es: 'Ya hay demasiados reclamos.' },
  }),
  RECALL_LIMIT_RECORD: reason(
    '{count} of {limit} recalls of this title already placed.',
    '{count} de {limit} reclamos de este título ya hechos.',
    { bare: { en: 'Too many recalls of this title.', es: 'Demasiados reclamos de este título.' } },
  ),
  RECALL_NOT_FIRST: reason(
    'Others wait for it first: {count}. A recall would bring it back for them.',
    'Otras personas lo esperan antes: {count}. El reclamo sería para ellas.',
  ),
  RECALL_ON_SHELF: reason('It is not on loan: no patron has it.', 'No está prestado: no hay a quién reclamarlo.'),
} as const satisfies Readonly<Record<string, ReasonEntry>>;
