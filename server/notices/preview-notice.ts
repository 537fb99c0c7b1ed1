// How a notice would look for a patron: of their present loans, holds and fees, else of a sample. Nothing is sent or kept.

import { assertNever } from '../../shared/core/assert.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Language } from '../../shared/core/language.ts';
import type { Notice, NoticeChannel, NoticeKind } from '../../shared/circ/model/notice.ts';
import type { NoticeTextName } from '../../shared/wire/notice-texts.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { mailSettings, MailSettingsSchema, type MailSettings, type NoticeTemplate } from './mail-settings.ts';
import { libraryName, messageValues } from './message-values.ts';
import { noticeFacts } from './notice-facts.ts';
import { channelFor, languageOf } from './claim-messages.ts';
import { renderMessage, renderShort, sampleItem, type RenderedMessage } from './render-message.ts';

export type NoticePreview = RenderedMessage & {
  /** How it would go; null where there is no way to the patron, or the library sends nothing yet. */
  readonly channel: NoticeChannel | null;
  readonly short: string;
  /** The patron has nothing of the kind: a sample stands in its place. */
  readonly isSample: boolean;
};

export type Previewed = {
  readonly kind: NoticeKind;
  readonly patron: Row<'patron'>;
  readonly now: Instant;
  /** Words in the place of those that are set. */
  readonly draft?: { readonly language: Language; readonly name: NoticeTextName; readonly words: NoticeTemplate };
};

/** Throws HF-SERVER-024 for a template that cannot be filled in. */
export async function previewNotice(tx: ReadTx, { kind, patron, now, draft }: Previewed): Promise<NoticePreview> {
  const settings = withDraft((await mailSettings(tx))?.settings ?? NO_SETTINGS, draft);
  const language = draft?.language ?? languageOf(settings, patron);
  const notices = await noticesLike(tx, { kind, patron, now });
  const facts = await noticeFacts(tx, notices);
  const message = messageValues({ patron, notices, language }, facts, await libraryName(tx));
  const isSample = notices.length === 0;
  const shown = isSample ? { ...message, parts: [{ kind, items: [sampleItem(kind, language)] }] } : message;
  return {
    ...renderMessage(settings, language, shown),
    channel: channelFor({ kind }, patron, settings),
    short: renderShort(settings, language, shown),
    isSample,
  };
}

/** Before the library has any: the words alone. */
const NO_SETTINGS: MailSettings = MailSettingsSchema.parse({ from: { name: '-', address: 'library@example.org' } });

function withDraft(settings: MailSettings, draft: Previewed['draft']): MailSettings {
  if (draft === undefined) return settings;
  const { language, name, words } = draft;
  const { templates } = settings;
  return { ...settings, templates: { ...templates, [language]: { ...templates[language], [name]: words } } };
}

async function noticesLike(
  tx: ReadTx,
  { kind, patron, now }: { readonly kind: NoticeKind; readonly patron: Row<'patron'>; readonly now: Instant },
): Promise<Notice[]> {
  const { id: patronId, home: branch } = patron;
  const common = {
    patronId,
    kind,
    step: 0,
    madeAt: now,
    sendAt: now,
    state: 'waiting',
    at: now,
    channel: null,
  } as const;
  const by = { column: 'patron_id', values: [patronId] };
  switch (kind) {
    case 'courtesy':
    case 'overdue':
    case 'recall':
    case 'due-changed': {
      const loans = (await readRowsBy(tx, 'loan', by)).filter(({ state }) => state === 'open');
      const like = loans.filter(({ dueAt, recalled }) =>
        kind === 'overdue' ? dueAt < now : kind === 'recall' ? recalled : dueAt >= now,
      );
      return like.map(({ id, itemId, dueAt, branch: lent }) => ({
        ...common,
        id,
        subject: id,
        moment: dueAt,
        itemId,
        titleId: null,
        branch: lent ?? branch,
      }));
    }
    case 'hold-ready':
    case 'hold-expiring': {
      const holds = (await readRowsBy(tx, 'hold', by)).filter(({ state }) => state === 'captured');
      return holds.map(({ id, titleId, capturedItem, pickup, shelfUntil }) => ({
        ...common,
        id,
        subject: id,
        moment: shelfUntil ?? now,
        itemId: capturedItem,
        titleId,
        branch: pickup,
      }));
    }
    case 'bill': {
      const fees = (await readRowsBy(tx, 'fee', by)).filter(({ outstandingMinor }) => outstandingMinor > 0);
      return fees.map(({ id, itemId, at }) => ({
        ...common,
        id,
        subject: id,
        moment: at,
        itemId,
        titleId: null,
        branch,
      }));
    }
    case 'account-expiring': {
      if (patron.expiresAt === null) return [];
      const own = { id: patronId, subject: patronId, moment: patron.expiresAt, itemId: null, titleId: null, branch };
      return [{ ...common, ...own }];
    }
    default:
      return assertNever(kind);
  }
}
