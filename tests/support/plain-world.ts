// Worlds of the plain model: from a worked case, and from the input of the folds.

import { ActForm, type CaseFileForm, type CaseForm } from '../timeline/case-form.ts';
import { translateCase } from '../timeline/translate-case.ts';
import type { PlainPolicy, PlainWorld } from '../simulation/model/plain-world.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';

/** A worked case, as the model takes it. */
export function worldOfCase(file: CaseFileForm, one: CaseForm): PlainWorld {
  const forms = one.acts.map((act) => ActForm.parse(act));
  const { items, opening, acts, policy, policyHash } = translateCase(file, one, forms);
  return {
    items: items.map(({ item, title, price, serial, holdable }) => ({
      item,
      title,
      price,
      serial: serial ?? false,
      holdable: holdable ?? true,
    })),
    acts: [...opening, ...acts],
    policies: new Map([[policyHash, plainPolicy(policy)]]),
    finds: file.finds ?? false,
  };
}

/** The part of a policy that money and aging follow from; days on which a library is closed count like others here. */
export function plainPolicy({ overdue, lost }: Policy): PlainPolicy {
  return {
    overdue: {
      rate: overdue.rateMinor,
      perMs: overdue.perMs,
      graceMs: overdue.graceMs,
      max: overdue.maxMinor,
    },
    lost: {
      afterMs: lost.afterMs,
      processing: lost.processingMinor,
      refundWithinMs: lost.refundWithinMs,
      removeProcessing: lost.removeProcessing,
      chargeOverdue: lost.chargeOverdue,
    },
  };
}
