// Names of the classes of call numbers.

import type { Words } from '../../core/language.ts';

const LC: Readonly<Record<string, Words>> = {
  A: { en: 'General works', es: 'Obras generales' },
  B: { en: 'Philosophy, psychology, religion', es: 'Filosofía, psicología, religión' },
  C: { en: 'Auxiliary sciences of history', es: 'Ciencias auxiliares de la historia' },
  D: { en: 'World history', es: 'Historia universal' },
  E: { en: 'History of the Americas', es: 'Historia de América' },
  F: { en: 'Local history of the Americas', es: 'Historia local de América' },
  G: { en: 'Geography, anthropology, recreation', es: 'Geografía, antropología, recreación' },
  H: { en: 'Social sciences', es: 'Ciencias sociales' },
  J: { en: 'Political science', es: 'Ciencias políticas' },
  K: { en: 'Law', es: 'Derecho' },
  L: { en: 'Education', es: 'Educación' },
  M: { en: 'Music', es: 'Música' },
  N: { en: 'Fine arts', es: 'Bellas artes' },
  P: { en: 'Language and literature', es: 'Lengua y literatura' },
  Q: { en: 'Science', es: 'Ciencia' },
  R: { en: 'Medicine', es: 'Medicina' },
  S: { en: 'Agriculture', es: 'Agricultura' },
  T: { en: 'Technology', es: 'Tecnología' },
  U: { en: 'Military science', es: 'Ciencia militar' },
  V: { en: 'Naval science', es: 'Ciencia naval' },
  Z: { en: 'Books and libraries', es: 'Libros y bibliotecas' },
};

const DEWEY: Readonly<Record<string, Words>> = {
  '000': { en: 'General works, computing', es: 'Generalidades, informática' },
  '100': { en: 'Philosophy and psychology', es: 'Filosofía y psicología' },
  '200': { en: 'Religion', es: 'Religión' },
  '300': { en: 'Social sciences', es: 'Ciencias sociales' },
  '400': { en: 'Language', es: 'Lengua' },
  '500': { en: 'Science', es: 'Ciencia' },
  '600': { en: 'Technology', es: 'Tecnología' },
  '700': { en: 'Arts and recreation', es: 'Artes y recreación' },
  '800': { en: 'Literature', es: 'Literatura' },
  '900': { en: 'History and geography', es: 'Historia y geografía' },
};

/** A class with its name, as `Q Science` and `500 Science`; a text that is no class stands for itself. */
export function nameOfClass(callClass: string): Words {
  const [scheme, code = ''] = callClass.split(':');
  const names = scheme === 'lc' ? LC : scheme === 'dewey' ? DEWEY : {};
  const known = Object.hasOwn(names, code) ? names[code] : undefined;
  if (known === undefined) return { en: callClass, es: callClass };
  return { en: `${code} ${known.en}`, es: `${code} ${known.es}` };
}
