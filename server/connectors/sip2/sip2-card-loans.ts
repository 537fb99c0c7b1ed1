// The loans of a card, over SIP2: the list of patron information, and item information for the date of each.

import type { Instant } from '../../../shared/core/instant.ts';
import { isOutBySip2, isUnknownItem } from '../../../shared/sip2/answer.ts';
import type { Sip2Answer } from '../../../shared/sip2/message.ts';
import type { CardLoans } from '../other-system.ts';
import type { Sip2Line } from './sip2-line.ts';

export type CardLoansParts = {
  readonly ask: Sip2Line['ask'];
  readonly patronQuestion: (card: string) => Sip2Answer;
  readonly itemQuestion: (barcode: string) => Sip2Answer;
  readonly dueOf: (text: string) => Instant | null;
};

/** Only for servers whose lists hold barcodes. */
export function sip2CardLoans({ ask, patronQuestion, itemQuestion, dueOf }: CardLoansParts): CardLoans {
  const itemOf = async (barcode: string) => {
    const answer = await ask(itemQuestion(barcode), '18');
    if (isUnknownItem(answer) || !isOutBySip2(answer.fixed.circulation)) return null;
    return { barcode, dueAt: dueOf(answer.fields.get('AH')?.[0] ?? '') };
  };
  return {
    of: async (card) => {
      const answer = await ask(patronQuestion(card), '64');
      const charged = answer.fixed.charged;
      if (answer.fields.get('BL')?.[0] === 'N' || !/^\d{4}$/.test(charged)) return null;
      const barcodes = [...new Set((answer.fields.get('AU') ?? []).map((text) => text.trim()).filter(Boolean))];
      // A server that lists fewer than it counts has more loans than this list.
      if (barcodes.length !== Number(charged)) return null;
      const loans = [];
      for (const barcode of barcodes) {
        const loan = await itemOf(barcode);
        // It came back since it was listed, or the list does not hold barcodes.
        if (loan === null) return null;
        loans.push(loan);
      }
      return loans;
    },
    isOut: async (barcode) => (await itemOf(barcode)) !== null,
  };
}
