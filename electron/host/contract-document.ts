// `GET /api/contract`: every method and event with its JSON schema, derived from the contract itself.

import { z } from 'zod';
import { EVENTS, METHODS } from '../../shared/bridge/contract.ts';

/** The contract as a JSON document. */
export function contractDocument(): unknown {
  const schema = (type: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return {
    methods: Object.fromEntries(
      Object.entries(METHODS).map(([name, method]) => [
        name,
        { input: schema(method.input, 'input'), output: schema(method.output, 'output') },
      ]),
    ),
    events: Object.fromEntries(Object.entries(EVENTS).map(([name, payload]) => [name, schema(payload, 'output')])),
  };
}
