// An answer in both languages of the desk. What is judged once is said twice, since nothing may be judged again to say it otherwise.

import { LanguageSchema, type Language } from '../../../shared/core/language.ts';
import type { CirculationAnswer, SaidAnswer } from '../../../shared/views/circulation.ts';
import type { DeskSight } from '../desk-sight.ts';

/** Says an answer in the language of the desk, and beside it in the other. `answerOf` only says: it records nothing, so nothing can be undone yet. */
export function inBothLanguages<D extends DeskSight>(desk: D, answerOf: (teller: D) => SaidAnswer): CirculationAnswer {
  const language = otherThan(desk.language());
  const said = answerOf({ ...desk, language: () => language });
  return { ...answerOf(desk), canUndo: false, other: { language, said } };
}

function otherThan(language: Language): Language {
  return LanguageSchema.options.find((other) => other !== language) ?? language;
}
