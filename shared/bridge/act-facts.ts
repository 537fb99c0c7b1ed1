// Facts about acts for screens, without their schemas: the search words of each, and its right. The build puts the
// values themselves in the place of this file, so that no definition is in the page.

import { EVERY_ACT } from '../acts/commands.ts';
import type { ActMethodName } from './contract.ts';

type ActFacts = {
  /** In every language, folded by the one who looks. */
  readonly keywords: readonly string[];
  /** The action that leads to it, if one does. */
  readonly action: string | null;
  /** Null: everyone's, or the contents of the act decide. */
  readonly right: string | null;
};

export const ACT_FACTS: Readonly<Record<ActMethodName, ActFacts>> = parseFacts(
  Object.fromEntries(
    EVERY_ACT.flatMap(({ method, action, keywords, rightSaid }) => {
      const right = rightSaid === 'by content' ? null : rightSaid;
      return method === null ? [] : [[method.name, { keywords: Object.values(keywords).flat(), action, right }]];
    }),
  ),
);

/** An act has a method under its own name. */
function parseFacts(facts: unknown) {
  return facts as Readonly<Record<ActMethodName, ActFacts>>;
}
