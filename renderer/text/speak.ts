// The words of the page: both catalogues are in it, so switching is instant and works offline.

import { createInstance, type PostProcessorModule, type TFunction, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/core/language.ts';
import { en } from './en.ts';
import { es } from './es.ts';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, es };

/** Translates a key of the catalogue. */
export type Translate = TFunction<'desk'>;

/** A time that ends in "p.m." has the full stop of its sentence already. */
const oneStop: PostProcessorModule = {
  type: 'postProcessor',
  name: 'oneStop',
  process: (text: string) => text.replace(/(?<=\bm)\.\.(?!\.)/g, '.'),
};

/** Makes the page's translator. Ready at once: nothing is loaded. */
export function createSpeaker(language: Language): i18n {
  const speaker = createInstance();
  void speaker
    .use(initReactI18next)
    .use(oneStop)
    .init({
      lng: language,
      fallbackLng: 'en',
      defaultNS: 'desk',
      resources: { en: { desk: CATALOGUES.en }, es: { desk: CATALOGUES.es } },
      interpolation: { escapeValue: false },
      initAsync: false,
      postProcess: [oneStop.name],
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
