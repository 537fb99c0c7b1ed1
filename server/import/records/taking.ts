// The shared parts of the steps of an import.

import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import type { ImportSink } from '../write/import-sink.ts';
import type { GoingOn, Wanted } from './going-on.ts';
import type { RecordIds } from './record-ids.ts';
import type { RecordSource } from './record-source.ts';
import type { Places } from './take-places.ts';

/** Of every step. */
export type Taking = {
  readonly source: RecordSource;
  readonly sink: ImportSink;
  readonly ids: RecordIds;
};

/** Of the steps after the places. */
export type Step = Taking & {
  readonly places: Places;
  readonly rules: RuleSet | null;
  readonly wanted: Wanted;
  readonly goingOn: GoingOn;
};
