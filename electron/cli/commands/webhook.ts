// `holdfast webhook add|remove|list`: receivers of acts over HTTP.

import { addWebhook, listWebhooks, removeWebhook, type Webhook } from '../../../server/webhooks/webhook-list.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { systemRandom } from '../../core/system-random.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, requiredText, textOf, UsageError, type Command } from '../command.ts';

export const webhookCommand: Command = {
  usage: `add NAME --url URL [--acts NAME,…] | remove NAME | list --database URL|embedded [--data DIR] [--json]

Tells the address of every act that the server takes in from now on, or only of those of some names (docs/acts.md), a few at a time as
JSON. Each message is signed with the secret that add shows this once, and is sent again until it is answered with 2xx; the acts of a copy come in their order.
Nobody is named in it. list says how far each is behind, and why. docs/webhooks.md describes the messages.`,
  options: {
    url: { type: 'string' },
    acts: { type: 'string' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 2,
  run: async (run) => {
    const { positionals, values, io } = run;
    const [action, name] = positionals;
    const isJson = hasFlag(values, 'json');
    await withStore(run, async ({ store, clock }) => {
      if (action === 'add' && name !== undefined) {
        const acts =
          textOf(values, 'acts')
            ?.split(',')
            .map((one) => one.trim()) ?? null;
        const url = requiredText(values, 'url');
        const secret = await addWebhook({ store, clock, random: systemRandom }, { name, url, acts });
        io.out(isJson ? JSON.stringify({ name, secret }) : secret);
      } else if (action === 'remove' && name !== undefined) {
        if (!(await removeWebhook(store, name))) throw new UsageError(`no web hook is called "${name}"`);
        io.out(isJson ? JSON.stringify({ name, removed: true }) : `${name} is told nothing more`);
      } else if (action === 'list' && name === undefined) {
        for (const one of await store.read(listWebhooks)) io.out(isJson ? JSON.stringify(one) : lineOf(one));
      } else throw new UsageError('write: holdfast webhook add NAME --url URL, remove NAME, or list');
    });
    return 0;
  },
};

function lineOf({ name, url, acts, behind, failing }: Webhook): string {
  const which = acts === null ? 'all acts' : acts.join(', ');
  const how = failing === null ? 'takes them' : `fails since ${formatInstant(failing.since)}: ${failing.why}`;
  return `${name}  ${url}  ${which}; ${behind === 0 ? 'told all' : `${behind} behind`}; ${how}`;
}
