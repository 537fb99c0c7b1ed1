// An answer in both languages of the desk. It is judged once and worded twice: judging again for the second language could give another result.

import { LanguageSchema, type Language } from '../../../shared/core/language.ts';
import type { Trace } from '../../../shared/rules/trace.ts';
import type { CirculationAnswer, SaidAnswer } from '../../../shared/views/circulation.ts';
import type { Desk } from '../desk.ts';

/**
 * An answer in the language of the desk and in the other one, with its trace kept for "Why?"; null = no rule was asked. `answerOf` only makes words:
 * it records nothing, so nothing can be undone yet.
 */
export function inBothLanguages(
  desk: Desk,
  trace: Trace | null,
  answerOf: (teller: Desk) => SaidAnswer,
): CirculationAnswer {
  const language = otherThan(desk.language());
  const said = answerOf({ ...desk, language: () => language });
  const why = trace === null ? {} : { why: desk.traces.keep({ trace, at: desk.clock.now() }) };
  return { ...answerOf(desk), canUndo: false, ...why, other: { language, said } };
}

function otherThan(language: Language): Language {
  return LanguageSchema.options.find((other) => other !== language) ?? language;
}
