// The words of notices, for a person who is signed in at a desk with a line and may edit the rules of the library.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { LanguageSchema } from '../../shared/core/language.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type {
  NoticeText,
  NoticeTextsRequest,
  NoticeTextsResponse,
  NoticeWords,
} from '../../shared/wire/notice-texts.ts';
import { patronOfCard } from '../query/patron-by-card.ts';
import { checkOwnPin, type PinParts } from '../staff/check-own-pin.ts';
import { roleRights } from '../staff/role-rights.ts';
import { staffRoles } from '../staff/staff-roles.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { TEMPLATE_NAMES } from './default-templates.ts';
import { keepMailSettings, mailSettings, type MailSettings, type NoticeTemplate } from './mail-settings.ts';
import { previewNotice } from './preview-notice.ts';
import { templateOf } from './render-message.ts';
import { templateFault } from './template-fault.ts';

type Parts = PinParts & { readonly clock: Clock };
type Trial = NonNullable<NoticeTextsRequest['trial']>;
type Change = NonNullable<NoticeTextsRequest['change']>;

/**
 * All words, after a change if one is asked for. Throws HF-AUTH-024 without the right `edit-rules`, HF-AUTH-022 and 023 for the PIN, HF-PATRON-001
 * for an unknown card, HF-RULES-009 where others were set meanwhile, HF-SERVER-029 where the library sends no notices.
 */
export async function textsForDesk(parts: Parts, request: NoticeTextsRequest): Promise<NoticeTextsResponse> {
  const { store, clock } = parts;
  const { staffId, trial, change } = request;
  const now = clock.now();
  const role = (await store.read((tx) => staffRoles(tx, [staffId])))(staffId, now);
  const rightsAt = await store.read(roleRights);
  if (role === null || !rightsAt(role, now).includes('edit-rules'))
    throw new HoldfastError('HF-AUTH-024', { staff: staffId });
  const fault = faultOf(trial) ?? faultOf(change);
  if (fault === null && change !== undefined) {
    await checkOwnPin(parts, staffId, change.pin);
    await store.write((tx) => setWords(tx, change, now));
  }
  const preview = trial === undefined || fault !== null ? null : await store.read((tx) => previewOf(tx, trial, now));
  const settings = await store.read(async (tx) => (await mailSettings(tx))?.settings ?? null);
  return { isOn: settings !== null, texts: textsOf(settings), fault, preview };
}

function faultOf(asked: Trial | Change | undefined): NoticeTextsResponse['fault'] {
  if (asked === undefined || asked.words === null) return null;
  return templateFault(asked.language, asked.name, asked.words);
}

async function previewOf(tx: ReadTx, trial: Trial, now: number): Promise<NoticeTextsResponse['preview']> {
  const patron = await patronOfCard(tx, trial.card);
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  const shown = await previewNotice(tx, { kind: trial.kind, patron, now, draft: trial });
  const { channel, isSample, subject, text, short } = shown;
  return { isOn: (await mailSettings(tx)) !== null, channel, isSample, subject, text, short };
}

async function setWords(tx: WriteTx, { language, name, words, seen }: Change, now: number): Promise<void> {
  await tx.lock(['notice-settings']);
  const kept = await mailSettings(tx);
  if (kept === null) throw new HoldfastError('HF-SERVER-029');
  const { settings } = kept;
  const before = templateOf(settings, language, name);
  if (!isSame(before, seen)) throw new HoldfastError('HF-RULES-009');
  const { [name]: _, ...others } = settings.templates[language] ?? {};
  // The HTML part is not set at desks, and stays with words of the library's own.
  const { html } = settings.templates[language]?.[name] ?? {};
  const own: NoticeTemplate | null = words === null ? null : { ...words, ...(html === undefined ? {} : { html }) };
  const templates = { ...settings.templates, [language]: { ...others, ...(own === null ? {} : { [name]: own }) } };
  await keepMailSettings(tx, { ...settings, templates }, now);
}

function isSame(one: NoticeWords, other: NoticeWords): boolean {
  return one.subject === other.subject && one.text === other.text;
}

function textsOf(settings: MailSettings | null): NoticeText[] {
  const templates = settings?.templates ?? {};
  return LanguageSchema.options.flatMap((language) =>
    TEMPLATE_NAMES.map((name) => {
      const { subject, text, html } = templateOf({ templates }, language, name);
      return {
        language,
        name,
        subject,
        text,
        isOwn: templates[language]?.[name] !== undefined,
        hasHtml: html !== undefined,
      };
    }),
  );
}
