// Answers about a patron: status, information, the end of a session.

import { createHash } from 'node:crypto';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { BlockKindSchema } from '../../../shared/circ/model/patron-blocks.ts';
import { envelopesOfCall } from '../../../db/ledger/call-acts.ts';
import { fieldOf, readSip2Moment, type Sip2Answer, type Sip2Request } from '../../../shared/sip2/message.ts';
import { amountText, dateOf, languageOf, named, publicText, wordsOf, type Sip2Desk } from './sip2-desk.ts';

type Patron = MethodOutput<'patron.view'>;

/** Denied: charge, renewal, recall, hold; then lost card, too many out, overdue, renewals, claims, lost, fines, fees, recalled, billed. */
const NOTHING_DENIED = ' '.repeat(14);
const UNKNOWN = `YYYY${' '.repeat(10)}`;

/** Patron status (23) and patron enable (25): the desk decides what may be lent to whom; a machine cannot change that. */
export async function patronStatus(desk: Sip2Desk, request: Sip2Request<'23' | '25' | '01'>): Promise<Sip2Answer> {
  const card = fieldOf(request, 'AA');
  const patron = await seen(desk, card);
  const { fields, status } = await saidOf(desk, request, { card, patron });
  const language = languageOf(request);
  const code = request.code === '25' ? '26' : '24';
  return { code, fixed: `${status}${language}${dateOf(desk)}`, fields };
}

/** Block patron (01): by a machine that may, once however often it is sent; a person at a desk lifts it. Answered as patron status is. */
export async function blockPatron(desk: Sip2Desk, request: Sip2Request<'01'>): Promise<Sip2Answer> {
  const card = fieldOf(request, 'AA');
  const { date, cardRetained } = request.fixed;
  if (desk.account.blocksCards !== true || card === '') return patronStatus(desk, request);
  const when = momentSaid(date);
  const key = [desk.name, date, card].join('\n');
  const callId = `sip2-${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
  while (desk.paying.has(callId)) await desk.paying.get(callId);
  const kept = cardRetained === 'Y' ? wordsOf(desk, 'cardKept') : '';
  const said = [desk.name, when, fieldOf(request, 'AL'), kept].filter((text) => text.trim() !== '');
  const reason = said.join(' · ').slice(0, LONGEST_REASON);
  const block = async () => {
    if (await isDone(desk, { when, callId, card, reason })) return null;
    const kinds = [...BlockKindSchema.options];
    return desk.ask('patron.block', { card, kinds, until: null, reason }, when === '' ? undefined : callId);
  };
  const asked = block();
  desk.paying.set(callId, asked);
  const answer = await asked.finally(() => desk.paying.delete(callId));
  const status = await patronStatus(desk, request);
  if (answer === null || answer.ok) return status;
  return { ...status, fields: [...status.fields, ['AF', answer.error.message]] };
}

type AskedBlock = { readonly when: string; readonly callId: string; readonly card: string; readonly reason: string };

/** Whether a message was taken before. One without a time is the same only for as long as its block stands. */
async function isDone(desk: Sip2Desk, { when, callId, card, reason }: AskedBlock): Promise<boolean> {
  if (when !== '') return envelopesOfCall(desk.desk.ledger, callId).length > 0;
  const patron = await seen(desk, card);
  return patron?.blocks.some((block) => block.by === desk.name && block.reason === reason) ?? false;
}

const LONGEST_REASON = 500;

/** The time that a machine wrote, as it stands on its clock. */
function momentSaid(date: string): string {
  const read = readSip2Moment(date);
  return read === null ? '' : new Date(read.local).toISOString().slice(0, 16).replace('T', ' ');
}

/** Lists that a machine may ask for, by their place in the summary, with the field of their rows. */
const LISTS = ['AS', 'AT', 'AU', 'AV', 'BU', 'CD'] as const;

/** Patron information (63). Address, telephone and birth date are not sent to a machine. */
export async function patronInformation(desk: Sip2Desk, request: Sip2Request<'63'>): Promise<Sip2Answer> {
  const card = fieldOf(request, 'AA');
  const patron = await seen(desk, card);
  const { fields, status, account } = await saidOf(desk, request, { card, patron });
  const { loans = [], holds = [] } = patron ?? {};
  const rows: Readonly<Record<(typeof LISTS)[number], readonly string[]>> = {
    AS: holds.flatMap(({ state, title }) => (state === 'captured' ? [title] : [])),
    AT: loans.flatMap(({ overdue, barcode }) => (overdue ? [barcode] : [])),
    AU: loans.map(({ barcode }) => barcode),
    AV: account.fees.map(({ kindText, text, item }) => [kindText, item?.title, text].filter(Boolean).join(' ')),
    BU: loans.flatMap(({ recalled, barcode }) => (recalled ? [barcode] : [])),
    CD: holds.flatMap(({ state, title }) => (state === 'waiting' ? [title] : [])),
  };
  const counts = LISTS.map((id) => String(Math.min(rows[id].length, 9_999)).padStart(4, '0'));
  // A card alone does not identify the person who asks, unless the account allows it.
  const asked = desk.account.cardAlone ? LISTS.find((_, at) => request.fixed.summary[at] === 'Y') : undefined;
  const from = Math.max(Number(fieldOf(request, 'BP')) || 1, 1);
  const to = Number(fieldOf(request, 'BQ')) || Number.POSITIVE_INFINITY;
  const listed = asked === undefined ? [] : rows[asked].slice(from - 1, to).map((row) => [asked, row] as const);
  return {
    code: '64',
    fixed: `${status}${languageOf(request)}${dateOf(desk)}${counts.join('')}`,
    fields: [...fields, ...listed],
  };
}

/** End of a patron's session (35): nothing is kept of one. */
export function endSession(desk: Sip2Desk, request: Sip2Request<'35'>): Sip2Answer {
  return { code: '36', fixed: `Y${dateOf(desk)}`, fields: named(desk, { AA: fieldOf(request, 'AA') }) };
}

/** The patron of a card; null for an unknown card. */
async function seen(desk: Sip2Desk, card: string): Promise<Patron | null> {
  if (card === '') return null;
  const answer = await desk.ask('patron.view', { card });
  return answer.ok ? answer.value : null;
}

async function saidOf(
  desk: Sip2Desk,
  request: Sip2Request,
  { card, patron }: { readonly card: string; readonly patron: Patron | null },
) {
  const answer = patron === null ? null : await desk.ask('fee.list', { patron: card });
  const account = answer?.ok === true ? answer.value : { owedMinor: 0, fees: [] };
  const isKnown = patron !== null;
  const isBlocked = patron?.notices.some(({ effect }) => effect === 'block') ?? false;
  const status = isKnown ? (isBlocked ? UNKNOWN : NOTHING_DENIED) : UNKNOWN;
  // Alerts are for staff, such as to look at a photo.
  const notices = patron?.notices.flatMap((one) => (one.effect === 'block' ? [publicText(desk, one)] : [])) ?? [];
  const fields = named(desk, {
    AA: card,
    AE: patron?.name ?? '',
    BL: isKnown ? 'Y' : 'N',
    CQ: isKnown && desk.account.cardAlone ? 'Y' : 'N',
    BH: desk.currency,
    BV: desk.account.cardAlone ? amountText(desk, account.owedMinor) : null,
  });
  return { status, account, fields: [...fields, ...notices.map((text) => ['AF', text] as const)] };
}
