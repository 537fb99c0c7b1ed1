// Another library system by SIP2, which almost all of them speak: check-ins keep their time there, a loan begins when its message comes, and its due
// date is that of the rules there. Nothing is listed: a loan or a hold that is not asked for by its number stays unseen.

import type { Instant } from '../../../shared/core/instant.ts';
import { currencyDecimals, parseDecimalMoney } from '../../../shared/core/money.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { isOutBySip2, isUnknownItem, readSip2Due, type Sip2Received } from '../../../shared/sip2/answer.ts';
import { sip2Moment } from '../../../shared/sip2/message.ts';
import type {
  Answer,
  CheckinMessage,
  CheckoutMessage,
  HoldMessage,
  Message,
  PayMessage,
  RenewMessage,
  Seen,
} from '../../../shared/connectors/message.ts';
import { meaningOfSip2 } from '../../../shared/connectors/sip2-words.ts';
import { SystemFailureError, type CardLoans, type OtherSystem } from '../other-system.ts';
import { checkSip2 } from './sip2-check.ts';
import { field, itemQuestion, patronQuestion, STATUS, type Asking, type Sip2Parts } from './sip2-questions.ts';
import { sip2CardLoans } from './sip2-card-loans.ts';
import { openSip2Line, type Sip2Line } from './sip2-line.ts';

const NO_DATE = ' '.repeat(18);

const texts = ({ fields }: Pick<Sip2Received, 'fields'>): string => (fields.get('AF') ?? []).join(' ').trim();

/** Makes the line; nothing is connected before `open`. */
export function sip2System(parts: Sip2Parts): OtherSystem {
  const { settings, zone, now } = parts;
  const clock = zoneClock(zone) ?? UTC;
  let line: Sip2Line | null = null;
  const close = (): void => {
    line?.close();
    line = null;
  };
  const own = (): Sip2Line => {
    if (line === null || !line.isOpen()) throw new SystemFailureError('not-reached', 'the connection ended');
    return line;
  };
  const date = (at: Instant): string => sip2Moment(clock.toLocal(at));
  const open = async (): Promise<void> => {
    if (line?.isOpen() === true) return;
    line = await openSip2Line(settings);
    try {
      await signIn(line, parts);
    } catch (error) {
      close();
      throw surelyNotSent(error);
    }
  };
  const dueOf = (text: string): Instant | null => {
    const read = readSip2Due(text);
    return read === null ? null : read.isUtc ? read.local : clock.toInstant(read.local);
  };
  const asking: Asking = { parts, date, dueOf, ask: (question, code) => own().ask(question, code) };
  return {
    open,
    close,
    tell: (message, beforeChange) =>
      tell({ ...asking, ask: (question, code) => own().ask(question, code, beforeChange) }, message),
    look: async (message) => {
      try {
        return await look(asking, message);
      } catch (error) {
        // A question that changes nothing is never lost.
        throw surelyNotSent(error);
      }
    },
    keepAlive: async () => {
      try {
        await asking.ask(STATUS, '98');
      } catch (error) {
        throw surelyNotSent(error);
      }
    },
    check: () => checkSip2(asking, open, now),
    ...(settings.loansByBarcode ? { cardLoans: cardLoansOf(asking) } : {}),
  };
}

function cardLoansOf(asking: Asking): CardLoans {
  const loans = sip2CardLoans({
    ask: asking.ask,
    dueOf: asking.dueOf,
    patronQuestion: (card) => patronQuestion(asking, card, 'charged'),
    itemQuestion: (barcode) => itemQuestion(asking, barcode),
  });
  const sure = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw surelyNotSent(error);
    });
  return { of: (card) => sure(loans.of(card)), isOut: (barcode) => sure(loans.isOut(barcode)) };
}

function surelyNotSent(error: unknown): unknown {
  return error instanceof SystemFailureError && error.is === 'lost'
    ? new SystemFailureError('not-reached', error.why, { cause: error })
    : error;
}

