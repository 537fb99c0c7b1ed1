// Messages of NCIP over HTTP: one document is posted, one comes back.

import { randomBytes } from 'node:crypto';
import type { Instant } from '../../../shared/core/instant.ts';
import { faultOfNcip, type NcipProblem } from '../../../shared/connectors/ncip-words.ts';
import { bearerToken } from '../bearer-token.ts';
import type { NcipSettings } from '../connector-settings.ts';
import { failedBy, httpCall, textOf, type Change } from '../http-call.ts';
import { SystemFailureError } from '../other-system.ts';
import { elementAt, elementsAt, printXml, readXml, textAt, type XmlDraft, type XmlElement } from '../xml-tree.ts';
import { signedByWskey } from './wskey.ts';

/** A message that begins an exchange, with its name. */
export type Initiation = { readonly name: string; readonly holds: readonly (XmlDraft | null)[] };

export type NcipAnswer = {
  /** The element of the response. */
  readonly response: XmlElement;
  /** Empty: it was done. None of them is a fault. */
  readonly problems: readonly NcipProblem[];
};

export type NcipClient = {
  /** Asks a question. Throws SystemFailureError. */
  readonly ask: (question: Initiation) => Promise<NcipAnswer>;
  /** Asks anything to see whether it is there and knows us. Throws SystemFailureError. */
  readonly probe: (question: Initiation) => Promise<void>;
  /** Hands over a message that changes something. Throws SystemFailureError. */
  readonly tell: (message: Initiation, beforeChange: () => void) => Promise<NcipAnswer>;
  /** Signs in, where that is a step of its own. */
  readonly signIn: () => Promise<void>;
};

export type NcipParts = {
  readonly settings: NcipSettings;
  readonly password: () => string | null;
  readonly now: () => Instant;
};

/** What a message is for. `isProbe`: any answer shows that it is there. */
type Calling = { readonly change: Change; readonly isProbe: boolean };

type TokenLogin = Extract<NcipSettings['login'], { by: 'token' }>;
const QUESTION: Calling = { change: null, isProbe: false };

export function ncipClient({ settings, password, now }: NcipParts): NcipClient {
  const { login, patience } = settings;

  const call = async (at: string, init: RequestInit, change: Change): Promise<Response> => {
    const response = await httpCall(patience, { url: at, init: { ...init, method: 'POST' }, change });
    if (response.status === 403) throw await failedBy(response, 'shut-out', true);
    if (response.status === 404) throw await failedBy(response, 'not-reached');
    return response;
  };

  const tokenCall = ({ clientId, scope }: TokenLogin): RequestInit => ({
    headers: { authorization: basic(clientId, password() ?? '') },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
  });
  const token = login?.by === 'token' ? bearerToken(() => call(login.tokenUrl, tokenCall(login), null), now) : null;

  const url = addressOf(settings);
  const authorization = (): string | null => {
    if (login?.by === 'basic') return basic(login.user, password() ?? '');
    if (login?.by !== 'wskey') return null;
    const nonce = randomBytes(8).toString('hex');
    return signedByWskey({ key: login.key, secret: password() ?? '', method: 'POST', url, at: now(), nonce });
  };

  const exchange = async (message: Initiation, calling: Calling): Promise<NcipAnswer> => {
    const body = printXml(documentOf(message, settings));
    const post = (signed: string | null): Promise<Response> => {
      const headers = { 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml' };
      return call(
        url,
        { headers: signed === null ? headers : { ...headers, authorization: signed }, body },
        calling.change,
      );
    };
    const response = await (token === null ? post(authorization()) : token.call(post));
    if (response.status === 401) throw await failedBy(response, 'shut-out');
    return answerTo(message, response, calling);
  };

  return {
    signIn: async () => token?.signIn(),
    ask: (question) => exchange(question, QUESTION),
    probe: async (question) => {
      await exchange(question, { ...QUESTION, isProbe: true });
    },
    tell: (message, beforeChange) => exchange(message, { change: beforeChange, isProbe: false }),
  };
}

/** OCLC wants the institution, and with a signature the person, in the address. */
function addressOf({ url, profile, institution, login }: NcipSettings): string {
  if (profile !== 'wms') return url;
  const full = new URL(url);
  full.searchParams.set('inst', institution ?? '');
  if (login?.by === 'wskey') {
    full.searchParams.set('principalID', login.principalId);
    full.searchParams.set('principalIDNS', login.principalIdns);
  }
  return full.href;
}

const NAMESPACE = 'http://www.niso.org/2008/ncip';

function documentOf({ name, holds }: Initiation, { profile }: NcipSettings): XmlDraft {
  const version = profile === 'wms' ? 'v2_01/ncip_v2_01' : 'v2_02/ncip_v2_02';
  return {
    name: 'NCIPMessage',
    attributes: {
      xmlns: NAMESPACE,
      'xmlns:ncip': NAMESPACE,
      'ncip:version': `http://www.niso.org/schemas/ncip/${version}.xsd`,
    },
    holds: [{ name, holds }],
  };
}

/** Throws SystemFailureError for an answer that cannot be read, and for a problem that refuses no act. */
async function answerTo({ name }: Initiation, http: Response, { change, isProbe }: Calling): Promise<NcipAnswer> {
  const { ok: isOk, status } = http;
  // It did nothing where it refuses the request itself.
  const isChange = change !== null && isOk;
  const root = readXml(await textOf(http, isChange));
  const own = root?.name === 'NCIPMessage' ? elementAt(root, `${name}Response`) : null;
  // It may not know the message at all.
  const response = own ?? (elementsAt(root, 'Problem').length > 0 ? root : null);
  const problems = elementsAt(response, 'Problem').map((problem) => ({
    type: textAt(problem, 'ProblemType'),
    detail: textAt(problem, 'ProblemDetail'),
  }));
  if (response === null || (problems.length === 0 && !isOk))
    throw new SystemFailureError(isChange ? 'lost' : 'not-reached', `its answer ${status} cannot be read`, {
      counts: true,
    });
  for (const problem of problems) {
    const failure = failureOf(problem, isChange);
    if (failure !== null && !(isProbe && failure.counts)) throw failure;
  }
  return { response, problems };
}

/** A problem that refuses no act; null = it refuses one. */
function failureOf(problem: NcipProblem, isChange: boolean): SystemFailureError | null {
  const counts = true;
  switch (faultOfNcip(problem)) {
    case 'shut-out':
      return new SystemFailureError('shut-out', 'it does not know this agency');
    case 'shut-out-here':
      return new SystemFailureError('shut-out', 'it does not allow this service', { counts });
    case 'unable':
      // By the standard it did nothing. Servers answer any fault so, also after the act.
      return new SystemFailureError(isChange ? 'lost' : 'not-reached', 'it cannot work at the moment', { counts });
    case 'unread':
      return new SystemFailureError('not-answered', 'it cannot read what it is asked', { counts });
    case null:
      return null;
  }
}

const basic = (user: string, secret: string): string => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
