// `holdfast library --mail FILE`: how the library sends notices, out of a file that docs/notices.md describes.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import {
  dropMailSettings,
  keepMailSettings,
  MailSettingsSchema,
  type MailSettings,
} from '../../../server/notices/mail-settings.ts';
import { checkTemplates } from '../../../server/notices/render-message.ts';
import { readJsonFile } from '../read-json-file.ts';
import { textOf, type Run } from '../command.ts';
import type { StoreContext } from './with-store.ts';

/** The checked mail settings; undefined = option not given, null = stop sending mail. Throws HF-SERVER-025 or 024. */
export function mailOption({ values }: Run): MailSettings | null | undefined {
  const file = textOf(values, 'mail');
  if (file === null) return undefined;
  if (file === 'none') return null;
  const parsed = MailSettingsSchema.safeParse(readJsonFile(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new HoldfastError('HF-SERVER-025', { place: issue?.path.join('.') ?? '', why: issue?.message ?? '' });
  }
  const { smtp } = parsed.data;
  if (smtp?.security === 'none' && !isHere(smtp.host))
    throw new HoldfastError('HF-SERVER-025', {
      place: 'smtp.security',
      why: 'none is for a mail server on this computer',
    });
  checkTemplates(parsed.data);
  return parsed.data;
}

const isHere = (host: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(host);

/** Stores the option's settings. */
export async function keepMail(
  { store, clock }: StoreContext,
  settings: MailSettings | null | undefined,
): Promise<void> {
  if (settings === undefined) return;
  await store.write((tx) => (settings === null ? dropMailSettings(tx) : keepMailSettings(tx, settings, clock.now())));
}