/** Signs in (93) and asks for the status (99), which some servers want before anything else. Throws SystemFailureError. */
async function signIn(line: Sip2Line, { settings, password }: Sip2Parts): Promise<void> {
  const { user, location } = settings;
  if (user !== undefined) {
    const fields = [
      ['CN', user],
      ['CO', password() ?? ''],
      ['CP', location],
    ] as const;
    const answer = await line.ask({ code: '93', fixed: '00', fields }, '94');
    if (answer.fixed.ok !== '1') throw new SystemFailureError('shut-out', 'it refuses the login');
  }
  const status = await line.ask(STATUS, '98');
  if (status.fixed.online !== 'Y') throw new SystemFailureError('not-reached', 'it says that it is off line');
}

async function tell(asking: Asking, message: Message): Promise<Answer> {
  switch (message.kind) {
    case 'checkout':
      return tellCheckout(asking, message);
    case 'checkin':
      return tellCheckin(asking, message);
    case 'renew':
      return tellRenewal(asking, message);
    case 'pay':
      return tellPayment(asking, message);
    case 'placeHold':
    case 'cancelHold':
      return tellHold(asking, message);
  }
}

/** Renewal policy N: a server that heeds it does not renew an item that is out to the same card already. */
async function tellCheckout(asking: Asking, message: CheckoutMessage): Promise<Answer> {
  const { parts, date, dueOf, ask } = asking;
  const { institution, terminalPassword, keepsDates } = parts.settings;
  const { at, barcode, card, dueAt, rentalMinor, depositMinor } = message;
  const answer = await ask(
    {
      code: '11',
      fixed: `N${keepsDates ? `Y${date(at)}${date(dueAt)}` : `N${date(at)}${NO_DATE}`}`,
      fields: [
        ['AO', institution],
        ['AA', card],
        ['AB', barcode],
        ['AC', terminalPassword ?? ''],
        ['AD', ''],
        ['BO', rentalMinor + depositMinor > 0 ? 'Y' : 'N'],
        ['BI', 'N'],
      ],
    },
    '12',
  );
  if (answer.fixed.ok === '1') return { is: 'taken', dueAt: dueOf(field(answer, 'AH')), wanted: null };
  return refusedLoan(answer);
}

function refusedLoan(answer: Sip2Received<'12' | '30'>): Answer {
  const [fee, text] = [field(answer, 'BV'), texts(answer)];
  if (text === '' && fee !== '') return { is: 'refused', why: 'fee-not-agreed', text: `${fee} ${field(answer, 'BH')}` };
  return { is: 'refused', why: meaningOfSip2(text), text };
}

async function tellCheckin(asking: Asking, message: CheckinMessage): Promise<Answer> {
  const { parts, date, ask } = asking;
  const { institution, location, terminalPassword } = parts.settings;
  const { at, barcode, returnedAt } = message;
  const answer = await ask(
    {
      code: '09',
      fixed: `N${date(at)}${date(returnedAt)}`,
      fields: [
        ['AP', location],
        ['AO', institution],
        ['AB', barcode],
        ['AC', terminalPassword ?? ''],
        ['BI', 'N'],
      ],
    },
    '10',
  );
  const alert = field(answer, 'CV');
  if (answer.fixed.ok !== '1') {
    const text = texts(answer);
    if (alert === '99' || meaningOfSip2(text) === 'unknown-item') return { is: 'refused', why: 'unknown-item', text };
    // Accounts of some servers refuse to take back an item that is not lent.
    const known = await ask(itemQuestion(asking, barcode), '18');
    const isIn = !isUnknownItem(known) && !isOutBySip2(known.fixed.circulation);
    return { is: 'refused', why: isIn ? 'not-on-loan' : meaningOfSip2(text), text };
  }
  const isWanted = ['01', '02', '04'].includes(alert);
  return { is: 'taken', dueAt: null, wanted: isWanted ? { place: field(answer, 'CT') || null } : null };
}

async function tellRenewal(asking: Asking, { at, barcode, card }: RenewMessage): Promise<Answer> {
  const { parts, date, dueOf, ask } = asking;
  const { institution, terminalPassword } = parts.settings;
  const answer = await ask(
    {
      code: '29',
      fixed: `NN${date(at)}${NO_DATE}`,
      fields: [
        ['AO', institution],
        ['AA', card],
        ['AD', ''],
        ['AB', barcode],
        ['AC', terminalPassword ?? ''],
        ['BO', 'Y'],
      ],
    },
    '30',
  );
  if (answer.fixed.ok === '1') return { is: 'taken', dueAt: dueOf(field(answer, 'AH')), wanted: null };
  return refusedLoan(answer);
}

