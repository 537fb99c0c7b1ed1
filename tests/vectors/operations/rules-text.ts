// Cases of the text of ordered rules.

import { z } from 'zod';
import type { RuleFaultCode } from '../../../shared/core/codes/rule-faults.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { UNKNOWN_SUBJECT, type RuleSubject } from '../../../shared/rules/match/rule-subject.ts';
import type { PolicyRefField } from '../../../shared/rules/model/policy-refs.ts';
import { orderedMatcher } from '../../../shared/rules/ordered-rules.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import { rulesOfText } from '../../../shared/rules/rules-text/rules-of-text.ts';
import type { Outcome } from '../compare.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';

export const rulesTextOperations: Operations = {
  rules_text_match: matchText,
  rules_text_error: refuseText,
};

const known = z.string().nullable().optional();

const MatchInput = z.strictObject({
  rules_text: z.string(),
  policy_kind: z.enum(['loan', 'request', 'notice', 'overdue_fine', 'lost_item']),
  item: z.strictObject({
    material_type: known,
    loan_type: known,
    patron_group: known,
    location: known,
    institution: known,
    campus: known,
    library: known,
  }),
});
type MatchInput = z.infer<typeof MatchInput>;

const FIELD_OF_KIND: Readonly<Record<MatchInput['policy_kind'], PolicyRefField>> = {
  loan: 'loanPolicy',
  request: 'requestPolicy',
  notice: 'noticePolicy',
  overdue_fine: 'overduePolicy',
  lost_item: 'lostPolicy',
};

function matchText({ input }: VectorCase): Outcome {
  const { rules_text: text, policy_kind: kind, item } = readPart(MatchInput, input);
  const rules = rulesOfText(text);
  if (!rules.ok) {
    throw new HoldfastError('HF-CLI-014', { why: rules.error.map((fault) => sayFault('en', fault)).join('; ') });
  }
  const field = FIELD_OF_KIND[kind];
  const { gives, matching } = orderedMatcher(rules.value)(toSubject(item));
  return {
    policy: gives[field],
    all_matches_best_first: matching.map((row) => row.gives[field]),
  };
}

function toSubject(item: MatchInput['item']): RuleSubject {
  return {
    ...UNKNOWN_SUBJECT,
    itemKind: item.material_type ?? null,
    loanType: item.loan_type ?? null,
    patronGroup: item.patron_group ?? null,
    location: item.location ?? null,
    institution: item.institution ?? null,
    campus: item.campus ?? null,
    library: item.library ?? null,
  };
}

const ErrorInput = z.strictObject({ rules_text: z.string() });

/** Columns of a case are those of FOLIO's own parser, which counts some from 0 and a tab only when it has been passed. */
const COLUMN_SHIFTS: Partial<Readonly<Record<RuleFaultCode, number>>> = {
  TEXT_KIND_MISSING: -1,
  TEXT_KIND_TWICE: -1,
  TEXT_TAB: 1,
};

function refuseText({ input }: VectorCase): Outcome {
  const rules = rulesOfText(readPart(ErrorInput, input).rules_text);
  if (rules.ok) return {};
  const [fault] = rules.error;
  if (fault === undefined || fault.place === null) return {};
  const { line, column } = fault.place;
  return { error: sayFault('en', fault), line, column: column + (COLUMN_SHIFTS[fault.code] ?? 0) };
}
