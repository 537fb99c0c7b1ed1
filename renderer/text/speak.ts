// The words of the page: both catalogues are in it, so switching is instant and works offline.

import { createInstance, type PostProcessorModule, type TFunction, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { DESK_KEYS, type KeyMap } from '../../shared/core/desk-keys.ts';
import type { Language } from '../../shared/core/language.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { withKeys } from './key-marks.ts';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, es };

/** Translates a key of the catalogue. */
export type Translate = TFunction<'desk'>;

/** A time that ends in "p.m." has the full stop of its sentence already. */
const oneStop: PostProcessorModule = {
  type: 'postProcessor',
  name: 'oneStop',
  process: (text: string) => text.replace(/(?<=\bm)\.\.(?!\.)/g, '.'),
};

/** The keys that each translator writes out. */
const HELD = new WeakMap<i18n, { keys: KeyMap }>();

/** Sets the keys that texts mention from now on. */
export function speakKeys(speaker: i18n, keys: KeyMap): void {
  const held = HELD.get(speaker);
  if (held === undefined || JSON.stringify(held.keys) === JSON.stringify(keys)) return;
  held.keys = keys;
  // Shown texts are drawn again.
  speaker.emit('languageChanged', speaker.language);
}

/** Makes the page's translator. Ready at once: nothing is loaded. */
export function createSpeaker(language: Language, onMac = false): i18n {
  const speaker = createInstance();
  const held: { keys: KeyMap } = { keys: DESK_KEYS };
  HELD.set(speaker, held);
  const keyMarks: PostProcessorModule = {
    type: 'postProcessor',
    name: 'keyMarks',
    process: (text: string) => withKeys(text, held.keys, onMac),
  };
  void speaker
    .use(initReactI18next)
    .use(oneStop)
    .use(keyMarks)
    .init({
      lng: language,
      fallbackLng: 'en',
      defaultNS: 'desk',
      resources: { en: { desk: CATALOGUES.en }, es: { desk: CATALOGUES.es } },
      interpolation: { escapeValue: false },
      initAsync: false,
      postProcess: [oneStop.name, keyMarks.name],
      returnNull: false,
    });
  return speaker;
}

/** The same keys with any text. */
type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** The shape that every catalogue has. */
type Catalogue = Texts<typeof en>;

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'desk';
    readonly resources: { readonly desk: Catalogue };
  }
}
