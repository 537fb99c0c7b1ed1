// A central server over real HTTP with a filled library, and desks that enrol at it as real ones do.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { required } from '../../../../shared/core/assert.ts';
import {
  CommandsResponseSchema,
  type CommandsRequest,
  type CommandsResponse,
} from '../../../../shared/wire/commands.ts';
import { EnrolGrantSchema, EnrolResponseSchema, type EnrolGrant } from '../../../../shared/wire/enrol.ts';
import { splitEnrolCode } from '../../../../shared/wire/enrol-code.ts';
import { FeedLineSchema, type FeedLine } from '../../../../shared/wire/feed.ts';
import { PROTOCOL_HEADER } from '../../../../shared/wire/protocol-version.ts';
import { SIGNATURE_HEADER, signedRequestText } from '../../../../shared/wire/signed-request.ts';
import type { Signer } from '../../../../db/keys/signing.ts';
import { createEnrolCode } from '../../../../server/desks/enrol-codes.ts';
import { openLibraryWriter } from '../../../../server/library/library-writer.ts';
import { serve, type ServeOptions, type Serving } from '../../../../server/serve.ts';
import { systemClock } from '../../../../electron/core/system-clock.ts';
import { testRandom } from '../../../contract/server/support/stores.ts';
import { projectDir } from '../../../support/project-dir.ts';
import { createTestDesk, type TestDesk } from '../../../contract/server/support/test-desk.ts';
import { fillTestLibrary } from '../../../contract/server/support/test-library.ts';

export const clock = systemClock(0);

/** The worker that makes reports in a thread of the server. */
export const reportWorker = join(projectDir, 'server/reports/report-worker.ts');

export type Served = Serving & { readonly data: string };

/** Starts a server; its folder goes when the test ends it by `end`. */
export async function startServed(
  more: Partial<ServeOptions> = {},
  size: { items?: number; patrons?: number } = {},
): Promise<Served & { readonly end: () => Promise<void> }> {
  const data = more.data ?? mkdtempSync(join(tmpdir(), 'holdfast-serve-'));
  const serving = await serve({
    listen: '127.0.0.1:0',
    database: 'embedded',
    clock,
    random: testRandom,
    keyStore: null,
    reportWorker,
    ...more,
    data,
  });
  if (more.data === undefined) await fillTestLibrary(serving.store, openLibraryWriter(serving.store, clock), size);
  return {
    ...serving,
    data,
    end: async () => {
      await serving.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export type OnlineDesk = TestDesk & {
  readonly grant: EnrolGrant;
  readonly token: string;
  readonly push: (request: CommandsRequest) => Promise<CommandsResponse>;
};

/** Enrols a desk over HTTP. It signs as the desk that the server made of it. */
export async function enrol(
  served: Pick<Serving, 'url' | 'store'>,
  name: string,
  branch = 'main',
): Promise<OnlineDesk> {
  const { code } = await createEnrolCode({ store: served.store, clock, random: testRandom }, { branch, name });
  const { secret } = required(splitEnrolCode(code), () => code);
  const key = createTestDesk(name, branch);
  const body = { code: secret, publicKey: key.publicKey, pepper: Buffer.from(testRandom.bytes(32)).toString('base64') };
  const response = EnrolResponseSchema.parse(await (await post(served.url, '/v1/enrol', body)).json());
  const grant = EnrolGrantSchema.parse(JSON.parse(response.grant));
  const desk = createTestDesk(name, branch, undefined, { deskId: grant.deskId, signer: key.signer });
  return {
    ...desk,
    get stream() {
      return desk.stream;
    },
    grant,
    token: grant.token,
    push: async (request) =>
      CommandsResponseSchema.parse(await (await post(served.url, '/v1/commands', request, grant.token)).json()),
  };
}

export function post(url: string, path: string, body: unknown, token?: string): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: '1',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Asks as a desk does that signs the request besides. */
export function postSigned(
  url: string,
  path: string,
  value: unknown,
  { token, signer }: { readonly token: string; readonly signer: Pick<Signer, 'sign'> },
): Promise<Response> {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  const signature = signer.sign(signedRequestText({ method: 'POST', path, token, body }));
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: '1',
      authorization: `Bearer ${token}`,
      [SIGNATURE_HEADER]: signature,
    },
    body,
  });
}

export function get(url: string, path: string, token?: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}${path}`, {
    headers: { [PROTOCOL_HEADER]: '1', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Asks for staff grants as a desk does that signs the request with a key. */
export function getStaffGrants(url: string, token: string, { sign }: Pick<Signer, 'sign'>): Promise<Response> {
  const path = '/v1/staff-grants';
  const signature = sign(signedRequestText({ method: 'GET', path, token }));
  return fetch(`${url}${path}`, {
    headers: { [PROTOCOL_HEADER]: '1', authorization: `Bearer ${token}`, [SIGNATURE_HEADER]: signature },
  });
}

export type LiveFeed = {
  readonly lines: FeedLine[];
  /** Resolves with the first line that fits, those that came already included. */
  readonly until: (fits: (line: FeedLine) => boolean) => Promise<FeedLine>;
  readonly close: () => void;
};

/** Opens a feed and reads it until it is closed. */
export async function openFeed(
  url: string,
  token: string,
  from: { readonly epoch: string; readonly after: number },
): Promise<LiveFeed> {
  const ended = new AbortController();
  const response = await get(url, `/v1/feed?epoch=${from.epoch}&after=${from.after}&live=1`, token, ended.signal);
  expect(response.status).toBe(200);
  const lines: FeedLine[] = [];
  let wake = Promise.withResolvers<void>();
  const read = async () => {
    let rest = '';
    for await (const chunk of required(response.body, () => 'no body').pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) lines.push(FeedLineSchema.parse(JSON.parse(part)));
      wake.resolve();
      wake = Promise.withResolvers<void>();
    }
  };
  let isOver = false;
  const reading = read()
    .catch(() => undefined)
    .then(() => (isOver = true));
  return {
    lines,
    until: async (fits) => {
      for (;;) {
        const found = lines.find(fits);
        if (found !== undefined) return found;
        if (isOver) throw new Error(`the feed ended after ${lines.length} lines, without the one that is waited for`);
        await Promise.race([wake.promise, reading]);
      }
    },
    close: () => ended.abort(),
  };
}
