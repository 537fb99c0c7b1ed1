// The desk's side of the central HTTP API. Every way an exchange can end is a value; an answer that does not come from the server counts as none.

import type { z } from 'zod';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import { isErrorCode } from '../../../shared/core/codes/errors.ts';
import { CommandsResponseSchema, type CommandsRequest, type CommandsResponse } from '../../../shared/wire/commands.ts';
import {
  EnrolResponseSchema,
  RejoinResponseSchema,
  type EnrolRequest,
  type EnrolResponse,
  type RejoinRequest,
} from '../../../shared/wire/enrol.ts';
import { ErrorResponseSchema, LATER_STATUS } from '../../../shared/wire/error-response.ts';
import type { CarriedRequest } from '../../../shared/wire/sealed-file.ts';
import {
  PhoneCodeResponseSchema,
  type PhoneCodeRequest,
  type PhoneCodeResponse,
} from '../../../shared/wire/phone-code.ts';
import { HabitsResponseSchema, type HabitsRequest, type HabitsResponse } from '../../../shared/wire/habits.ts';
import { BillsAnswerSchema, type BillsAnswer, type BillsRequest } from '../../../shared/wire/bills.ts';
import { DataFeedsAnswerSchema, type DataFeedsAnswer, type DataFeedsRequest } from '../../../shared/wire/data-feeds.ts';
import {
  PartTermsResponseSchema,
  type PartTermsRequest,
  type PartTermsResponse,
} from '../../../shared/wire/part-terms.ts';
import {
  RoleRightsResponseSchema,
  type RoleRightsRequest,
  type RoleRightsResponse,
} from '../../../shared/wire/role-rights.ts';
import {
  RulesEditResponseSchema,
  type RulesEditRequest,
  type RulesEditResponse,
} from '../../../shared/wire/rules-edit.ts';
import { NeighborsResponseSchema, type NeighborsResponse } from '../../../shared/wire/neighbors.ts';
import {
  NoticeTextsResponseSchema,
  type NoticeTextsRequest,
  type NoticeTextsResponse,
} from '../../../shared/wire/notice-texts.ts';
import { HistoryResponseSchema, type HistoryRequest, type HistoryResponse } from '../../../shared/wire/history.ts';
import { HeldActsResponseSchema, type HeldActsRequest, type HeldActsResponse } from '../../../shared/wire/held-acts.ts';
import { HeadSchema, type Head } from '../../../shared/wire/head.ts';
import {
  ItemLookupResponseSchema,
  LOOK_UP_MS,
  PatronLookupResponseSchema,
  type ItemLookupResponse,
  type PatronLookupResponse,
} from '../../../shared/wire/look-ups.ts';
import { ReadinessResponseSchema, type ReadinessRequest } from '../../../shared/wire/readiness.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../shared/wire/protocol-version.ts';
import {
  REPORT_MS,
  ReportResponseSchema,
  type ReportRequest,
  type ReportResponse,
} from '../../../shared/wire/report.ts';
import { SIGNATURE_HEADER, signedRequestText } from '../../../shared/wire/signed-request.ts';
import { StaffGrantsResponseSchema, type StaffGrantsResponse } from '../../../shared/wire/staff-grants.ts';
import { ChallengeResponseSchema, TokenResponseSchema } from '../../../shared/wire/token.ts';
import type { DeskId } from '../../../shared/core/ids.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import {
  StaffListResponseSchema,
  type StaffListRequest,
  type StaffListResponse,
} from '../../../shared/wire/staff-list.ts';
import type { Signer } from '../../../db/keys/signing.ts';
import type { Failure } from '../sync/sync-events.ts';
import { untrustedCode } from './untrusted.ts';

/** Monotonic times around an exchange, for the clock sample. */
export type Trip = { readonly sentMono: number; readonly receivedMono: number };

/** An answer of the server with its trip, or how the exchange failed. */
export type Exchange<T> = Result<{ readonly value: T; readonly trip: Trip }, Failure>;

/** The parts of an HTTP answer that are read. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly json: () => Promise<unknown>;
  readonly body: ReadableStream<Uint8Array> | null;
};

/** The network: `fetch`, or a stand-in. Rejects when nothing answers, or when the signal is given. */
export type Fetch = (url: URL, init: RequestInit) => Promise<HttpAnswer>;

/** A request, with its headers as they are written. */
type ClientRequest = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

export type ServerClientOptions = {
  readonly baseUrl: string;
  readonly mono: () => number;
  readonly fetch: Fetch;
  readonly timers: Timers;
};

const shortMs = 5_000;
/** A tab that people look at waits no longer. */
const historyMs = 2_000;
const pushMs = 30_000;
/** A preview goes through all that is owed. */
const billsMs = 120_000;

/** Talks to one server. Holds the token that the last challenge gave. */
export class ServerClient {
  readonly #options: ServerClientOptions;
  #token: string | null = null;

  constructor(options: ServerClientOptions) {
    this.#options = options;
  }

  get token(): string | null {
    return this.#token;
  }

  /** The token that came with enrolment saves the first challenge. */
  useToken(token: string): void {
    this.#token = token;
  }