async function tellPayment(asking: Asking, { at, card, amountMinor, reference }: PayMessage): Promise<Answer> {
  const { parts, date, ask } = asking;
  const { settings, currency } = parts;
  const decimals = currencyDecimals(currency);
  const answer = await ask(
    {
      code: '37',
      fixed: `${date(at)}0100${currency}`,
      fields: [
        ['BV', (amountMinor / 10 ** decimals).toFixed(decimals)],
        ['AO', settings.institution],
        ['AA', card],
        ['AC', settings.terminalPassword ?? ''],
        ['AD', ''],
        ['BK', reference],
      ],
    },
    '38',
  );
  if (answer.fixed.accepted === 'Y') return { is: 'taken', dueAt: null, wanted: null };
  const text = texts(answer);
  return { is: 'refused', why: meaningOfSip2(text), text };
}

async function tellHold(asking: Asking, message: HoldMessage): Promise<Answer> {
  const { parts, date, ask } = asking;
  const { institution, terminalPassword } = parts.settings;
  const { kind, at, card, barcode, pickup, expiresAt } = message;
  const answer = await ask(
    {
      code: '15',
      fixed: `${kind === 'placeHold' ? '+' : '-'}${date(at)}`,
      fields: [
        ['BW', expiresAt === null ? null : date(expiresAt)],
        ['BS', pickup],
        // Any copy of the title.
        ['BY', '2'],
        ['AO', institution],
        ['AA', card],
        ['AD', ''],
        ['AB', barcode],
        ['AC', terminalPassword ?? ''],
        ['BO', 'N'],
      ],
    },
    '16',
  );
  if (answer.fixed.ok === '1') return { is: 'taken', dueAt: null, wanted: null };
  const text = texts(answer);
  return { is: 'refused', why: meaningOfSip2(text), text };
}

async function look(asking: Asking, message: Message): Promise<Seen> {
  const isOfItem = message.kind === 'checkout' || message.kind === 'checkin' || message.kind === 'renew';
  const item = isOfItem ? await lookAtItem(asking, message.barcode) : null;
  const { card } = message;
  const asksPatron = card !== null && (!isOfItem || item?.isOut === true);
  const patron = asksPatron ? await lookAtPatron(asking, { card, message, isOfItem }) : null;
  return { item, patron };
}

async function lookAtItem(asking: Asking, barcode: string): Promise<Seen['item']> {
  const answer = await asking.ask(itemQuestion(asking, barcode), '18');
  if (isUnknownItem(answer)) return null;
  return { isOut: isOutBySip2(answer.fixed.circulation), dueAt: asking.dueOf(field(answer, 'AH')) };
}

type Looking = { readonly card: string; readonly message: Message; readonly isOfItem: boolean };

async function lookAtPatron(asking: Asking, { card, message, isOfItem }: Looking): Promise<Seen['patron']> {
  const answer = await asking.ask(patronQuestion(asking, card, isOfItem ? 'charged' : 'none'), '64');
  if (field(answer, 'BL') === 'N') return null;
  const { settings, currency } = asking.parts;
  const lent = answer.fields.get('AU') ?? [];
  const barcode = 'barcode' in message ? message.barcode : '';
  const count = (text: string): number | null => (/^\d{4}$/.test(text) ? Number(text) : null);
  const [held, waiting] = [count(answer.fixed.holds), count(answer.fixed.unavailableHolds)];
  const isCertain = settings.loansByBarcode || count(answer.fixed.charged) === 0;
  const hasItem = lent.includes(barcode) ? true : isCertain ? false : null;
  // Servers leave the figure out where nothing is owed, and also where they have no accounts: nothing is known from that.
  const owed = field(answer, 'BV');
  return {
    hasItem: isOfItem ? hasItem : null,
    owedMinor: owed === '' ? null : parseDecimalMoney(owed, currencyDecimals(currency)),
    holds: held === null || waiting === null ? null : held + waiting,
  };
}
