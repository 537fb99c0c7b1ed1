// An entry of a trace in words, in the language asked for. Lengths of time are numbers until they are put in words: "6 hours",
// "1 hora". A value as of an earlier moment is shown with its age.

import { SHARP_WORDS, TRACE_WORDS, UNNAMED_PERIOD, isTraceCode } from './codes/trace.ts';
import { unitFormatter } from './formatters.ts';
import { LOCALES, type Language, type Words } from './language.ts';
import { sayAgo } from './say-date.ts';
import { say, type Params, type Saying } from './say.ts';

/** The words of an entry. A code of another version is shown as it is. */
export function sayTrace(saying: Saying, entry: { readonly code: string; readonly params: Params }): string {
  const { code, params } = entry;
  if (!isTraceCode(code)) return code;
  const isSharp = params['buffer'] === 0 || params['offset'] === 0;
  const said = sayLengths(saying.language, code, withAge(saying, params));
  const words = (isSharp ? SHARP_WORDS[code] : undefined) ?? wordsOf(code, said);
  return say(saying, words, said);
}

function withAge({ language, now }: Saying, params: Params): Params {
  const { asOf } = params;
  return typeof asOf === 'object' && 'dueAt' in asOf ? { ...params, age: sayAgo(language, asOf.dueAt, now) } : params;
}

/** Leaves out a name that only repeats the length, as in "Loan period “6 hours”: 6 hours". */
function wordsOf(code: keyof typeof TRACE_WORDS, { name, n }: Params): Words {
  return PERIOD.test(code) && name !== undefined && name === n ? UNNAMED_PERIOD : TRACE_WORDS[code];
}

const PERIOD = /^(?:DUE_PERIOD|DUE_LENGTH|RECALL_BACK|RECALL_GUARANTEE)_(MINUTE|HOUR|DAY|WEEK|MONTH)S$/;
const IN_MINUTES = ['buffer', 'offset', 'window', 'minutes'];

function sayLengths(language: Language, code: string, params: Params): Params {
  const unit = PERIOD.exec(code)?.[1]?.toLowerCase();
  const lengths = [
    ...(unit === undefined ? [] : [['n', unit] as const]),
    ...IN_MINUTES.map((name) => [name, 'minute'] as const),
  ];
  const said = lengths.flatMap(([name, of]): [string, string][] => {
    const value = params[name];
    return typeof value === 'number' ? [[name, sayLength(language, value, of)]] : [];
  });
  return { ...params, ...Object.fromEntries(said) };
}

/** Whole hours are shown as hours. */
function sayLength(language: Language, value: number, unit: string): string {
  const isHours = unit === 'minute' && value >= 60 && value % 60 === 0;
  const [n, of] = isHours ? [value / 60, 'hour'] : [value, unit];
  return unitFormatter(LOCALES[language], of).format(n);
}
