// A call of a route: registered by the route's data, its parts parsed by their schemas.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { isPlain } from '../../shared/core/plain-text.ts';
import type { Route } from './routes.ts';

type BodyOf<R> = R extends { readonly body: z.ZodType<infer T> } ? T : undefined;
type ParamsOf<R> = R extends { readonly params: z.ZodType<infer T> } ? T : undefined;
type QueryOf<R> = R extends { readonly query: z.ZodType<infer T> } ? T : undefined;
/** A call of a route, its parts parsed. */
export type Call<R> = {
  readonly body: BodyOf<R>;
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** Registers a route that needs no token. */
export function on<R extends Route>(
  server: FastifyInstance,
  route: R,
  answer: (call: Call<R>) => Promise<unknown>,
): void {
  server.route({
    method: route.method,
    url: route.path,
    handler: (request, reply) => answer({ ...parseCall(route, request), request, reply }),
  });
}

/** The token that a request carries; empty where there is none. */
export function bearerOf({ headers }: FastifyRequest): string {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** Throws HF-SERVER-001 for input that the schema of a part does not take. */
export function parseCall<R extends Route>(
  route: R,
  request: FastifyRequest,
): Pick<Call<R>, 'body' | 'params' | 'query'> {
  return {
    body: parsePart(route.body, request.body) as BodyOf<R>,
    params: parsePart(route.params, request.params) as ParamsOf<R>,
    query: parsePart(route.query, request.query) as QueryOf<R>,
  };
}

function parsePart(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  if (!isPlain(value)) throw new HoldfastError('HF-SERVER-008', { detail: 'a text in it is not plain' });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HoldfastError('HF-SERVER-008', { detail: `${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`.trim() });
}
