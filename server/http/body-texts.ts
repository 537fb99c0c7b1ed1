// The bodies of requests as they came: a desk signed those bytes, not their parsed form.

import type { FastifyInstance, FastifyRequest } from 'fastify';

const BODY_TEXTS = new WeakMap<FastifyRequest['raw'], string>();

/** The body as it came: a desk signs these bytes; null without one. */
export function textOfBody({ raw }: FastifyRequest): string | null {
  return BODY_TEXTS.get(raw) ?? null;
}

/** Reads JSON as the framework does, and keeps its text with the request. */
export function keepBodyTexts(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    BODY_TEXTS.set(request.raw, body);
    void parse(request, body, done);
  });
}
