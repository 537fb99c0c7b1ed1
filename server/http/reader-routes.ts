// Routes of readers of public data: discovery layers, and pages of hours.

import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../shared/core/ports.ts';
import { CALENDAR_TYPE } from '../../shared/wire/discovery.ts';
import { availabilityOf } from '../discovery/availability.ts';
import { hoursCalendar, hoursOf } from '../discovery/hours.ts';
import { assertReader } from '../discovery/reader-tokens.ts';
import type { Store } from '../store/store.ts';
import { bearerOf, parseCall, type Call } from './calls.ts';
import { ROUTES, type Route } from './routes.ts';

/** Registers them. Each asks for the token of a reader. */
export function addReaderRoutes(
  server: FastifyInstance,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): void {
  const onReader = <R extends Route>(route: R, answer: (call: Call<R>) => Promise<unknown>): void => {
    server.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        await assertReader(store, bearerOf(request));
        return answer({ ...parseCall(route, request), request, reply });
      },
    });
  };
  onReader(ROUTES.availability, ({ query }) => store.read((tx) => availabilityOf(tx, query, clock.now())));
  onReader(ROUTES.hours, ({ query }) => store.read((tx) => hoursOf(tx, query, clock.now())));
  onReader(ROUTES.hoursCalendar, async ({ query, reply }) => {
    const now = clock.now();
    const hours = await store.read((tx) => hoursOf(tx, query, now));
    return reply.type(CALENDAR_TYPE).send(hoursCalendar(hours, now));
  });
}
