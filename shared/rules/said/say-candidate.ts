// A rule that was looked at, in words: its fields, the reason for another one before it, or each criterion it failed on and its wanted value.

import type { Language, Words } from '../../core/language.ts';
import { ATTRIBUTE_ORDER, type Attribute, type Criteria } from '../model/criteria.ts';
import { isMemberAttribute, MEMBER_OF } from '../match/criterion-fit.ts';
import type { AskedAbout, Candidate, LostCriterion, Outranked } from '../trace.ts';
import type { RuleWords } from './rule-words.ts';
import { sayCriterion, sayHad, sayNames, type NameOf } from './say-criterion.ts';
import { sayGiven } from './say-given.ts';
import { worded } from './worded.ts';

const ATTRIBUTE_WORDS: Readonly<Record<Attribute, Words>> = {
  patronGroup: { en: 'patron group', es: 'grupo de usuario' },
  requestorGroup: { en: 'group of the requester', es: 'grupo de quien solicita' },
  deskBranch: { en: 'branch of the desk', es: 'sede del mostrador' },
  deskBranchGroup: { en: 'library group of the desk', es: 'conjunto de bibliotecas del mostrador' },
  itemHome: { en: 'home of the item', es: 'sede del material' },
  itemHomeGroup: { en: 'library group of the item’s home', es: 'conjunto de bibliotecas del material' },
  itemHolding: { en: 'where the item is held', es: 'sede donde está el material' },
  itemHoldingGroup: {
    en: 'library group where the item is held',
    es: 'conjunto de bibliotecas donde está el material',
  },
  itemOwner: { en: 'owner of the item', es: 'propietario del material' },
  itemOwnerGroup: { en: 'library group of the item’s owner', es: 'conjunto de bibliotecas del propietario' },
  patronHome: { en: 'home of the patron', es: 'sede del usuario' },
  patronHomeGroup: { en: 'library group of the patron’s home', es: 'conjunto de bibliotecas del usuario' },
  pickupBranch: { en: 'pickup branch', es: 'sede de recogida' },
  pickupBranchGroup: { en: 'library group of the pickup branch', es: 'conjunto de bibliotecas de recogida' },
  requestBranch: { en: 'branch where it was asked for', es: 'sede donde se solicitó' },
  requestBranchGroup: { en: 'library group where it was asked for', es: 'conjunto de bibliotecas donde se solicitó' },
  itemKind: { en: 'kind of item', es: 'tipo de material' },
  loanType: { en: 'loan type', es: 'tipo de préstamo' },
  location: { en: 'location', es: 'ubicación' },
  library: { en: 'library', es: 'biblioteca' },
  campus: { en: 'campus', es: 'campus' },
  institution: { en: 'institution', es: 'institución' },
  recordType: { en: 'record type', es: 'tipo de registro' },
  recordForm: { en: 'record form', es: 'forma del registro' },
  recordLevel: { en: 'record level', es: 'nivel del registro' },
  videoFormat: { en: 'video format', es: 'formato de video' },
  reference: { en: 'reference', es: 'consulta en sala' },
  juvenile: { en: 'juvenile', es: 'juvenil' },
  renewal: { en: 'checkout or renewal', es: 'préstamo o renovación' },
  onsite: { en: 'use on the premises', es: 'uso en sala' },
  patronAge: { en: 'age of the patron', es: 'edad del usuario' },
  itemAge: { en: 'age of the item', es: 'antigüedad del material' },
  startDate: { en: 'date of the loan', es: 'fecha del préstamo' },
};

const SENTENCES = {
  gave: { en: 'Gave: ', es: 'Dio: ' },
  nothing: { en: 'Matches and adds nothing.', es: 'Coincide y no agrega nada.' },
  failed: { en: 'Does not match: ', es: 'No coincide: ' },
  here: { en: 'here: ', es: 'aquí: ' },
  anything: { en: 'Everyone, everything', es: 'Todos los usuarios, todo el material' },
} as const satisfies Readonly<Record<string, Words>>;

/** The name of a rule, or its criteria in words if it has none. */
export function sayRuleName(
  language: Language,
  { name, asks }: Pick<Candidate, 'name' | 'asks'>,
  nameOf: NameOf,
): string {
  return asks === undefined ? name : sayAsked(language, asks, nameOf);
}

function sayAsked(language: Language, asks: Criteria, nameOf: NameOf): string {
  const parts = ATTRIBUTE_ORDER.flatMap((attribute) => {
    const criterion = asks[attribute];
    if (criterion === undefined) return [];
    if ('in' in criterion)
      return [
        sayNames(
          language,
          criterion.in.map((id) => nameOf(attribute, id)),
        ),
      ];
    return [`${ATTRIBUTE_WORDS[attribute][language]} (${sayCriterion(language, { attribute, criterion }, nameOf)})`];
  });
  return parts.length === 0 ? SENTENCES.anything[language] : parts.join(' · ');
}

