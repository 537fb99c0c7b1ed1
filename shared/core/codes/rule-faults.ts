// Faults of rules that a person wrote or exported, each with the expected form. Codes are never reused.

import type { Words } from '../language.ts';

const words = (en: string, es: string): Words => ({ en, es });

export const RULE_FAULT_WORDS = {
  // Rules written as a text.
  TEXT_SIGN: words('“{found}” has no meaning in a text of rules', '«{found}» no significa nada en un texto de reglas'),
  TEXT_TAB: words('a tab stands here; indent with spaces', 'aquí hay un tabulador; sangre con espacios'),
  TEXT_INDENT: words(
    'the line is indented and no rule stands above it at a lower level',
    'la línea tiene sangría y arriba no hay una regla de nivel inferior',
  ),
  TEXT_NO_PRIORITY: words(
    'the text must begin with “priority:”; here stands {found}',
    'el texto debe empezar por «priority:»; aquí dice {found}',
  ),
  TEXT_COLON: words('“:” was expected; here stands {found}', 'se esperaba «:»; aquí dice {found}'),
  TEXT_COMMA: words('“,” was expected; here stands {found}', 'se esperaba «,»; aquí dice {found}'),
  TEXT_BRACKET: words('“{expected}” was expected; here stands {found}', 'se esperaba «{expected}»; aquí dice {found}'),
  TEXT_PRIORITY_KIND: words(
    '“first-line”, “last-line”, “number-of-criteria”, “criterium(…)” or seven letters were expected; here stands {found}',
    'se esperaba «first-line», «last-line», «number-of-criteria», «criterium(…)» o siete letras; aquí dice {found}',
  ),
  TEXT_LINE_ORDER: words(
    '“first-line” or “last-line” was expected; here stands {found}',
    'se esperaba «first-line» o «last-line»; aquí dice {found}',
  ),
  TEXT_LETTER: words(
    'one of the letters t, a, b, c, s, m, g was expected; here stands {found}',
    'se esperaba una de las letras t, a, b, c, s, m, g; aquí dice {found}',
  ),
  TEXT_LETTERS: words(
    'all seven letters t, a, b, c, s, m, g are needed, each once; letters here: {count}',
    'hacen falta las siete letras t, a, b, c, s, m, g, cada una una vez; letras aquí: {count}',
  ),
  TEXT_LETTER_TWICE: words('the letter {letter} stands twice', 'la letra {letter} aparece dos veces'),
  TEXT_PRIORITY_TWICE: words('the same kind of priority stands twice', 'el mismo tipo de prioridad aparece dos veces'),
  TEXT_FALLBACK: words(
    '“fallback-policy:” was expected; here stands {found}',
    'se esperaba «fallback-policy:»; aquí dice {found}',
  ),
  TEXT_FALLBACK_NOT_LAST: words(
    'with “first-line” the fallback policies must come after the last rule',
    'con «first-line» las políticas de respaldo deben ir después de la última regla',
  ),
  TEXT_RULE: words(
    'a rule was expected, which begins with one of t, a, b, c, s, m, g; here stands {found}',
    'se esperaba una regla, que empieza por una de t, a, b, c, s, m, g; aquí dice {found}',
  ),
  TEXT_CRITERION_END: words(
    '“+”, “:” or the end of the line was expected; here stands {found}',
    'se esperaba «+», «:» o el final de la línea; aquí dice {found}',
  ),
  TEXT_POLICY_END: words(
    'one of l, r, n, o, i or the end of the line was expected; here stands {found}',
    'se esperaba una de l, r, n, o, i o el final de la línea; aquí dice {found}',
  ),
  TEXT_NAME: words('a name is missing after “{after}”', 'falta un nombre después de «{after}»'),
  TEXT_NEGATION: words(
    '“!” must stand before each name or before none',
    '«!» debe estar delante de todos los nombres o de ninguno',
  ),
  TEXT_NO_POLICIES: words('the rule has no policies', 'la regla no tiene políticas'),
  TEXT_NO_POLICIES_AFTER_COLON: words('policies are missing after “:”', 'faltan políticas después de «:»'),
  TEXT_KIND_MISSING: words('no policy of the kind {kind} is given', 'no se da ninguna política del tipo {kind}'),
  TEXT_KIND_TWICE: words('policies of the kind {kind} are given twice', 'se dan dos políticas del tipo {kind}'),

  // Rules in JSON, and requirements on rules of any form.
  JSON_UNEXPECTED: words(
    '“{expected}” was expected; here stands “{found}”',
    'se esperaba «{expected}»; aquí dice «{found}»',
  ),
  JSON_WANTED: words('here should stand {wanted}, not “{found}”', 'aquí debe decir {wanted}, no «{found}»'),
  JSON_KEY_TWICE: words(
    'the field {key} stands twice; each must stand once',
    'el campo {key} aparece dos veces; cada uno debe estar una vez',
  ),
  FORM_WANTED: words('here should stand {wanted}, not {found}', 'aquí debe decir {wanted}, no {found}'),
  FORM_MISSING: words('this is missing; here should stand {wanted}', 'falta esto; aquí debe decir {wanted}'),
  FORM_ONE_OF: words('here should stand one of {values}, not {found}', 'aquí debe decir uno de {values}, no {found}'),
  FORM_LEAST: words('at least {least} was expected', 'se esperaba al menos {least}'),
  FORM_MOST: words('at most {most} was expected', 'se esperaba como máximo {most}'),
  FIELD_UNKNOWN: words('a field {field} does not belong here', 'un campo {field} no corresponde aquí'),
  ID_TWICE: words('the id {id} stands twice', 'el identificador {id} aparece dos veces'),
  CRITERION_UNFIT: words('{attribute} is asked by {wanted}', 'por {attribute} se pregunta con {wanted}'),
  REFERENCE_UNKNOWN: words('none has the id {name}', 'ninguno tiene el identificador {name}'),
  SCHEDULE_BACKWARDS: words('the range ends before it begins', 'el intervalo termina antes de empezar'),
  RANGE_BACKWARDS: words('{to} is not after {from}', '{to} no es posterior a {from}'),
  AGES_CROSSED: words(
    'no one is over {above} and under {below} days of age; the second must be the greater',
    'nadie tiene más de {above} y menos de {below} días; el segundo número debe ser el mayor',
  ),
  DATE_TWICE: words('the date {date} has hours already', 'la fecha {date} ya tiene horario'),
  HOURS_OVERLAP: words(
    'the hours {hours} overlap {others}; hours of one day must not',
    'el horario {hours} se solapa con {others}; en un mismo día no puede ser',
  ),
  ZONE_UNKNOWN: words('there is no time zone {zone}', 'no existe la zona horaria {zone}'),
  CURRENCY_UNKNOWN: words(
    'there is no currency {currency}; here should stand one of ISO 4217 such as USD',
    'no existe la moneda {currency}; aquí debe decir una de ISO 4217 como USD',
  ),
  PROFILE_CHANGES: words(
    'the library goes by rules of {now}; rules of {wanted} are taken only with --change-profile',
    'la biblioteca se rige por reglas de {now}; las de {wanted} solo se aceptan con --change-profile',
  ),
  TREE_CIRCLE: words('{id} is above itself', '{id} está por encima de sí mismo'),

  // Rules that are stored one value at a time.
  RULE_NAME_UNKNOWN: words('no rule is named {name}', 'ninguna regla se llama {name}'),
  SCOPE_PART_MISSING: words('{name} needs {part}', '{name} necesita {part}'),
  SCOPE_PART_TOO_MUCH: words('{name} cannot be set for {part}', '{name} no se puede fijar por {part}'),
  VALUE_UNREADABLE: words(
    '“{value}” cannot be read; {wanted} was expected',
    'no se puede leer «{value}»; se esperaba {wanted}',
  ),
  VALUE_NOT_ONE_OF: words(
    '“{value}” cannot be read; one of {values} was expected',
    'no se puede leer «{value}»; se esperaba uno de {values}',
  ),
  VALUE_BLANK: words('{name} cannot be blank', '{name} no puede quedar en blanco'),
  VALUE_NOT_DECIMAL: words(
    '{value} is not a decimal; write it like 10.00',
    '{value} no es un decimal; escríbalo como 10.00',
  ),
} as const satisfies Readonly<Record<string, Words>>;

export type RuleFaultCode = keyof typeof RULE_FAULT_WORDS;
