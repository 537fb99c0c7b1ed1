// The outage report of a desk over a time: every outage that falls into it, what came of them, and apart from that what is left.

import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { Language } from '../../../shared/core/language.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { sayException } from '../../../shared/circ/say-exception.ts';
import { outageFigures } from '../../../shared/reports/outage.ts';
import { outageDocument, type OutageDocument, type OutageWork } from '../../../shared/reports/outage-document.ts';
import { outagesBetween } from '../../../db/ledger/outages.ts';
import type { Copy } from '../desk.ts';
import { deskOutage, type FoundException, type OutageSource } from './outage-facts.ts';

export type OutageQuestion = { readonly from: Instant; readonly to: Instant; readonly language: Language };

/** The report. */
export function outageOfDesk(source: OutageSource, { language, ...asked }: OutageQuestion): OutageDocument {
  const outages = outagesBetween(source.ledger, asked).map((outage) => deskOutage(source, outage));
  // Two outages of a day may have the same exception beside them.
  const found = new Map(outages.flatMap((outage) => outage.found).map((one) => [one.exception.id, one]));
  const figures = outageFigures({
    spans: outages.map(({ span }) => span),
    acts: outages.flatMap(({ acts }) => acts),
    exceptions: [...found.values()].map(({ standing }) => standing),
  });
  return outageDocument(asked, figures, worklistOf([...found.values()], source, language));
}

function worklistOf(found: readonly FoundException[], { copy, now }: OutageSource, language: Language): OutageWork[] {
  return found.flatMap(({ exception, standing }) => {
    if (copy === null || standing.ended !== 'open' || exception.weight === 'note') return [];
    const { id, code, weight, branch, at } = exception;
    return [
      {
        exceptionId: id,
        code,
        weight,
        branch,
        ...named(copy, exception),
        at: formatInstant(at),
        ...sayException({ language, now }, exception),
      },
    ];
  });
}

function named(
  { sight }: Copy,
  { itemId, patronId }: FoundException['exception'],
): Pick<OutageWork, 'item' | 'patron'> {
  const item = itemId === null ? null : sight.item(itemId);
  const patron = patronId === null ? null : sight.patron(patronId);
  return { ...(item === null ? {} : { item: item.barcode }), ...(patron === null ? {} : { patron: cardOf(patron) }) };
}
