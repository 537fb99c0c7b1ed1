// circ_matrix_weights.csv: what each criterion weighs when several rows match. The set named Default is taken; the others are alternatives
// that a site could switch to.

import type { Attribute } from '../../../shared/rules/model/criteria.ts';
import type { WeightedRuleSet } from '../../../shared/rules/model/rule-set.ts';
import { LOAN_WEIGHTS } from '../../../shared/rules/strategies/weights.ts';
import { noteRow, readAll, rejectRow, takeRows, type EvergreenFolder } from './evergreen-folder.ts';

const columns = {
  patronGroup: 'grp',
  deskBranch: 'org_unit',
  itemHome: 'copy_circ_lib',
  itemOwner: 'copy_owning_lib',
  patronHome: 'user_home_ou',
  itemKind: 'circ_modifier',
  location: 'copy_location',
  recordType: 'marc_type',
  recordForm: 'marc_form',
  recordLevel: 'marc_bib_level',
  videoFormat: 'marc_vr_format',
  reference: 'ref_flag',
  juvenile: 'juvenile_flag',
  renewal: 'is_renewal',
  patronAge: 'usr_age_upper_bound',
  itemAge: 'item_age',
} as const satisfies Partial<Record<Attribute, string>>;
type WeighedAttribute = keyof typeof columns;

type WeightRow = {
  readonly name: string;
  readonly weights: WeightedRuleSet['weights'];
  readonly boundsDiffer: boolean;
};

/** Weights of the set Default, or Evergreen's own where the export has none. */
export async function readWeights(folder: EvergreenFolder): Promise<WeightedRuleSet['weights']> {
  const rows = await readAll(folder, 'circ_matrix_weights', (read): WeightRow => {
    const weight = (column: string) => read.parsed(column, 'a number', parseNumber);
    const weights: WeightedRuleSet['weights'] = {};
    for (const attribute of parseAttributes(Object.keys(columns))) {
      weights[attribute] = weight(columns[attribute]) ?? LOAN_WEIGHTS[attribute];
    }
    const lower = weight('usr_age_lower_bound');
    return { name: read.required('name'), weights, boundsDiffer: lower !== null && lower !== weights.patronAge };
  });
  let taken: WeightedRuleSet['weights'] | null = null;
  for (const { line, value } of rows) {
    if (value.name !== 'Default' || taken !== null) {
      rejectRow(folder, 'circ_matrix_weights', line, `another set of weights (${value.name}); Default is used`);
      continue;
    }
    taken = value.weights;
    takeRows(folder, 'circ_matrix_weights');
    if (value.boundsDiffer)
      noteRow(folder, 'circ_matrix_weights', line, 'both bounds of the age weigh what the upper one does');
  }
  if (taken === null)
    noteRow(
      folder,
      'circ_matrix_weights',
      null,
      'no set named Default; the weights are those that Evergreen has built in',
    );
  return taken ?? { ...LOAN_WEIGHTS };
}

function parseAttributes(names: readonly string[]): WeighedAttribute[] {
  return names as WeighedAttribute[];
}

function parseNumber(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