  enrol(request: EnrolRequest): Promise<Exchange<EnrolResponse>> {
    return this.#post('/v1/enrol', request, EnrolResponseSchema, shortMs);
  }

  /** Shows the grant of this desk to a server that lost it. */
  rejoin(request: RejoinRequest): Promise<Exchange<{ readonly deskId: DeskId }>> {
    return this.#post('/v1/rejoin', request, RejoinResponseSchema, shortMs);
  }

  /** Proves the desk's key and takes a token. */
  async getToken(deskId: DeskId, signer: Signer): Promise<Exchange<null>> {
    const challenge = await this.#post('/v1/challenge', { deskId }, ChallengeResponseSchema, shortMs);
    if (!challenge.ok) return challenge;
    const text = challenge.value.value.challenge;
    const answer = { deskId, challenge: text, signature: signer.sign(text) };
    const token = await this.#post('/v1/token', answer, TokenResponseSchema, shortMs);
    if (!token.ok) return token;
    this.#token = token.value.value.token;
    return ok({ value: null, trip: token.value.trip });
  }

  push(request: CommandsRequest, withinMs = pushMs): Promise<Exchange<CommandsResponse>> {
    return this.#post('/v1/commands', request, CommandsResponseSchema, withinMs);
  }

  /** Hands in a part of a sealed file. */
  carry(request: CarriedRequest): Promise<Exchange<CommandsResponse>> {
    return this.#post('/v1/carried', request, CommandsResponseSchema, pushMs);
  }

  /** Reports how ready this desk is for an outage. */
  readiness(request: ReadinessRequest): Promise<Exchange<unknown>> {
    return this.#post('/v1/readiness', request, ReadinessResponseSchema, shortMs);
  }

  head(): Promise<Exchange<Head>> {
    return this.#get('/v1/head', HeadSchema, shortMs);
  }

