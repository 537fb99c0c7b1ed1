// Rules as a text, alone or in JSON as `rulesAsText`. A text with one fault is refused whole, with line and column: half of an ordered
// text would be another policy. One that names something unknown is taken with a note, as FOLIO takes it.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { POLICY_REF_FIELDS } from '../../../shared/rules/model/policy-refs.ts';
import type { OrderedRules, PolicyRule } from '../../../shared/rules/ordered-rules.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import { rulesOfText, type IdOf } from '../../../shared/rules/rules-text/rules-of-text.ts';
import { readJsonPlaces } from '../../../shared/rules/json/json-places.ts';
import { readFolioText, type FolioFolder } from './folio-files.ts';
import { FOLIO_ATTRIBUTES, namedBy, sayRule, type NamesOf, type RuleNames } from './rule-names.ts';

const KIND = 'rules text';

/** Reads the rules of a file; null when the text was refused, and why is in the tally. */
export async function readRulesFile(folder: FolioFolder, file: string, names: RuleNames): Promise<OrderedRules | null> {
  const { tally } = folder;
  tally.open(KIND);
  const content = await readFolioText(folder, file);
  const rules = rulesOfText(file.endsWith('.json') ? textOfJson(file, content) : content, idsOf(names));
  if (!rules.ok) {
    for (const fault of rules.error)
      tally.reject(KIND, { file, line: fault.place?.line ?? 1, reason: sayFault('en', fault) });
    return null;
  }
  tally.take(KIND, rules.value.rows.length);
  for (const row of rules.value.rows) {
    for (const text of unknownNames(row, names)) tally.note({ file, line: row.position, text });
    if (!row.active)
      tally.note({ file, line: row.position, text: 'its criteria exclude each other: the rule matches nothing' });
  }
  return {
    ...rules.value,
    rows: rules.value.rows.map((row) => ({ ...row, name: sayRule(row.criteria, names) ?? row.name })),
  };
}

/** Ids of names in a text, written as the editor of FOLIO does. */
function idsOf({ of, policies }: RuleNames): IdOf {
  const tables: Readonly<Partial<Record<string, NamesOf>>> = { ...of, ...policies };
  return (field, name) => tables[field]?.find(name) ?? name;
}

function textOfJson(file: string, content: string): string {
  const json = readJsonPlaces(content);
  const form = z.looseObject({ rulesAsText: z.string() }).safeParse(json.ok ? json.value.value : null);
  if (json.ok && form.success) return form.data.rulesAsText;
  const why = json.ok ? 'rulesAsText is not there' : sayFault('en', json.error);
  throw new HoldfastError('HF-IMPORT-004', { file, line: json.ok ? 1 : (json.error.place?.line ?? 1), why });
}

function unknownNames({ criteria, gives }: PolicyRule, names: RuleNames): string[] {
  const asked = FOLIO_ATTRIBUTES.flatMap((attribute) =>
    namedBy(criteria[attribute]).flatMap((name) =>
      names.of[attribute].find(name) === null ? [`${attribute} ${name}`] : [],
    ),
  );
  const given = POLICY_REF_FIELDS.flatMap((field) => {
    const id = gives[field] ?? '';
    return names.policies[field].find(id) === null ? [`${field} ${id}`] : [];
  });
  return [...asked, ...given].map((what) => `there is no ${what}`);
}
