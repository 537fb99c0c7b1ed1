// The words of notices, for a person who is signed in at a desk with a line and may edit the rules of the library.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { LanguageSchema } from '../../shared/core/language.ts';
import type { Clock } from '../../shared/core/ports.ts';
import {
  NoticeTextNameSchema,
  type NoticeText,
  type NoticeTextsRequest,
  type NoticeTextsResponse,
  type NoticeWords,
} from '../../shared/wire/notice-texts.ts';
import { checkOwnPin, type PinParts } from '../staff/check-own-pin.ts';
import { requireStaffRight } from '../staff/require-staff-right.ts';
import type { WriteTx } from '../store/store.ts';
import { keepMailSettings, mailSettings, type MailSettings, type NoticeTemplate } from './mail-settings.ts';
import { previewForCard } from './preview-for-desk.ts';
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
  await store.read((tx) => requireStaffRight(tx, { staffId, right: 'edit-rules', now }));
  const fault = faultOf(trial) ?? faultOf(change);
  if (fault === null && change !== undefined) {
    await checkOwnPin(parts, staffId, change.pin);
    await store.write((tx) => setWords(tx, change, now));
  }
  const preview =
    trial === undefined || fault !== null
      ? null
      : await store.read((tx) => previewForCard(tx, { kind: trial.kind, card: trial.card, now, draft: trial }));
  const settings = await store.read(async (tx) => (await mailSettings(tx))?.settings ?? null);
  return { isOn: settings !== null, texts: textsOf(settings), fault, preview };
}

function faultOf(asked: Trial | Change | undefined): NoticeTextsResponse['fault'] {
  if (asked === undefined || asked.words === null) return null;
  return templateFault(asked.language, asked.name, asked.words);
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
    NoticeTextNameSchema.options.map((name) => {
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
