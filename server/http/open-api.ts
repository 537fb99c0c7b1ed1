// The OpenAPI document, made from the routes and the schemas that they are parsed with. A test keeps it true.

import { z } from 'zod';
import { ErrorResponseSchema } from '../../shared/wire/error-response.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import { SIGNATURE_HEADER } from '../../shared/wire/signed-request.ts';
import { WEBHOOK_HEADERS, WebhookBodySchema } from '../../shared/wire/webhook.ts';
import { ROUTES, type Route } from './routes.ts';

type Doc = Readonly<Record<string, unknown>>;

const SIGNATURE: Doc = {
  name: SIGNATURE_HEADER,
  in: 'header',
  required: true,
  description: 'Ed25519 of the key of the desk, base64, over method, space, path, line feed and token.',
  schema: { type: 'string' },
};

/** The document. */
export function openApiDocument(): Doc {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries<Route>(ROUTES)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Holdfast central server', version: String(PROTOCOL_VERSION) },
    paths,
    webhooks: {
      acts: {
        post: {
          operationId: 'acts',
          summary:
            'Acts that the server took in, in their order. Sent again, with the same id, until it is answered with 2xx.',
          parameters: Object.values(WEBHOOK_HEADERS).map((name) => ({
            name,
            in: 'header',
            required: true,
            schema: { type: 'string' },
          })),
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(WebhookBodySchema, 'output') } },
          },
          responses: { 200: { description: 'Taken.' }, default: { description: 'Not taken: it is sent again.' } },
        },
      },
    },
    components: {
      schemas: { ErrorResponse: jsonSchema(ErrorResponseSchema, 'output') },
      securitySchemes: {
        deskToken: { type: 'http', scheme: 'bearer' },
        readerToken: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operation(name: string, route: Route): Doc {
  return {
    operationId: name,
    summary: route.summary,
    ...(route.access === 'anyone'
      ? {}
      : { security: [{ [route.access === 'reader' ? 'readerToken' : 'deskToken']: [] }] }),
    parameters: [
      { name: PROTOCOL_HEADER, in: 'header', required: false, schema: { type: 'integer', const: PROTOCOL_VERSION } },
      ...(route.signed === true ? [SIGNATURE] : []),
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
    ],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } },
        }),
    responses: {
      200: { description: 'Done.', content: answerContent(route) },
      ...Object.fromEntries(
        Object.entries(route.alsoStatus ?? {}).map(([status, description]) => [
          status,
          { description, content: answerContent(route) },
        ]),
      ),
      default: {
        description: 'Refused or failed.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorResponse' } } },
      },
    },
  };
}

function answerContent({ answer }: Route): Doc {
  if (answer.as === 'text') return { 'text/plain': { schema: { type: 'string' } } };
  if (answer.as === 'bytes') return { [answer.type]: {} };
  const type = answer.as === 'json' ? 'application/json' : 'application/x-ndjson';
  return { [type]: { schema: jsonSchema(answer.schema, 'output') } };
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Doc[] {
  if (schema === undefined) return [];
  const { properties, required } = FieldsSchema.parse(jsonSchema(schema, 'input'));
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: field,
  }));
}

const FieldsSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Doc {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}
