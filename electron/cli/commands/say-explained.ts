// A decision with its trace as lines of text: the outcome, every reason, the deciding rule, each step of the due date, limits, matching rules that
// were outranked, the nearest that did not match, and the age of the data.

import type { z } from 'zod';
import type { Language, Words } from '../../../shared/core/language.ts';
import { ExplanationSchema, type ReasonView } from '../../../shared/views/circulation.ts';
import { rulePart } from '../../../shared/views/rule-part.ts';
import { sortedRules, type RuleView } from '../../../shared/views/trace.ts';

/** The parts of an explanation that are printed. */
export const ExplainedSchema = ExplanationSchema.pick({
  asks: true,
  decision: true,
  dueAt: true,
  dueText: true,
  reasons: true,
  trace: true,
});
export type Explained = z.infer<typeof ExplainedSchema>;

/** How many rules that did not decide are listed of each sort; the rest are counted. */
const MOST_LOST = 10;

/** The lines of an explanation. */
export function sayExplained(language: Language, answer: Explained): string[] {
  const word = (words: Words): string => words[language];
  const part = (title: Words, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [word(title), ...lines.map((line) => `  ${line}`)];
  const { candidates, due, limits, data } = answer.trace;
  const { deciding, outranked, lost } = sortedRules(candidates);
  const listed = (rules: readonly RuleView[]): string[] => [
    ...rules.slice(0, MOST_LOST).map(({ name, text }) => `– ${name}. ${text}`),
    ...(rules.length > MOST_LOST ? [word(MORE).replace('{count}', String(rules.length - MOST_LOST))] : []),
  ];
  return [
    headline(word, answer),
    ...part(
      TITLES.reasons,
      answer.reasons.map((reason) => sayReasonLine(word, reason)),
    ),
    ...part(
      rulePart(answer) === 'decided' ? TITLES.rule : TITLES.ruleWould,
      deciding.length === 0 ? [word(NO_RULE)] : deciding.map(({ name, text }) => `✔ ${name}. ${text}`),
    ),
    ...part(TITLES.outranked, listed(outranked)),
    ...part(
      TITLES.due,
      due.map(({ text }, index) => `${index + 1}. ${text}`),
    ),
    ...part(
      TITLES.limits,
      limits.map(({ text }) => text),
    ),
    ...part(TITLES.lost, listed(lost)),
    ...part(
      TITLES.data,
      data.map(({ text }) => text),
    ),
  ];
}

type Word = (words: Words) => string;

function headline(word: Word, { asks, decision, dueText, dueAt }: Explained): string {
  const due = dueText ?? dueAt;
  const outcome = word(OUTCOMES[asks][decision]);
  return due === undefined || decision === 'refused' ? outcome : `${outcome} · ${word(DUE).replace('{due}', due)}`;
}

/** The code stands behind the words: staff look it up. */
function sayReasonLine(word: Word, { code, effect, overridden, text }: ReasonView): string {
  return `${word(overridden ? OVERRIDDEN : EFFECTS[effect])}: ${text} (${code})`;
}

/** Of an item that the patron already has, the question is whether it renews. */
const OUTCOMES = {
  checkout: {
    done: { en: 'Would be checked out', es: 'Se prestaría' },
    'needs-override': { en: 'Would need an override', es: 'Haría falta una autorización' },
    refused: { en: 'Would not be checked out', es: 'No se prestaría' },
  },
  renewal: {
    done: { en: 'The patron already has it: would be renewed', es: 'El usuario ya lo tiene: se renovaría' },
    'needs-override': {
      en: 'The patron already has it: would need an override to renew',
      es: 'El usuario ya lo tiene: haría falta una autorización para renovarlo',
    },
    refused: { en: 'The patron already has it: would not be renewed', es: 'El usuario ya lo tiene: no se renovaría' },
  },
} as const satisfies Readonly<Record<Explained['asks'], Readonly<Record<Explained['decision'], Words>>>>;

const EFFECTS = {
  block: { en: 'stops it', es: 'lo impide' },
  override: { en: 'needs an override', es: 'requiere autorización' },
  alert: { en: 'to do', es: 'por hacer' },
  message: { en: 'to know', es: 'para saber' },
} as const satisfies Readonly<Record<ReasonView['effect'], Words>>;

const OVERRIDDEN: Words = { en: 'overridden', es: 'autorizado' };
const DUE: Words = { en: 'due {due}', es: 'vence {due}' };
const NO_RULE: Words = { en: 'No rule matched.', es: 'Ninguna regla coincidió.' };
const MORE: Words = { en: 'and {count} more; --json lists all', es: 'y {count} más; --json las da todas' };

const TITLES = {
  reasons: { en: 'Reasons', es: 'Motivos' },
  rule: { en: 'Rule that decided', es: 'Regla que decidió' },
  ruleWould: { en: 'Loan rule that would apply', es: 'Regla de préstamo que se aplicaría' },
  outranked: { en: 'Rules that match and do not decide', es: 'Reglas que coinciden y no deciden' },
  due: { en: 'Due date, step by step', es: 'El vencimiento, paso a paso' },
  limits: { en: 'Limits', es: 'Límites' },
  lost: { en: 'Rules that did not match, nearest first', es: 'Reglas que no coincidieron, las más cercanas primero' },
  data: { en: 'How old the data was', es: 'Antigüedad de los datos' },
} as const satisfies Readonly<Record<string, Words>>;
