// Acts of this desk for an audit, with names for the ids in them.

import { auditedEnvelopes, nameOfAct } from '../../../db/ledger/audited-acts.ts';
import { hintBook } from '../../../db/overlay/hint-book.ts';
import { replicaSource } from '../../../db/overlay/overlay-source.ts';
import { realIds } from '../../../db/overlay/strangers.ts';
import { argsLeft, readAct } from '../../../shared/acts/read-act.ts';
import { AUDITED } from '../../../shared/reports/audit/audit-document.ts';
import type { AuditNames, StoredAct } from '../../../shared/reports/audit/audited-act.ts';
import type { ReportPeriod } from '../../../shared/reports/question.ts';
import type { Copy } from '../desk-sight.ts';
import type { DeskFacts } from './desk-facts.ts';

/** The acts of a period. Without a copy of the library only acts have names. */
export function deskAudit(
  { ledger, copy, identity }: Pick<DeskFacts, 'ledger' | 'copy' | 'identity'>,
  period: ReportPeriod,
): { readonly acts: readonly StoredAct[]; readonly names: AuditNames } {
  const acts = auditedEnvelopes(ledger, AUDITED, period).map((one) => ({
    ...readAct(one),
    at: one.at,
    desk: identity.deskName,
    isByProxy: one.isByProxy,
  }));
  return {
    acts,
    names: {
      barcodeOf: (item) => copy?.sight.item(item)?.barcode ?? null,
      titleOf: (title) => copy?.sight.title(title)?.title ?? null,
      actOf: (act) => nameOfAct(ledger, act),
      accountOf: copy === null ? (account) => account : accountsIn(copy, acts),
    },
  };
}

/** An account that is not in the copy was joined with another, or is known there by the card that was scanned. */
function accountsIn({ db }: Copy, acts: readonly StoredAct[]): AuditNames['accountOf'] {
  const hints = hintBook();
  for (const act of acts) hints.add(argsLeft(act));
  return realIds(replicaSource(db), hints.textOf, () => {}).patron;
}
