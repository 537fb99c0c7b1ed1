// `patron.find`, `patron.view`, `patron.details`: a patron as the panel shows them.

import { foldText } from '../../../shared/core/fold-text.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { checksPhoto } from '../../../shared/circ/model/desk-terms.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import { sayReason } from '../../../shared/core/say-reason.ts';
import type { Words } from '../../../shared/core/language.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { DAY_MS, formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import type { BranchId, PatronId } from '../../../shared/core/ids.ts';
import type { LookingFrom } from '../../../shared/lists/row-source.ts';
import type { PatronHoldRow } from '../../../shared/lists/patron-lists.ts';
import { patronHolds, patronLoans } from '../lists/list-rows.ts';
import type { PatronHold, PatronLoan, PatronSummary, PatronView } from '../../../shared/views/patron.ts';
import { decideCheckout } from '../../../shared/circ/decide/checkout.ts';
import { cardOf, mailFailureOf, type Patron, type PatronBlock } from '../../../shared/circ/model/patron.ts';
import { cardFault, type Card } from '../../../shared/circ/model/patron-cards.ts';
import { endOf, isInForce } from '../../../shared/circ/model/agreement.ts';
import { linkFault } from '../../../shared/circ/model/proxy-link.ts';
import { compareText } from '../../../shared/circ/fold/timeline.ts';
import { loanOfBan } from '../../../shared/circ/bans.ts';
import { isOurs, kindsOf, RETURNED_LATE } from '../../../shared/circ/model/patron-blocks.ts';
import type { PatronCardView } from '../../../shared/views/patron-cards.ts';
import type { ProxyLinkView } from '../../../shared/views/patron-proxies.ts';
import type { AgreementView } from '../../../shared/views/agreement.ts';
import type { PatronBlockView } from '../../../shared/views/patron-blocks.ts';
import { findPatrons } from '../../../db/replica/queries/find-patrons.ts';
import { isLeaseOver } from '../lease.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { endsWith, matchCards } from './matched-card.ts';
import { kindText } from './fees.ts';
import { libraryFacts, patronFacts } from './load-facts.ts';
import { coveredByNight } from './night-grant-view.ts';
import { dayText, itemBrief } from './say-views.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';

