// Findings about a SIP2 server, for a person before it is relied on.

import type { Instant } from '../../../shared/core/instant.ts';
import { isUnknownItem } from '../../../shared/sip2/answer.ts';
import { SystemFailureError, type CheckLine } from '../other-system.ts';
import { field, itemQuestion, patronQuestion, STATUS, type Asking } from './sip2-questions.ts';

/** Requests in the order of BX, as people call them. */
const OFFERS = [
  'patron status',
  'checkout',
  'checkin',
  'block patron',
  'status',
  'resend',
  'login',
  'patron information',
  'end session',
  'fee paid',
  'item information',
  'item status update',
  'patron enable',
  'hold',
  'renew',
  'renew all',
] as const;
/** Those without which a connector cannot work. */
const NEEDED: readonly string[] = ['checkout', 'checkin', 'patron information', 'item information', 'renew'];

/** Asks questions that change nothing. The lines say whether it works, and with which limits. */
export async function checkSip2(asking: Asking, open: () => Promise<void>, now: () => Instant): Promise<CheckLine[]> {
  const { settings } = asking.parts;
  const place = `${settings.host}:${settings.port}${settings.tls ? ' over TLS' : ', not encrypted'}`;
  const began = now();
  try {
    await open();
  } catch (error) {
    if (!(error instanceof SystemFailureError)) throw error;
    return [{ ok: false, text: `${place}: ${error.why}` }];
  }
  const status = await asking.ask(STATUS, '98');
  const bx = field(status, 'BX');
  const offered = OFFERS.filter((_, n) => bx[n] === 'Y');
  const lacking = NEEDED.filter((name) => !offered.some((one) => one === name));
  const item = await asking.ask(itemQuestion(asking, 'holdfast-check'), '18');
  const patron = await asking.ask(patronQuestion(asking, 'holdfast-check', 'none'), '64');
  const library = field(status, 'AM') || field(status, 'AO');
  const isKnown = !isUnknownItem(item) || field(patron, 'BL') === 'Y';
  return [
    { ok: true, text: `reached at ${place}, signed in as ${settings.user ?? 'nobody'}, in ${now() - began} ms` },
    {
      ok: status.fixed.checkoutOk === 'Y' && status.fixed.checkinOk === 'Y',
      text: `${library}: lends ${status.fixed.checkoutOk}, takes back ${status.fixed.checkinOk}, SIP ${status.fixed.version}`,
    },
    {
      ok: lacking.length === 0,
      text: lacking.length === 0 ? `offers ${offered.join(', ')}` : `does not offer ${lacking.join(', ')}`,
    },
    {
      ok: !isKnown,
      text: `looks at copies and accounts by number alone, ${settings.loansByBarcode ? 'loans by barcode' : 'loans by title: a lost answer about a loan goes to a person'}`,
    },
    {
      ok: true,
      text: `check-ins keep their time; a loan begins when it is told, ${settings.keepsDates ? 'with the date that was promised' : 'with a due date of the rules there: where that is another, a person is asked'}; an answer has ${settings.patience} s`,
    },
  ];
}
