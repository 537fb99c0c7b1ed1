// What is wrong with a template of notices, as a person can mend it.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Language } from '../../shared/core/language.ts';
import type { NoticeTextFault, NoticeTextName } from '../../shared/wire/notice-texts.ts';
import type { NoticeTemplate } from './mail-settings.ts';
import { checkTemplates, renderMessage, renderShort, SAMPLE_MESSAGE } from './render-message.ts';

/** Null where it can be filled in, with one item and with several. */
export function templateFault(
  language: Language,
  name: NoticeTextName,
  template: NoticeTemplate,
): NoticeTextFault | null {
  const isAround = name === 'frame' || name === 'short';
  try {
    checkTemplates({ templates: { [language]: { [name]: template } } });
  } catch (error) {
    if (!(error instanceof HoldfastError) || error.code !== 'HF-SERVER-024') throw error;
    const { template: place } = error.params;
    const part = typeof place === 'string' && place.endsWith('subject') ? 'subject' : 'text';
    return { part, ...saidBy(error.cause instanceof Error ? error.cause.message : '', { hasItems: !isAround }) };
  }
  return isAround && !hasContent(language, name, template)
    ? { part: 'text', what: 'content', word: '{{ content }}', line: null }
    : null;
}

/** The reader of templates tells its faults by messages alone. */
const SAID = [
  ['value', /undefined variable: ([^,\n]+)/],
  ['filter', /undefined filter: ([^,\n]+)/],
  ['tag', /tag "([^"]*)" not found/],
  ['open', /(?:output|tag) "?(.+?)"? not closed/],
] as const;

function saidBy(message: string, { hasItems }: { readonly hasItems: boolean }): Omit<NoticeTextFault, 'part'> {
  const place = /, line:(\d+)/.exec(message)?.[1];
  const line = place === undefined ? null : Number(place);
  for (const [what, pattern] of SAID) {
    const word = pattern.exec(message)?.[1];
    if (word === undefined) continue;
    // Beside the list of items its item is not known at all; a misspelled value of it is told with the item.
    const isOutside = what === 'value' && hasItems && word.trim() === 'item';
    return { what: isOutside ? 'outside' : what, word: word.slice(0, 80), line };
  }
  return { what: 'unread', word: '', line };
}

/** Stands for the message in what is around it. */
const MARK = '§content§';

function hasContent(language: Language, name: NoticeTextName, template: NoticeTemplate): boolean {
  const templates = { [language]: { courtesy: { subject: MARK, text: MARK }, [name]: template } };
  const rendered =
    name === 'short'
      ? renderShort({ templates }, language, SAMPLE_MESSAGE)
      : renderMessage({ templates }, language, SAMPLE_MESSAGE).text;
  return rendered.includes(MARK);
}
