// Words for names that come from the desk core: a newer core may send names that this page has no words for.

import { en } from './en.ts';

type Group = 'who' | 'may' | 'role' | 'outcome' | 'kind' | 'exception' | 'method' | 'importKind';

/** Whether the catalogues have a word for a name of the core. */
export function isKnownWord<G extends Group>(group: G, name: string): name is keyof (typeof en)[G] & string {
  return Object.hasOwn(en[group], name);
}
