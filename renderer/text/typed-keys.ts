// Tells i18next which keys exist, so that a key that is not in the catalogue does not compile.

import type { en } from './en.ts';

/** The same keys with any text. */
type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** The shape that every catalogue has. */
export type Catalogue = Texts<typeof en>;

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'desk';
    readonly resources: { readonly desk: Catalogue };
  }
}
