// circ_matrix_weights.csv and hold_matrix_weights.csv: the weight of each criterion when several rows match. The set named Default is taken; the
// others are alternatives that a site could switch to.

import type { Attribute } from '../../../shared/rules/model/criteria.ts';
import type { WeightedRuleSet } from '../../../shared/rules/model/rule-set.ts';
import { HOLD_WEIGHTS, LOAN_WEIGHTS, type Weights } from '../../../shared/rules/strategies/weights.ts';
import { noteRow, readAll, rejectRow, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';

const loanColumns = {
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
/** Of hold_matrix_weights.csv. */
const holdColumns = {
  requestorGroup: 'requestor_grp',
  patronGroup: 'usr_grp',
  patronHome: 'user_home_ou',
  requestBranch: 'request_ou',
  pickupBranch: 'pickup_ou',
  itemOwner: 'item_owning_ou',
  itemHome: 'item_circ_ou',
  itemKind: 'circ_modifier',
  location: 'copy_location',
  recordType: 'marc_type',
  recordForm: 'marc_form',
  recordLevel: 'marc_bib_level',
  videoFormat: 'marc_vr_format',
  juvenile: 'juvenile_flag',
  reference: 'ref_flag',
  itemAge: 'item_age',
} as const satisfies Partial<Record<Attribute, string>>;

type WeightsTable = 'circ_matrix_weights' | 'hold_matrix_weights';
const TABLES: Readonly<
  Record<WeightsTable, { readonly columns: Partial<Record<Attribute, string>>; readonly builtIn: Weights }>
> = {
  circ_matrix_weights: { columns: loanColumns, builtIn: LOAN_WEIGHTS },
  hold_matrix_weights: { columns: holdColumns, builtIn: HOLD_WEIGHTS },
};

type WeightRow = {
  readonly name: string;
  readonly weights: WeightedRuleSet['weights'];
  readonly boundsDiffer: boolean;
};

/** Weights of the set Default, or Evergreen's own where the export has none. */
export async function readWeights(
  folder: EvergreenRulesFolder,
  table: WeightsTable = 'circ_matrix_weights',
): Promise<WeightedRuleSet['weights']> {
  const { columns, builtIn } = TABLES[table];
  const rows = await readAll(folder, table, (read): WeightRow => {
    const weight = (column: string) => read.parsed(column, 'a number', parseNumber);
    const weights: WeightedRuleSet['weights'] = {};
    for (const attribute of parseAttributes(Object.keys(columns))) {
      weights[attribute] = weight(columns[attribute] ?? '') ?? builtIn[attribute];
    }
    const lower = table === 'circ_matrix_weights' ? weight('usr_age_lower_bound') : null;
    return { name: read.required('name'), weights, boundsDiffer: lower !== null && lower !== weights.patronAge };
  });
  let taken: WeightedRuleSet['weights'] | null = null;
  for (const { line, value } of rows) {
    if (value.name !== 'Default' || taken !== null) {
      rejectRow(folder, table, line, `another set of weights (${value.name}); Default is used`);
      continue;
    }
    taken = value.weights;
    takeRows(folder, table);
    if (value.boundsDiffer) noteRow(folder, table, line, 'both bounds of the age weigh what the upper one does');
  }
  if (taken === null)
    noteRow(folder, table, null, 'no set named Default; the weights are those that Evergreen has built in');
  return taken ?? { ...builtIn };
}

function parseAttributes(names: readonly string[]): Attribute[] {
  return names as Attribute[];
}

function parseNumber(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
