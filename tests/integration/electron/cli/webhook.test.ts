// A web hook from the command line to the receiver: the running server sends it a desk's loan.

import { createServer } from 'node:http';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { deskApi } from '../../../e2e/story/desk-api.ts';
import { WebhookBodySchema, type HookedAct } from '../../../../shared/wire/webhook.ts';
import { CARD, enrolledDesk, ITEM_IN, makeLibrary, serveLibrary, STAFF } from './support/library.ts';
import { openProgram } from './support/program.ts';

describe('holdfast webhook', () => {
  test('adds a receiver, which is told what desks do, and lists how far it is', async () => {
    const program = openProgram();
    const told: HookedAct[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        told.push(...WebhookBodySchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))).acts);
        response.end();
      });
    });
    try {
      await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
      const address = receiver.address();
      const port = typeof address === 'object' ? address?.port : null;
      const place = await makeLibrary(program);
      const add = ['webhook', 'add', 'catalog', '--url', `http://127.0.0.1:${port}/in`, ...place];
      const { stdout } = await program.run(add);
      expect(stdout).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/);
      const served = await serveLibrary(program);
      const desk = await enrolledDesk(program, served.ready.url, 'Front');
      const api = deskApi(desk.ready);
      await api.get('session.signIn', STAFF);
      // While the copy loads, a checkout of a card that is not known yet would need an override.
      await waitUntil('the desk lends', 30_000, async () => {
        const asked = await api.call('circ.checkout', { patron: CARD, item: ITEM_IN });
        return asked.ok && asked.value.decision === 'done';
      });
      await waitUntil('the receiver was told', 20_000, () =>
        Promise.resolve(told.some(({ name }) => name === 'checkout')),
      );
      expect(told.find(({ name }) => name === 'checkout')).toMatchObject({ desk: 'Front', item: { barcode: ITEM_IN } });
      const listed = await program.run(['webhook', 'list', ...place]);
      expect(listed.stdout).toMatch(/^catalog {2}http:\S+ {2}all acts; .*takes them\n$/);
      const health: unknown = await (await fetch(`${served.ready.url}/health`)).json();
      expect(health).toMatchObject({ status: 'ok', failingWebhooks: 0 });
      await desk.end();
      await served.end();
    } finally {
      receiver.close();
      await program.close();
    }
  }, 120_000);
});
