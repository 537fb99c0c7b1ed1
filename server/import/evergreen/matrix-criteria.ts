// Criteria that Evergreen's matrices for loans and for holds share, about a copy and the patron: the same columns mean the same in both.

import type { Location } from '../../../shared/circ/model/branch.ts';
import type { Attribute, Criterion } from '../../../shared/rules/model/criteria.ts';
import type { RowReader } from '../csv/row-reader.ts';

/** The criteria of a row, an attribute at a time; null where it has none. */
export type Asked = readonly (readonly [Attribute, Criterion | null])[];

/** The columns that both have. */
export function askedAlike(read: RowReader, locations: ReadonlyMap<string, Location>): Asked {
  const location = read.parsed('copy_location', 'a location of copy_locations.csv', (text) => {
    return locations.get(text.split(':', 1)[0] ?? '')?.id ?? null;
  });
  return [
    ['itemKind', oneOf(read.text('circ_modifier'))],
    ['location', oneOf(location)],
    ['recordType', oneOf(read.text('marc_type'))],
    ['recordForm', oneOf(read.text('marc_form'))],
    ['recordLevel', oneOf(read.text('marc_bib_level'))],
    ['videoFormat', oneOf(read.text('marc_vr_format'))],
    ['reference', isIt(read.flag('ref_flag'))],
    ['juvenile', isIt(read.flag('juvenile_flag'))],
  ];
}

/** The criteria of a rule, in this order. */
export function criteriaOf(asked: Asked): Partial<Record<Attribute, Criterion>> {
  const criteria: Partial<Record<Attribute, Criterion>> = {};
  for (const [attribute, criterion] of asked) if (criterion !== null) criteria[attribute] = criterion;
  return criteria;
}

export const oneOf = (value: string | null): Criterion | null => (value === null ? null : { in: [value] });
export const isIt = (value: boolean | null): Criterion | null => (value === null ? null : { is: value });