const WORDS = {
  asOf: { en: 'Patron data as of {asOf}', es: 'Datos de usuarios de {asOf}' },
  locked: {
    en: 'Names and details are locked: no contact with the server for too long. Patron data as of {asOf}',
    es: 'Los nombres y datos están bloqueados: demasiado tiempo sin contacto con el servidor. Datos de usuarios de {asOf}',
  },
  owes: { en: 'Owes too much to borrow.', es: 'Debe demasiado para llevar préstamos.' },
  photo: { en: 'Check the photo.', es: 'Verifique la foto.' },
  mailFailed: {
    en: 'E-mail does not arrive. Ask for another address.',
    es: 'El correo no llega. Pida otra dirección.',
  },
  fee: { en: '{amount}', es: '{amount}' },
  late: { en: 'Returned late, by the loan rules', es: 'Devuelto tarde, según las reglas de préstamo' },
  lateTitle: {
    en: 'Returned late, by the loan rules: {title}',
    es: 'Devuelto tarde, según las reglas de préstamo: {title}',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** Throws HF-PATRON-002 where nothing may be shown of a person but the card. */
export function refuseLocked({ ledger, clock }: Pick<Desk, 'ledger' | 'clock'>): void {
  if (isLeaseOver(ledger, clock.now())) throw new HoldfastError('HF-PATRON-002');
}

/** Finds patrons by name in any order, card, e-mail or phone. */
export function findPatronsBy(desk: Desk, { query, limit }: ParsedInput<'patron.find'>): MethodOutput<'patron.find'> {
  refuseLocked(desk);
  const copy = requiredCopy(desk);
  const here = copy.sight.writtenHere().filter((patron) => isFoundBy(patron, query));
  const known = new Set(here.map(({ id }) => id));
  const rows = findPatrons(copy.db, query, limit)
    .filter(({ id }) => !known.has(id))
    .map((patron) => copy.sight.patronNow(patron));
  const found = [...here, ...rows]
    .map((patron) => ({ patron, ...matchCards(patron, query) }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit);
  return {
    patrons: found.map(({ patron, other }) => ({
      ...patronSummary(desk, copy, patron),
      ...(other === null ? {} : { otherCard: other }),
    })),
  };
}

/** A row of a search. */
export function patronSummary(desk: Desk, copy: Copy, patron: Patron): PatronSummary {
  const now = desk.clock.now();
  return {
    card: cardOf(patron),
    name: sortName(patron.name, cardOf(patron)),
    groupName: patron.groupName,
    homeName: copy.library.branchName(patron.home),
    expired: patron.expiresAt !== null && patron.expiresAt <= now,
    blocked: patron.barred || !patron.active || patron.blocks.some((block) => block.blocks.includes('CIRC')),
  };
}

/** Whether a patron is found by a query as the index would find one that the server has: by a card or its end, or by the words of the name. */
function isFoundBy(patron: Patron, query: string): boolean {
  if (patron.cards.some(({ number }) => endsWith(number, foldText(query).replace(/\s/g, '')))) return true;
  const text = foldText(`${sortName(patron.name, '')} ${patron.cards.map(({ number }) => number).join(' ')}`);
  const words = foldText(query)
    .split(/[\s,]+/)
    .filter(Boolean);
  return words.length > 0 && words.every((word) => text.split(/[\s,]+/).some((part) => part.startsWith(word)));
}

/** The panel of a patron, by any of their cards; one that is not here is asked for while online. Throws HF-PATRON-001. */
export async function viewPatron(desk: Desk, { card }: ParsedInput<'patron.view'>): Promise<PatronView> {
  const copy = requiredCopy(desk);
  const patron = copy.sight.patronByCard(card) ?? (await desk.lookUpCard(card)).patron;
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  const saying = sayingAt(desk);
  const loans = loansOf(desk, copy, patron, saying);
  const holds = patronHolds(copy, patron, lookingFrom(desk)).map(holdView);
  const zone = deskZone(desk);
  return {
    patronId: patron.id,
    card: cardOf(patron),
    name: sortName(patron.name, cardOf(patron)),
    groupName: patron.groupName,
    homeName: copy.library.branchName(patron.home),
    expiresText: patron.expiresAt === null ? null : dayText(saying, patron.expiresAt, zone),
    expired: patron.expiresAt !== null && patron.expiresAt <= saying.now,
    provisional: patron.provisional,
    notices: noticesOf(desk, copy, patron, { card, saying }),
    messages: patron.messages,
    blocks: patron.blocks
      .filter(({ endsAt }) => endsAt === null || endsAt > saying.now)
      .map(blockView(copy, saying, zone)),
    cards: cardViews(patron, saying, zone),
    links: linkViews(copy, patron, { saying, zone }),
    agreements: agreementViews(copy, patron, { saying, zone }),
    asksToSign: (copy.library.deskTerms().equipment ?? []).some(({ agreement }) => agreement !== undefined),
    counts: {
      out: loans.filter((loan) => loan.state !== 'in-question').length,
      overdue: loans.filter((loan) => loan.overdue).length,
      holds: holds.length,
      holdsReady: holds.filter(({ copyIs }) => copyIs === 'here').length,
      claims: claimsOf(copy, patron, saying.now),
    },
    owesFee: copy.sight.feesOfPatron(patron.id).length > 0,
    hasCredit: copy.sight.creditMinor(patron.id) > 0,
    loans,
    holds,
    asOfText: asOfText(desk, saying),
  };
}

/** As far back as a patron's loans are looked at. */
const CLAIMS_KEPT_MS = 365 * DAY_MS;

/** How often a patron claimed something, as far as their loans are kept. */
function claimsOf({ sight }: Copy, { id }: Patron, now: Instant): number {
  const loans = [...sight.loansOfPatron(id), ...sight.returnedLoansOfPatron(id, now - CLAIMS_KEPT_MS)];
  return loans.filter(({ claim }) => claim !== undefined).length;
}

function blockView(copy: Copy, saying: Saying, zone: string): (block: PatronBlock) => PatronBlockView {
  return (block) => ({
    block: block.id,
    reason:
      block.label === RETURNED_LATE ? lateWords(copy, saying, block) : block.label === '' ? block.kind : block.label,
    kinds: kindsOf(block),
    by: block.by ?? null,
    setText: dayText(saying, block.setAt, zone),
    untilText: block.endsAt === null ? null : dayText(saying, block.endsAt, zone),
    isTheirs: !isOurs(block),
  });
}

/** Which return made a ban, where the loan is still known here. */
function lateWords(copy: Copy, saying: Saying, block: PatronBlock): string {
  const id = loanOfBan(block);
  const loan = id === null ? null : copy.sight.loan(id);
  const item = loan === null ? null : copy.sight.item(loan.itemId);
  return item === null ? say(saying, WORDS.late) : say(saying, WORDS.lateTitle, { title: itemBrief(copy, item).title });
}

/** Cards in use first, the primary one on top. */
function cardViews(patron: Patron, saying: Saying, zone: string): PatronCardView[] {
  const shown = cardOf(patron);
  const view = (card: Card): PatronCardView => ({
    number: card.number,
    kind: card.kind ?? 'barcode',
    issuer: card.issuer ?? null,
    fault: cardFault(card, saying.now),
    untilText: card.expiresAt === undefined ? null : dayText(saying, card.expiresAt, zone),
  });
  const rank = ({ fault, number }: PatronCardView): number => (fault !== null ? 2 : number === shown ? 0 : 1);
  return patron.cards.map(view).toSorted((a, b) => rank(a) - rank(b));
}

/** Those in force first, then by the other account. A link whose beginning did not come yet is not shown. */
function linkViews(
  { sight }: Copy,
  { links = [] }: Patron,
  { saying, zone }: { readonly saying: Saying; readonly zone: string },
): ProxyLinkView[] {
  const views = links.flatMap((link): ProxyLinkView[] => {
    const { id, role, of, named, ended } = link;
    if (named === undefined) return [];
    const other = sight.patron(of);
    const fault = linkFault(link, saying.now);
    const day = (at: Instant) => dayText(saying, at, zone);
    return [
      {
        link: id,
        role,
        patronId: other?.id ?? of,
        name: other === null ? null : sortName(other.name, cardOf(other)),
        groupName: other?.groupName ?? null,
        by: named.by,
        sinceText: day(named.since),
        untilText: named.until === null ? null : day(named.until),
        fault: fault === 'none' ? null : fault,
        endedText: ended === undefined ? null : day(ended.at),
        endedBy: ended?.by ?? null,
      },
    ];
  });
  const rank = ({ fault }: ProxyLinkView): number => (fault === null ? 0 : 1);
  return views.toSorted((a, b) => rank(a) - rank(b) || compareText(a.name ?? '', b.name ?? ''));
}

/** Those in force first, the newest first. A kind that the library has no more is called by its code. */
function agreementViews(
  { library, sight }: Copy,
  patron: Patron,
  { saying, zone }: { readonly saying: Saying; readonly zone: string },
): AgreementView[] {
  const names = new Map((library.deskTerms().equipment ?? []).map(({ id, name }) => [id, name]));
  const shown = (patron.agreements ?? []).map((one) => ({
    ...one,
    isInForce: isInForce(patron, one, saying.now),
    end: endOf(patron, one.id),
  }));
  const signer = (id: PatronId) => {
    const other = sight.patron(id);
    return { name: other === null ? null : sortName(other.name, cardOf(other)) };
  };
  return shown
    .toSorted((a, b) => Number(b.isInForce) - Number(a.isInForce) || b.at - a.at)
    .map(({ id, kind, at, until, how, name, by, sponsor, end, isInForce: inForce }) => ({
      id,
      kindName: names.get(kind) ?? kind,
      how,
      name,
      by,
      atText: dayText(saying, at, zone),
      untilText: until === null ? null : dayText(saying, until, zone),
      sponsor: sponsor === undefined ? null : signer(sponsor),
      ended: end === null ? null : { atText: dayText(saying, end.at, zone), by: end.by },
      isInForce: inForce,
    }));
}

function holdView({ titleId: _, author: __, placedAt: ___, shelfUntil, ...row }: PatronHoldRow): PatronHold {
  return { ...row, shelfUntil: shelfUntil === null ? null : formatInstant(shelfUntil) };
}

/** Sums open on a key; the panel lies open. */
const moneyReasons: ReadonlySet<string> = new Set(['PATRON_FINES', 'PATRON_OTHER_FEES']);

/** No reason for a refusal: a person looks, and nothing is recorded. */
const PHOTO = 'PHOTO';

/** Neither is this. */
const MAIL = 'MAIL_FAILED';

/** Reasons against any checkout: those of a checkout without an item. */
function noticesOf(
  desk: Desk,
  copy: Copy,
  patron: Patron,
  { card, saying }: { readonly card: string; readonly saying: Saying },
): PatronView['notices'] {
  const facts = {
    library: libraryFacts(desk, copy, saying.now),
    item: null,
    patron: patronFacts(copy, patron, { card, at: saying.now }),
  };
  const { reasons } = decideCheckout(facts, { barcode: '', card, overrides: [] }, saying.now);
  const ofPatron = reasons.filter(({ code }) => code.startsWith('PATRON_') || code.startsWith('LIMIT_'));
  const covered = coveredByNight(desk, ofPatron);
  const photo = checksPhoto(copy.library.deskTerms(), patron.group)
    ? [{ code: PHOTO, effect: 'alert' as const, text: say(saying, WORDS.photo) }]
    : [];
  const others = ofPatron.map((reason) => ({
    code: reason.code,
    effect: reason.effect === 'block' || reason.effect === 'override' ? ('block' as const) : ('alert' as const),
    text: moneyReasons.has(reason.code) ? say(saying, WORDS.owes) : sayReason(saying, reason),
    ...(covered.has(reason) ? { onNightGrant: true as const } : {}),
  }));
  const mail =
    mailFailureOf(patron) === null
      ? []
      : [{ code: MAIL, effect: 'alert' as const, text: say(saying, WORDS.mailFailed) }];
  return [...others, ...photo, ...mail];
}

function loansOf(desk: Desk, copy: Copy, patron: Patron, saying: Saying): PatronLoan[] {
  const rows = patronLoans(copy, patron, lookingFrom(desk));
  return rows.map(({ titleId: _, outAt: __, grain, zone, dueAt, ...row }) => ({
    ...row,
    grain,
    zone,
    dueAt: formatInstant(dueAt),
    dueText: sayDue(saying.language, { dueAt, grain, zone }, saying.now),
  }));
}

function lookingFrom(desk: Desk): LookingFrom & { readonly branch: BranchId } {
  return { branch: desk.identity.branch, zone: deskZone(desk), now: desk.clock.now() };
}

function asOfText(desk: Desk, saying: Saying): string | null {
  const isLocked = isLeaseOver(desk.ledger, saying.now);
  // A computer that slept for weeks takes its line for whole until it asks.
  if (desk.link.isOnline() && !isLocked) return null;
  const zone = deskZone(desk);
  const asOf = { dueAt: desk.patronsAsOf(), grain: 'time', zone } as const;
  return say(saying, isLocked ? WORDS.locked : WORDS.asOf, { asOf });
}

/** Details of a patron, opened by a key. */
export function patronDetails(desk: Desk, { card }: ParsedInput<'patron.details'>): MethodOutput<'patron.details'> {
  refuseLocked(desk);
  const copy = requiredCopy(desk);
  const patron = copy.sight.patronByCard(card);
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  const saying = sayingAt(desk);
  const { currency } = desk.identity.library;
  const money = (amountMinor: number) => say(saying, WORDS.fee, { amount: { amountMinor, currency } });
  const fees = copy.sight.feesOfPatron(patron.id);
  return {
    owedText: money(copy.sight.owedMinor(patron.id)),
    fees: fees.map((fee) => {
      const item = fee.itemId === null ? null : copy.sight.item(fee.itemId);
      const title = item === null ? null : itemBrief(copy, item).title;
      return { kind: fee.kind, kindText: kindText(saying, fee), title, text: money(fee.outstandingMinor) };
    }),
    birthDate: patron.birthDate,
    email: patron.email,
    phones: patron.phones,
    address: patron.address,
  };
}