/** For putting candidates into words: display names, the rules that they are of, and the facts that these were tried on. */
export type CandidateTelling = RuleWords & { readonly askedAbout: AskedAbout | undefined };

/** The words of a candidate. */
export function sayCandidate(language: Language, candidate: Candidate, telling: CandidateTelling): string {
  const { lost = [], outranked, gave } = candidate;
  if (!candidate.matched) {
    const said = lost.map((one) => sayLost(language, one, telling));
    return `${SENTENCES.failed[language]}${said.join('; ')}.`;
  }
  if (outranked !== undefined) return sayOutranked(language, outranked, telling);
  if (gave.length === 0) return SENTENCES.nothing[language];
  return `${SENTENCES.gave[language]}${sayGiven(language, candidate, telling).join('; ')}.`;
}

/** A criterion that did not match, the rule's wanted value, and the actual one. */
function sayLost(language: Language, { on, asked }: LostCriterion, { nameOf, askedAbout }: CandidateTelling): string {
  const parts = [
    sayCriterion(language, { attribute: on, criterion: asked }, nameOf),
    askedAbout === undefined ? '' : sayHere(language, on, askedAbout, nameOf),
  ].filter((part) => part !== '');
  const name = ATTRIBUTE_WORDS[on][language];
  return parts.length === 0 ? name : `${name} (${parts.join('; ')})`;
}

function sayHere(language: Language, attribute: Attribute, askedAbout: AskedAbout, nameOf: NameOf): string {
  // Of a group of libraries, the known fact is the library itself.
  const of = isMemberAttribute(attribute) ? MEMBER_OF[attribute] : attribute;
  return `${SENTENCES.here[language]}${sayHad(language, of, askedAbout[of], nameOf)}`;
}

/** Which rule went before, and the reason. */
function sayOutranked(language: Language, outranked: Outranked, { nameOf }: CandidateTelling): string {
  const { on, ahead, figures } = outranked;
  const words = ahead.length === 0 ? BEFORE[on].plain : BEFORE[on].ahead;
  return worded(words[language], {
    rule: sayRuleName(language, outranked, nameOf),
    ahead: ahead.map((attribute) => ATTRIBUTE_WORDS[attribute][language]).join(', '),
    first: figures?.[0],
    own: figures?.[1],
  });
}

type BeforeWords = { readonly plain: Words; readonly ahead: Words };

const alike = (words: Words): BeforeWords => ({ plain: words, ahead: words });

/** The reason for another rule before this one, without and with the criteria that decided. */
const BEFORE: Readonly<Record<Outranked['on'], BeforeWords>> = {
  weight: {
    plain: {
      en: 'Matches, and “{rule}” goes before it: that one weighs more.',
      es: 'Coincide, pero «{rule}» va antes: pesa más.',
    },
    ahead: {
      en: 'Matches, and “{rule}” goes before it: that one weighs more by {ahead}.',
      es: 'Coincide, pero «{rule}» va antes: pesa más por {ahead}.',
    },
  },
  specificity: alike({
    en: 'Matches, and “{rule}” goes before it: that one is more specific in {ahead}.',
    es: 'Coincide, pero «{rule}» va antes: es más específica en {ahead}.',
  }),
  priority: {
    plain: {
      en: 'Matches, and “{rule}” goes before it by its priority: {first} against {own}.',
      es: 'Coincide, pero «{rule}» va antes por su prioridad: {first} frente a {own}.',
    },
    ahead: {
      en: 'Matches, and “{rule}” goes before it by its priority: {first} against {own}. Only that one asks for {ahead}.',
      es: 'Coincide, pero «{rule}» va antes por su prioridad: {first} frente a {own}. Solo esa pide {ahead}.',
    },
  },
  line: alike({
    en: 'Matches, and “{rule}” goes before it: of the same priority, the line decides. Its line: {first}. This one: {own}.',
    es: 'Coincide, pero «{rule}» va antes: con la misma prioridad decide la línea. La suya: {first}. Esta: {own}.',
  }),
  position: alike({
    en: 'Matches, and “{rule}” goes before it by its place in the table. Its place: {first}. This one: {own}.',
    es: 'Coincide, pero «{rule}» va antes por su lugar en la tabla. El suyo: {first}. Esta: {own}.',
  }),
  id: alike({
    en: 'Matches, and “{rule}” goes before it: all else is equal, and its id comes first. Its id: {first}. This one: {own}.',
    es: 'Coincide, pero «{rule}» va antes: en lo demás son iguales y su identificador es anterior. El suyo: {first}. Esta: {own}.',
  }),
};
