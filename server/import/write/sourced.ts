// A row with where it came from.

import type { Act, ActOf } from '../../../shared/circ/acts.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';
import type { Row } from '../../../shared/wire/rows.ts';

/** Master data that an import brings as rows. */
export type MasterKind = 'branch' | 'location' | 'title' | 'patron' | 'item';

/** A row of master data under the id that its source knows it by. */
export type SourcedRow<K extends MasterKind> = {
  readonly sourceId: string;
  readonly key: string;
  readonly row: Row<K>;
};

/** The kinds of rows that an import turns into opening acts. */
export type OpeningKind = 'loan' | 'hold' | 'fee';

/** A loan that was out, with the policy that it was lent under, a hold that waited, or a fee that was owed. */
export type SourcedAct = {
  readonly sourceId: string;
  readonly act: ActOf<'openLoan' | 'openHold' | 'addFee'>;
  readonly policy: Policy | null;
};

/** The act as the writer takes it. */
export const plainAct = ({ act }: SourcedAct): Act => act;
