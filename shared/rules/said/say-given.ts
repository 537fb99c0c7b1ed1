// The result of a rule in words: each field with its value, for every form of rules. A field is named alone if its
// value is not at hand or its name is enough.

import { z } from 'zod';
import type { Language } from '../../core/language.ts';
import { GIVES_FIELDS, type GivesField } from '../model/gives-fields.ts';
import { POLICY_REF_FIELDS, PolicyRefsSchema, type PolicyRefField } from '../model/policy-refs.ts';
import { GivesSchema, type RuleSet } from '../model/rule-set.ts';
import type { Candidate } from '../trace.ts';
import { isBlank } from '../model/policy/given.ts';
import { FIELD_WORDS } from './field-words.ts';
import { sayGroupField } from './group-words.ts';
import type { RuleWords } from './rule-words.ts';
import { KohaGivenSchema, sayKohaValue } from './say-koha-value.ts';
import { sayPolicy } from './say-policies.ts';
import { sayWeighed, type Telling } from './say-weighed.ts';

/** "loan period 28 days", one text for each field. Every scan shows the same few rows: the words of one are kept for as long as it is in use. */
export function sayGiven(
  language: Language,
  { gave, gives }: Candidate,
  { rules, zone }: Pick<RuleWords, 'rules' | 'zone'>,
): readonly string[] {
  if (typeof gives !== 'object' || gives === null || rules === null)
    return worded(language, { gave, gives }, { rules, zone });
  const ofRules = WORDED.get(rules) ?? new WeakMap<object, Map<string, readonly string[]>>();
  const ofRow = ofRules.get(gives) ?? new Map<string, readonly string[]>();
  WORDED.set(rules, ofRules.set(gives, ofRow));
  const key = JSON.stringify([language, zone, gave]);
  const known = ofRow.get(key) ?? worded(language, { gave, gives }, { rules, zone });
  ofRow.set(key, known);
  return known;
}

/** The words of rows, by the rules that they are of; rules and their rows never change. */
const WORDED = new WeakMap<RuleSet, WeakMap<object, Map<string, readonly string[]>>>();

function worded(
  language: Language,
  { gave, gives }: Pick<Candidate, 'gave' | 'gives'>,
  { rules, zone }: Pick<RuleWords, 'rules' | 'zone'>,
): string[] {
  const said = rules === null || gives === undefined ? null : phrases({ language, zone }, rules, { gave, gives });
  return gave.flatMap((field) => {
    const name = FIELD_WORDS.get(field)?.[language] ?? field;
    return said === null ? [name] : (said(field, name) ?? []);
  });
}

/** A field with its value; null where another one includes it. */
type Phrase = (field: string, name: string) => string | null;

/** Reads the fields of a row by the form of its rules; null for another form. */
function phrases(
  { language, zone }: Pick<Telling, 'language' | 'zone'>,
  rules: RuleSet,
  { gave, gives }: Pick<Candidate, 'gave' | 'gives'>,
): Phrase | null {
  const telling: Telling = { language, zone, currency: rules.currency };
  switch (rules.profile) {
    case 'koha': {
      const read = KohaGivenSchema.safeParse(gives);
      if (!read.success) return null;
      // Values of another row are in words there.
      const own = Object.fromEntries(gave.flatMap((name) => pair(name, read.data[name])));
      return (field, name) => named(name, sayKohaValue(telling, field, own));
    }
    case 'folio': {
      const read = PolicyRefsSchema.safeParse(gives);
      if (!read.success) return null;
      return (field, name) =>
        isPolicyRef(field) ? named(name, sayPolicy(telling, rules, field, read.data[field] ?? '')) : name;
    }
    case 'evergreen':
    case 'holdfast': {
      const all = FlatSchema.safeParse(gives);
      const said = Object.entries(all.data ?? {}).filter(([, value]) => !isBlank(value));
      const read = GivesSchema.safeParse(Object.fromEntries(said));
      if (!all.success || !read.success) return null;
      return (field, name) =>
        isGivesField(field) && !isBlank(all.data[field])
          ? sayWeighed(telling, { field, name }, read.data)
          : sayGroupField(telling, name, { field, value: all.data[field] });
    }
  }
}

/** The fields of one row: plain fields, and those of groups by their names. */
const FlatSchema = z.record(z.string(), z.unknown());

function pair(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}

function named(name: string, value: string | null): string | null {
  return value === null ? null : `${name} ${value}`;
}

const givesFields: ReadonlySet<string> = new Set(GIVES_FIELDS);
const policyRefs: ReadonlySet<string> = new Set(POLICY_REF_FIELDS);

function isGivesField(field: string): field is GivesField {
  return givesFields.has(field);
}

function isPolicyRef(field: string): field is PolicyRefField {
  return policyRefs.has(field);
}
