// An entry as it reads in another language. The desk core's answer has both; a text in one alone, an error, stays as it is.

import type { Language } from '../../../shared/core/language.ts';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { Entry } from './work-state.ts';

export function saidIn(entry: Entry, language: Language): Entry {
  if (entry.language === language || entry.error !== null || entry.found !== null) return entry;
  if (entry.answer === null || saysNothing(entry.answer)) return { ...entry, language };
  const answer = otherWay(entry.answer, { from: entry.language, to: language });
  return answer === null ? entry : { ...entry, language, answer };
}

/** Nothing in it is in any language, as in the answer to an undo. */
function saysNothing({ reasons, dueText, routing }: CirculationAnswer): boolean {
  return reasons.length === 0 && dueText === undefined && routing === undefined;
}

/** Facts known only after the act was recorded stand in the first answer alone. */
function otherWay(
  { other, ...said }: CirculationAnswer,
  { from, to }: { readonly from: Language; readonly to: Language },
): CirculationAnswer | null {
  if (other?.language !== to) return null;
  const { commandId, canUndo, item, patron, why } = said;
  return {
    ...other.said,
    canUndo,
    item,
    ...(why === undefined ? {} : { why }),
    ...(commandId === undefined ? {} : { commandId }),
    ...(patron === undefined ? {} : { patron }),
    other: { language: from, said },
  };
}
