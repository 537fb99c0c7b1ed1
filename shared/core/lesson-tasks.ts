// The tasks of a first shift, in the words for the person who practices. The program ticks each from the acts recorded in practice:
// `shared/acts/lesson-checks.ts` decides when.

import type { Words } from './language.ts';

/** `⟨action⟩` in `how` stands for the key of an action: the page writes it as the library has it. */
export type LessonTask = { readonly title: Words; readonly how: Words };

export const LESSON_TASKS = {
  'check-out': {
    title: { en: 'Check out two items to one patron', es: 'Preste dos materiales a un mismo usuario' },
    how: {
      en: '⟨checkout⟩, scan a card, then two barcodes. ⟨close⟩ when the patron is done.',
      es: '⟨checkout⟩, lea una tarjeta y después dos códigos. ⟨close⟩ cuando termine el usuario.',
    },
  },
  renewal: {
    title: { en: 'Renew a loan', es: 'Renueve un préstamo' },
    how: {
      en: 'With the patron open, renew all, or R on a loan. Or scan the item to the same card again.',
      es: 'Con el usuario abierto, renueve todo, o R en un préstamo. O lea de nuevo el material para la misma tarjeta.',
    },
  },
  hold: {
    title: { en: 'Place a hold on what is checked out', es: 'Reserve algo que está prestado' },
    how: {
      en: 'Open another patron, then place a hold on one of the two items that you lent.',
      es: 'Abra a otro usuario y reserve uno de los dos materiales que prestó.',
    },
  },
  'check-in': {
    title: { en: 'Check in an item', es: 'Devuelva un material' },
    how: { en: '⟨checkin⟩, then scan it. Read where it goes.', es: '⟨checkin⟩ y lea el código. Fíjese adónde va.' },
  },
  shelf: {
    title: { en: 'Put an item on the hold shelf', es: 'Ponga un material en el estante de reservas' },
    how: {
      en: 'Check in the item with the hold: the answer says hold shelf, and a slip is printed.',
      es: 'Devuelva el material reservado: la respuesta dice estante de reservas y se imprime un recibo.',
    },
  },
  pickup: {
    title: { en: 'Lend a hold to the person it waits for', es: 'Preste una reserva a quien la espera' },
    how: {
      en: '⟨checkout⟩, scan the card of the patron with the hold, then the item on the hold shelf.',
      es: '⟨checkout⟩, lea la tarjeta de quien reservó y después el material del estante de reservas.',
    },
  },
  mistake: {
    title: { en: 'Undo a mistake', es: 'Deshaga un error' },
    how: {
      en: 'Lend or check in anything, then undo it: ⟨undo⟩.',
      es: 'Preste o devuelva algo y deshágalo: ⟨undo⟩.',
    },
  },
  use: {
    title: { en: 'Count a use in the library', es: 'Cuente un uso en sala' },
    how: {
      en: '⟨checkin⟩, choose In-house, then scan a book that lay on a table.',
      es: '⟨checkin⟩, elija Uso en sala y lea un libro que quedó en una mesa.',
    },
  },
  question: {
    title: { en: 'Count a question', es: 'Cuente una consulta' },
    how: { en: '⟨tally1⟩ to ⟨tally6⟩, by how much it took.', es: '⟨tally1⟩ a ⟨tally6⟩, según cuánto llevó.' },
  },
  message: {
    title: { en: 'Leave a message for the next shift', es: 'Deje un mensaje al turno siguiente' },
    how: { en: '⟨reports⟩, Messages.', es: '⟨reports⟩, Mensajes.' },
  },
} as const satisfies Readonly<Record<string, LessonTask>>;

export type LessonTaskId = keyof typeof LESSON_TASKS;

const isTask = (id: string): id is LessonTaskId => Object.hasOwn(LESSON_TASKS, id);

/** Tasks in the order in which they are learned. */
export const LESSON_IDS: readonly LessonTaskId[] = Object.keys(LESSON_TASKS).filter(isTask);
