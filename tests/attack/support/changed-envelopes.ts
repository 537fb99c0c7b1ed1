// Changes to a request with acts on its way: every field of every envelope, and of the request around them. Each change
// has a name, so that a run reports those that end in anything but a refusal or the same act.

import type { Chance } from '../../simulation/world/chance.ts';
import type { CommandsRequest } from '../../../shared/wire/commands.ts';
import type { Envelope } from '../../../shared/wire/envelope.ts';

type Loose = Readonly<Record<string, unknown>>;
/** A request as plain JSON: changed fields may be of any type. */
export type ChangedRequest = Loose;
export type Change = (request: CommandsRequest, chance: Chance) => ChangedRequest;

const one = (
  request: CommandsRequest,
  chance: Chance,
  change: (envelope: Envelope, other: Envelope) => Loose,
): Loose => {
  const at = chance.below(request.envelopes.length);
  const other = chance.pick(request.envelopes);
  return { ...request, envelopes: request.envelopes.map((each, index) => (index === at ? change(each, other) : each)) };
};
const onEnvelope =
  (change: (envelope: Envelope, other: Envelope, chance: Chance) => Loose): Change =>
  (request, chance) =>
    one(request, chance, (envelope, other) => change(envelope, other, chance));

/** The arguments with another person, other amounts, another thing. */
function otherArguments(args: string | null): string {
  return (args ?? '{"command":{}}')
    .replaceAll(/"(patronId|itemId)":"([A-Z])\d+"/g, '"$1":"$21"')
    .replaceAll(/"amountMinor":\d+/g, '"amountMinor":999999')
    .replaceAll(/"(card|barcode)":"[^"]*"/g, '"$1":"card-P1"');
}

function changedChar(text: string, chance: Chance, most = text.length): string {
  const at = chance.below(Math.max(1, Math.min(most, text.length)));
  return `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
}

/** A field of the signed body is another one. */
function changedBody(body: string, chance: Chance): string {
  const fields = JSON.parse(body) as Loose;
  const name = chance.pick(Object.keys(fields));
  const values = [null, 0, '', -1, 2 ** 53, [], {}, 'x', true, { at: 0, source: 'paper' }];
  return JSON.stringify({ ...fields, [name]: chance.pick(values) });
}

/** The same meaning in other bytes: the signature is over bytes. */
const respelled = (text: string) => JSON.stringify(JSON.parse(text), null, 1);

export const CHANGES: Readonly<Record<string, Change>> = {
  'salt null, arguments changed': onEnvelope((e) => ({ ...e, salt: null, args: otherArguments(e.args) })),
  'salt null': onEnvelope((e) => ({ ...e, salt: null })),
  'salt absent, arguments changed': onEnvelope(({ body, signature, args }) => ({
    body,
    signature,
    args: otherArguments(args),
  })),
  'arguments null': onEnvelope((e) => ({ ...e, args: null })),
  'arguments and salt null': onEnvelope((e) => ({ ...e, args: null, salt: null })),
  'arguments absent': onEnvelope(({ body, signature, salt }) => ({ body, signature, salt })),
  'arguments changed': onEnvelope((e) => ({ ...e, args: otherArguments(e.args) })),
  'arguments with one changed character': onEnvelope((e, _other, chance) => ({
    ...e,
    args: changedChar(e.args ?? '', chance),
  })),
  'arguments respelled': onEnvelope((e) => ({ ...e, args: respelled(e.args ?? 'null') })),
  'arguments of another act': onEnvelope((e, other) => ({ ...e, args: other.args === e.args ? '{}' : other.args })),
  'arguments and salt of another act': onEnvelope((e, other) => ({
    ...e,
    ...(other.args === e.args ? { args: '{}', salt: '' } : { args: other.args, salt: other.salt }),
  })),
  'arguments of another type': onEnvelope((e) => ({ ...e, args: JSON.parse(e.args ?? 'null') as unknown })),
  'arguments moved into the salt': onEnvelope((e) => ({ ...e, salt: `${e.salt}${e.args}`, args: '' })),
  'salt moved into the arguments': onEnvelope((e) => ({ ...e, salt: '', args: `${e.salt}${e.args}` })),
  'salt changed': onEnvelope((e, _other, chance) => ({ ...e, salt: changedChar(e.salt ?? '', chance) })),
  'salt of another type': onEnvelope((e) => ({ ...e, salt: 7 })),
  'body with one changed character': onEnvelope((e, _other, chance) => ({ ...e, body: changedChar(e.body, chance) })),
  'body with another field': onEnvelope((e, _other, chance) => ({ ...e, body: changedBody(e.body, chance) })),
  'body respelled': onEnvelope((e) => ({ ...e, body: respelled(e.body) })),
  'body of another type': onEnvelope((e) => ({ ...e, body: JSON.parse(e.body) as unknown })),
  'body empty': onEnvelope((e) => ({ ...e, body: '' })),
  // The last character of a signature carries bits that count for nothing.
  'signature changed': onEnvelope((e, _other, chance) => ({ ...e, signature: changedChar(e.signature, chance, 80) })),
  'signature of another act': onEnvelope((e, other) => ({
    ...e,
    signature: other.signature === e.signature ? '' : other.signature,
  })),
  'signature null': onEnvelope((e) => ({ ...e, signature: null })),
  'envelope null': onEnvelope(() => ({})),
  'envelopes reversed': (request) => ({ ...request, envelopes: request.envelopes.toReversed() }),
  'envelopes doubled': (request) => ({ ...request, envelopes: request.envelopes.flatMap((e) => [e, e]) }),
  'first envelope left out': (request) => ({ ...request, envelopes: request.envelopes.slice(1) }),
  'last envelope left out': (request) => ({ ...request, envelopes: request.envelopes.slice(0, -1) }),
  'all envelopes left out': (request) => ({ ...request, envelopes: [] }),
  'another stream': (request) => ({ ...request, stream: 'another-stream' }),
  'ledger ends before': (request) => ({ ...request, ledgerSeq: 0 }),
  'ledger ends far ahead': (request) => ({ ...request, ledgerSeq: 1_000_000 }),
  'nothing left, closing': (request) => ({ ...request, left: 0, closing: true }),
  'policies left out': (request) => ({ ...request, policies: [] }),
  'policies under other hashes': (request) => ({
    ...request,
    policies: request.policies.map(({ policy }, index) => ({ hash: `${index}`.repeat(64), policy })),
  }),
  'more fields': (request) => ({ ...request, deskId: 'another', receipts: ['{}'] }),
};