  /** Signed by the desk besides bearing its token. */
  staffGrants(signer: Signer, withinMs: number): Promise<Exchange<StaffGrantsResponse>> {
    const path = '/v1/staff-grants';
    const text = signedRequestText({ method: 'GET', path, token: this.#token ?? '' });
    const headers = { [SIGNATURE_HEADER]: signer.sign(text) };
    return this.#exchange(path, { headers }, StaffGrantsResponseSchema, withinMs);
  }

  /** The other desks of the branch. */
  neighbors(): Promise<Exchange<NeighborsResponse>> {
    return this.#get('/v1/neighbors', NeighborsResponseSchema, shortMs);
  }

  patronByCard(card: string): Promise<Exchange<PatronLookupResponse>> {
    return this.#get(`/v1/patrons?card=${encodeURIComponent(card)}`, PatronLookupResponseSchema, LOOK_UP_MS);
  }

  knownItem(barcode: string): Promise<Exchange<ItemLookupResponse>> {
    return this.#get(`/v1/known-items?barcode=${encodeURIComponent(barcode)}`, ItemLookupResponseSchema, LOOK_UP_MS);
  }

  /** A report of the whole library. */
  report(request: ReportRequest, signer: Signer): Promise<Exchange<ReportResponse>> {
    return this.#postSigned('/v1/reports', request, ReportResponseSchema, { signer, withinMs: REPORT_MS });
  }

  /** A number that another desk shows, read, and with a PIN answered. */
  phoneCode(request: PhoneCodeRequest, signer: Signer): Promise<Exchange<PhoneCodeResponse>> {
    return this.#postSigned('/v1/phone-code', request, PhoneCodeResponseSchema, { signer, withinMs: pushMs });
  }

  /** Acts that wait behind exceptions. */
  heldActs(request: HeldActsRequest, signer: Signer): Promise<Exchange<HeldActsResponse>> {
    return this.#postSigned('/v1/held-acts', request, HeldActsResponseSchema, { signer, withinMs: shortMs });
  }

  /** Acts of other desks on a course or a copy. */
  history(request: HistoryRequest, signer: Signer): Promise<Exchange<HistoryResponse>> {
    return this.#postSigned('/v1/history', request, HistoryResponseSchema, { signer, withinMs: historyMs });
  }

  /** The words of notices; with a PIN some are set. */
  noticeTexts(request: NoticeTextsRequest, signer: Signer): Promise<Exchange<NoticeTextsResponse>> {
    return this.#postSigned('/v1/notice-texts', request, NoticeTextsResponseSchema, { signer, withinMs: pushMs });
  }

  /** The rights of each role; with a PIN one role is changed. */
  roleRights(request: RoleRightsRequest, signer: Signer): Promise<Exchange<RoleRightsResponse>> {
    return this.#postSigned('/v1/role-rights', request, RoleRightsResponseSchema, { signer, withinMs: pushMs });
  }

  /** Sets how missing parts are settled. */
  partTerms(request: PartTermsRequest, signer: Signer): Promise<Exchange<PartTermsResponse>> {
    return this.#postSigned('/v1/part-terms', request, PartTermsResponseSchema, { signer, withinMs: pushMs });
  }

  /** Sets the library's keys and lesson settings. */
  habits(request: HabitsRequest, signer: Signer): Promise<Exchange<HabitsResponse>> {
    return this.#postSigned('/v1/habits', request, HabitsResponseSchema, { signer, withinMs: pushMs });
  }

  /** Fees that go to another office: read, or worked with a PIN. */
  bills(request: BillsRequest, signer: Signer): Promise<Exchange<BillsAnswer>> {
    return this.#postSigned('/v1/bills', request, BillsAnswerSchema, { signer, withinMs: billsMs });
  }

  /** Files of other offices that are taken in: read, or decided about with a PIN. */
  dataFeeds(request: DataFeedsRequest, signer: Signer): Promise<Exchange<DataFeedsAnswer>> {
    return this.#postSigned('/v1/data-feeds', request, DataFeedsAnswerSchema, { signer, withinMs: pushMs });
  }

  /** Checks an edit of the rules; with a PIN it is put in force. */
  rulesEdit(request: RulesEditRequest, signer: Signer): Promise<Exchange<RulesEditResponse>> {
    return this.#postSigned('/v1/rules-edit', request, RulesEditResponseSchema, { signer, withinMs: pushMs });
  }

  /** The people who may sign in; with a PIN one entry is changed. */
  staffList(request: StaffListRequest, signer: Signer): Promise<Exchange<StaffListResponse>> {
    return this.#postSigned('/v1/staff-list', request, StaffListResponseSchema, { signer, withinMs: pushMs });
  }

  /** Opens a stream of NDJSON: the feed or a snapshot. The caller reads the body and aborts it. */
  async openStream(path: string, signal: AbortSignal): Promise<Result<ReadableStream<Uint8Array>, Failure>> {
    // The time limit is for the headers alone; a stream lives as long as it speaks.
    const tooLate = new AbortController();
    const cancel = this.#options.timers.after(pushMs, () => tooLate.abort());
    const response = await this.#fetch(path, { signal: AbortSignal.any([signal, tooLate.signal]) });
    cancel();
    if (!response.ok) return response;
    const { status, headers, body } = response.value;
    if (status !== 200) return err(await failureOf(response.value));
    const isOurs = headers.get('content-type')?.includes('ndjson') === true;
    return isOurs && body !== null ? ok(body) : err({ kind: 'unreachable' });
  }

  #post<T>(path: string, body: unknown, schema: z.ZodType<T>, withinMs: number): Promise<Exchange<T>> {
    const request = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return this.#exchange(path, request, schema, withinMs);
  }

  /** A request on a person's word is signed by the desk besides bearing its token. */
  #postSigned<T>(
    path: string,
    value: unknown,
    schema: z.ZodType<T>,
    { signer, withinMs }: { readonly signer: Signer; readonly withinMs: number },
  ): Promise<Exchange<T>> {
    const body = JSON.stringify(value);
    const signature = signer.sign(signedRequestText({ method: 'POST', path, token: this.#token ?? '', body }));
    const headers = { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature };
    return this.#exchange(path, { method: 'POST', body, headers }, schema, withinMs);
  }

  #get<T>(path: string, schema: z.ZodType<T>, withinMs: number): Promise<Exchange<T>> {
    return this.#exchange(path, {}, schema, withinMs);
  }

  async #exchange<T>(path: string, init: ClientRequest, schema: z.ZodType<T>, withinMs: number): Promise<Exchange<T>> {
    const tooLate = new AbortController();
    const cancel = this.#options.timers.after(withinMs, () => tooLate.abort());
    try {
      const sentMono = this.#options.mono();
      const answered = await this.#fetch(path, { ...init, signal: tooLate.signal });
      if (!answered.ok) return answered;
      const response = answered.value;
      const receivedMono = this.#options.mono();
      if (response.status !== 200 && response.status !== 409) return err(await failureOf(response));
      const parsed = schema.safeParse(await response.json().catch(() => null));
      // A captive portal answers 200 with a page: that is not the server.
      return parsed.success
        ? ok({ value: parsed.data, trip: { sentMono, receivedMono } })
        : err({ kind: 'unreachable' });
    } finally {
      cancel();
    }
  }

  async #fetch(path: string, init: ClientRequest): Promise<Result<HttpAnswer, Failure>> {
    const headers = {
      ...init.headers,
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
      ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
    };
    try {
      return ok(
        await this.#options.fetch(new URL(path, this.#options.baseUrl), { ...init, headers, redirect: 'error' }),
      );
    } catch (error) {
      const code = untrustedCode(error);
      return err({ kind: 'unreachable', ...(code === null ? {} : { code }) });
    }
  }
}

/** The meaning for the desk of a status other than success. */
async function failureOf(response: HttpAnswer): Promise<Failure> {
  if (response.status === 401) return { kind: 'token' };
  const body = ErrorResponseSchema.safeParse(await response.json().catch(() => null));
  if (!body.success) return response.status >= 500 ? { kind: 'server' } : { kind: 'unreachable' };
  const { code } = body.data;
  if (!isErrorCode(code)) return { kind: 'server' };
  const isLater = response.status >= 500 || response.status === 429 || response.status === LATER_STATUS;
  return isLater ? { kind: 'server', code } : { kind: 'refused', code };
}
