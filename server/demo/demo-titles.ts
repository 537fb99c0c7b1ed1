// Titles of the demo library: made of topics and frames, never copied. Call numbers follow the Library of Congress pattern.

import { titleId, type TitleId } from '../../shared/core/ids.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { foldText } from '../../shared/core/fold-text.ts';
import { demoIsbn } from './demo-codes.ts';
import { demoRandom, type DemoRandom } from './demo-random.ts';
import type { DemoTime } from './demo-time.ts';
import { FAMILY, GIVEN } from './words/person-names.ts';
import { SUBJECTS, type Subject } from './words/subjects.ts';
import { ADJECTIVES, FICTION_ADJECTIVES, FICTION_ENDS, FICTION_NOUNS, FRAMES, PLACES } from './words/title-words.ts';

/** The form of a title. */
export type TitleForm = 'book' | 'dvd' | 'cd' | 'score' | 'periodical';

/** A title with the call number of its first copy. */
export type DemoTitle = { readonly row: Title; readonly callNumber: string; readonly subject: Subject };

export const demoTitleId = (index: number): TitleId => titleId(`title-${index + 1}`);

const forms: Readonly<Record<TitleForm, { readonly type: string; readonly level: string }>> = {
  book: { type: 'a', level: 'm' },
  dvd: { type: 'g', level: 'm' },
  cd: { type: 'j', level: 'm' },
  score: { type: 'c', level: 'm' },
  periodical: { type: 'a', level: 's' },
};

/** One title. */
export function demoTitle(seed: number, index: number, form: TitleForm, time: DemoTime): DemoTitle {
  const random = demoRandom(seed, 'title', index);
  const subject = form === 'score' || form === 'cd' ? random.pick(musical) : random.pick(SUBJECTS);
  const author = `${random.pick(FAMILY)}, ${random.pick(GIVEN)}${random.chance(0.3) ? ` ${random.pick('ABCDEFGHJKLMNPRSTW'.split(''))}.` : ''}`;
  const year = time.today.year - Math.floor(random.fraction() ** 2 * 60);
  const title = titleOf(form, subject, random);
  const row: Title = {
    id: demoTitleId(index),
    title,
    author: form === 'periodical' ? null : author,
    isbns: form === 'book' && year >= 1972 ? [demoIsbn(index)] : [],
    published: String(year),
    recordType: forms[form].type,
    recordForm: null,
    recordLevel: forms[form].level,
    videoFormat: form === 'dvd' ? 'v' : null,
    source: null,
  };
  return { row, subject, callNumber: callNumber(subject, { author, title, year }, random) };
}

const musical = SUBJECTS.filter((subject) => subject.style === 'music' || subject.letters === 'ML');

function titleOf(form: TitleForm, subject: Subject, random: DemoRandom): string {
  if (form === 'periodical') return `Journal of ${capitals(random.pick(subject.topics))}`;
  if (form === 'score') return `${sentence(random.pick(subject.topics))}, op. ${random.between(1, 120)}`;
  const title = subject.style === 'fiction' ? fiction(random) : study(subject, random);
  return form === 'dvd' ? `${title} [DVD]` : title;
}

function fiction(random: DemoRandom): string {
  const adjective = capitals(random.pick(FICTION_ADJECTIVES));
  const noun = capitals(random.pick(FICTION_NOUNS));
  switch (random.between(0, 3)) {
    case 0:
      return `The ${adjective} ${noun}`;
    case 1:
      return `${withArticle(adjective)} ${noun}`;
    case 2:
      return `The ${noun} ${random.pick(FICTION_ENDS)}`;
    default:
      return `${adjective} ${noun}, ${adjective === 'Blue' ? 'Green' : 'Blue'} ${capitals(random.pick(FICTION_NOUNS))}`;
  }
}

function study(subject: Subject, random: DemoRandom): string {
  const topic = random.pick(subject.topics);
  switch (random.between(0, subject.style === 'science' ? 3 : 7)) {
    case 0:
      return `${sentence(topic)}: ${random.pick(FRAMES)}`;
    case 1:
      return `Introduction to ${topic}`;
    case 2:
      return `${sentence(topic)} and ${random.pick(subject.topics.filter((other) => other !== topic))}`;
    case 3:
      return `The ${random.pick(ADJECTIVES)} science of ${topic}`.replace(
        'science',
        subject.style === 'science' ? 'science' : 'history',
      );
    case 4:
      return `${sentence(topic)} in ${random.pick(PLACES)}`;
    case 5:
      return `Rethinking ${topic} in ${random.pick(PLACES)}`;
    case 6: {
      const from = random.between(1650, 1930);
      return `${sentence(topic)} in ${random.pick(PLACES)}, ${from}–${from + random.between(15, 90)}`;
    }
    default:
      return `${sentence(random.pick(ADJECTIVES))} matters: ${topic} and ${random.pick(PLACES)}`;
  }
}

/** `QA76.9 .L46 T45 2018`: class, cutters of author and title, year. */
function callNumber(subject: Subject, by: { author: string; title: string; year: number }, random: DemoRandom): string {
  const [from, to] = subject.numbers;
  const number = random.between(from, to);
  const decimal = random.chance(0.4) ? `.${random.between(1, 95)}` : '';
  return `${subject.letters}${number}${decimal} .${cutter(by.author, random)} ${cutter(by.title, random)} ${by.year}`;
}

/** A letter and two figures. */
function cutter(text: string, random: DemoRandom): string {
  const letter = foldText(text)
    .replace(/^(the|a|an) /, '')
    .charAt(0)
    .toUpperCase();
  return `${/[A-Z]/.test(letter) ? letter : 'X'}${random.between(21, 98)}`;
}

function withArticle(word: string): string {
  return /^[AEIOU]/.test(word) ? `An ${word}` : `A ${word}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function capitals(text: string): string {
  return text.split(' ').map(sentence).join(' ');
}
