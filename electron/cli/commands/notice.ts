// `holdfast notice`: notices to patrons. Shows how one looks, makes and sends due ones, lists them, and takes in returned mail.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { NOTICE_KINDS, NoticeKindSchema } from '../../../shared/circ/model/notice.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import type { Row } from '../../../shared/wire/rows.ts';
import { newId } from '../../../server/new-id.ts';
import { mailsIn, noteBounces, readBounce } from '../../../server/notices/bounces.ts';
import { foreseeNotices } from '../../../server/notices/look-for-notices.ts';
import { mailSettings } from '../../../server/notices/mail-settings.ts';
import { createNoticeRunner } from '../../../server/notices/notice-runner.ts';
import { previewNotice } from '../../../server/notices/preview-notice.ts';
import { listNotices, releaseBranch, settleNotice } from '../../../server/notices/work-notices.ts';
import { patronOfCard } from '../../../server/query/patron-by-card.ts';
import { readRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { systemRandom } from '../../core/system-random.ts';
import { noticeParts } from '../admin/notice-parts.ts';
import { withStore, type StoreContext } from '../admin/with-store.ts';
import { hasFlag, requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';

export const noticeCommand: Command = {
  usage: `preview KIND --patron CARD
  run [--dry-run]
  list [--patron CARD]
  settle ID --told|--again
  bounce FILE|FOLDER…
  release --branch CODE [--desk NAME]
  each with --database URL|embedded [--data DIR] [--json]

preview: how a notice looks for a patron, of what they have now. KIND: ${NOTICE_KINDS.join(', ')}
run: makes and sends what is due, as the server does by itself every minute; --dry-run says what would be made, and writes nothing.
list: what waits, and what a person has to look at; with --patron all of one patron.
settle: the patron was told, or it is sent again, with all that went in the same message. For one that is doubtful, was refused, came back, or whose letter was mailed.
bounce: takes in reports of mail that came back (RFC 3464): a mail in a file, an mbox, or a folder of mails. The address takes no mail until it is edited.
release: lets go what waits for the silent desks of a branch, or for the one that --desk names; notices and bills.
How the library sends is set with holdfast library --mail FILE.`,
  options: {
    patron: { type: 'string' },
    branch: { type: 'string' },
    desk: { type: 'string' },
    'dry-run': { type: 'boolean' },
    told: { type: 'boolean' },
    again: { type: 'boolean' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: Infinity,
  run: async (run) => {
    const [action, ...words] = run.positionals;
    const work = action !== undefined && isAction(action) ? ACTIONS[action] : undefined;
    if (work === undefined) throw new UsageError(`write: holdfast notice ${Object.keys(ACTIONS).join('|')}`);
    return withStore(run, (context) => work(run, words, context));
  },
};

type Action = (run: Run, words: readonly string[], context: StoreContext) => Promise<number>;

const ACTIONS = { preview, run: runNotices, list, settle, bounce, release } satisfies Record<string, Action>;
const isAction = (name: string): name is keyof typeof ACTIONS => Object.hasOwn(ACTIONS, name);

async function preview(
  { values, io }: Run,
  [kind]: readonly string[],
  { store, clock }: StoreContext,
): Promise<number> {
  const known = NoticeKindSchema.safeParse(kind);
  if (!known.success) throw new UsageError(`KIND is one of ${NOTICE_KINDS.join(', ')}`);
  const patron = await patronOf(store, requiredText(values, 'patron'));
  const shown = await store.read((tx) => previewNotice(tx, { kind: known.data, patron, now: clock.now() }));
  if (hasFlag(values, 'json')) io.out(JSON.stringify(shown));
  else {
    io.out(
      `by ${shown.channel ?? 'no way: there is no address, or the library sends nothing'}${shown.isSample ? '; a sample: they have nothing of the kind' : ''}`,
    );
    io.out(`Subject: ${shown.subject}\n\n${shown.text}`);
  }
  return 0;
}

async function runNotices(
  { values, io, env }: Run,
  _: readonly string[],
  { store, clock }: StoreContext,
): Promise<number> {
  if ((await store.read(mailSettings)) === null) throw new HoldfastError('HF-SERVER-029');
  if (hasFlag(values, 'dry-run')) {
    const wanted = await foreseeNotices({ store }, clock.now());
    const kinds = Object.fromEntries(
      NOTICE_KINDS.flatMap((kind) => {
        const count = wanted.filter((one) => one.kind === kind).length;
        return count === 0 ? [] : [[kind, count] as const];
      }),
    );
    if (hasFlag(values, 'json')) io.out(JSON.stringify({ wouldMake: wanted.length, kinds }));
    else
      io.out(
        `would be made: ${wanted.length}${Object.entries(kinds)
          .map(([kind, count]) => `, ${kind} ${count}`)
          .join('')}`,
      );
    return 0;
  }
  const owner = newId(clock, systemRandom);
  const { made, sent } = await createNoticeRunner({ store, clock, owner, ...noticeParts(env, clock) }).look();
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ made, ...sent }));
  else
    io.out(
      `made ${made}; messages sent ${sent.sent}, put off ${sent.again}, refused ${sent.refused}, doubtful ${sent.doubtful}`,
    );
  return sent.refused + sent.doubtful === 0 ? 0 : 1;
}

async function list({ values, io }: Run, _: readonly string[], { store }: StoreContext): Promise<number> {
  const card = textOf(values, 'patron');
  const patron = card === null ? null : (await patronOf(store, card)).id;
  const { notices, cards } = await store.read(async (tx) => {
    const notices = await listNotices(tx, patron);
    const patrons = await readRows(tx, 'patron', new Set(notices.map(({ patronId }) => patronId)));
    return { notices, cards: new Map([...patrons].map(([id, row]) => [id, cardOf(row)])) };
  });
  for (const { id, patronId, kind, state, channel, sendAt, at, branch, isHeldBack, code } of notices) {
    const row = {
      noticeId: id,
      patron: cards.get(patronId) ?? patronId,
      kind,
      state: isHeldBack ? 'held-back' : state,
      channel,
      branch,
      sendAt: formatInstant(sendAt),
      at: formatInstant(at),
      code,
    };
    io.out(
      hasFlag(values, 'json')
        ? JSON.stringify(row)
        : Object.values(row)
            .filter((value) => value !== null)
            .join('  '),
    );
    if (!(await io.taken())) break;
  }
  return 0;
}

async function settle({ values, io }: Run, [id]: readonly string[], { store, clock }: StoreContext): Promise<number> {
  const [told, again] = [hasFlag(values, 'told'), hasFlag(values, 'again')];
  if (id === undefined || told === again) throw new UsageError('write: holdfast notice settle ID --told|--again');
  const settled = await settleNotice(store, { id, how: told ? 'told' : 'again', now: clock.now() });
  io.out(hasFlag(values, 'json') ? JSON.stringify({ settled }) : `settled: ${settled}`);
  return 0;
}

async function bounce({ values, io }: Run, files: readonly string[], { store, clock }: StoreContext): Promise<number> {
  if (files.length === 0) throw new UsageError('write: holdfast notice bounce FILE');
  const mails = files.flatMap(mailFiles).flatMap((file) => mailsIn(readTextFile(file)));
  const read = await Promise.all(mails.map((mail) => readBounce(mail)));
  const bounces = read.flatMap((one) => one ?? []);
  const noted = await noteBounces(store, bounces, clock.now());
  const counts = { mails: mails.length, reports: bounces.length, noted };
  io.out(
    hasFlag(values, 'json')
      ? JSON.stringify(counts)
      : `mails ${counts.mails}, came back ${counts.reports}, noted ${noted}`,
  );
  return 0;
}

function mailFiles(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(path, entry.name)] : [],
  );
}

async function release({ values, io }: Run, _: readonly string[], { store, clock }: StoreContext): Promise<number> {
  const branch = requiredText(values, 'branch');
  const known = await store.read((tx) => readRows(tx, 'branch', [branch]));
  if (!known.has(branch)) throw new HoldfastError('HF-CLI-006', { name: 'the branch', value: branch });
  const desks = await releaseBranch(store, { branch, desk: textOf(values, 'desk'), now: clock.now() });
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ desks }));
  else
    io.out(desks.length === 0 ? 'no such desk of the branch is silent' : `no longer waited for: ${desks.join(', ')}`);
  return 0;
}

async function patronOf(store: Store, card: string): Promise<Row<'patron'>> {
  const patron = await store.read((tx) => patronOfCard(tx, card));
  if (patron === null) throw new HoldfastError('HF-CLI-006', { name: 'the card', value: card });
  return patron;
}
