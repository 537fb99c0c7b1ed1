// Makes the text of a message out of templates. A template reads the values that it is given and nothing else: no files, no prototypes, no include;
// its run time and its output are bounded. An unknown name is an error, found when the settings are taken in. HTML escapes its values.

import { Liquid } from 'liquidjs';
import { keeping } from '../../shared/core/keeping.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Language } from '../../shared/core/language.ts';
import { NOTICE_ITEM_VALUES_OF, type NoticeItemValue } from '../../shared/core/notice-values.ts';
import type { NoticeTextName } from '../../shared/wire/notice-texts.ts';
import type { NoticeKind } from '../../shared/circ/model/notice.ts';
import { DEFAULT_TEMPLATES } from './default-templates.ts';
import type { MailSettings, NoticeTemplate } from './mail-settings.ts';

/** One line of a list; a text that does not apply is empty. */
export type ItemValues = Readonly<Record<NoticeItemValue, string>>;

export type MessageValues = {
  readonly library: { readonly name: string };
  readonly branch: { readonly name: string };
  readonly patron: { readonly name: string };
};

/** The items of one kind in a message. */
export type MessagePart = { readonly kind: NoticeKind; readonly items: readonly ItemValues[] };

export type RenderedMessage = { readonly subject: string; readonly text: string; readonly html: string | null };

const LIMITS = { parseLimit: 60_000, renderLimit: 250, memoryLimit: 2_000_000 } as const;
const MOST_LETTERS = 200_000;

const plain = engineOf({});
const html = engineOf({ outputEscape: 'escape' as const });

const ENGINES = { plain, html };

/** Each template is read once, and filled in for every message. */
const parsed = {
  plain: keeping((text: string) => plain.parse(text)),
  html: keeping((text: string) => html.parse(text)),
};

function engineOf(more: { readonly outputEscape?: 'escape' }): Liquid {
  // Templates in memory: none. No tag of these reaches a disk.
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    ...LIMITS,
    ...more,
  });
  for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
  return engine;
}

/** The template of a library, or the default one. */
export function templateOf(
  { templates }: Pick<MailSettings, 'templates'>,
  language: Language,
  name: NoticeTextName,
): NoticeTemplate {
  return templates[language]?.[name] ?? DEFAULT_TEMPLATES[language][name];
}

/** Renders a message of one or several kinds. Throws HF-SERVER-024 for a template that cannot be rendered. */
export function renderMessage(
  settings: Pick<MailSettings, 'templates'>,
  language: Language,
  { parts, values }: { readonly parts: readonly MessagePart[]; readonly values: MessageValues },
): RenderedMessage {
  const frame = templateOf(settings, language, 'frame');
  const rendered = parts.map(({ kind, items }) => {
    const template = templateOf(settings, language, kind);
    const own = { ...values, items };
    return {
      subject: render('plain', `${kind}: subject`, template.subject, own),
      text: render('plain', `${kind}: text`, template.text, own).trim(),
      html: template.html === undefined ? null : render('html', `${kind}: html`, template.html, own),
    };
  });
  const [only] = rendered;
  const subject =
    rendered.length === 1 && only !== undefined
      ? only.subject
      : render('plain', 'frame: subject', frame.subject, values);
  const content = rendered.map(({ text }) => text).join('\n\n');
  const pages = rendered.flatMap((part) => part.html ?? []);
  const hasHtml = frame.html !== undefined && pages.length === rendered.length;
  return {
    subject: lineOf(subject),
    text: render('plain', 'frame: text', frame.text, { ...values, content }),
    html: hasHtml ? render('html', 'frame: html', frame.html ?? '', { ...values, content: pages.join('\n') }) : null,
  };
}

/** The same as one short line, for a message by text. */
export function renderShort(
  settings: Pick<MailSettings, 'templates'>,
  language: Language,
  { parts, values }: { readonly parts: readonly MessagePart[]; readonly values: MessageValues },
): string {
  const subjects = parts.map(({ kind, items }) =>
    lineOf(render('plain', `${kind}: subject`, templateOf(settings, language, kind).subject, { ...values, items })),
  );
  const { text } = templateOf(settings, language, 'short');
  return lineOf(render('plain', 'short: text', text, { ...values, content: subjects.join('. ') }));
}

/** Fills in a text of the gateway's settings. */
export function renderWith(place: string, template: string, values: object): string {
  return render('plain', place, template, values);
}

function render(engine: keyof typeof ENGINES, place: string, template: string, values: object): string {
  try {
    const text = String(ENGINES[engine].renderSync(parsed[engine](template), values));
    if (text.length > MOST_LETTERS) throw new RangeError('it is too long');
    return text;
  } catch (cause) {
    throw new HoldfastError('HF-SERVER-024', { template: place }, { cause });
  }
}

/** A subject is one line: nothing in it begins another header. */
const lineOf = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();

/** Stands in a preview where there is nothing to show. */
const SAMPLES: Readonly<Record<Language, ItemValues>> = {
  en: {
    title: 'Title',
    author: 'Author',
    call_number: 'QA 1',
    due: 'Monday, January 5',
    pickup: 'Main',
    until: 'Monday, January 5',
    amount: '$1.00',
  },
  es: {
    title: 'Título',
    author: 'Autor',
    call_number: 'QA 1',
    due: 'lunes, 5 de enero',
    pickup: 'Central',
    until: 'lunes, 5 de enero',
    amount: '$1.00',
  },
};

/** An item as a notice of this kind would have one. */
export function sampleItem(kind: NoticeKind, language: Language): ItemValues {
  const all = SAMPLES[language];
  const has: ReadonlySet<NoticeItemValue> = new Set(NOTICE_ITEM_VALUES_OF[kind]);
  const one = (name: NoticeItemValue): string => (has.has(name) ? all[name] : '');
  return {
    title: one('title'),
    author: one('author'),
    call_number: one('call_number'),
    due: one('due'),
    pickup: one('pickup'),
    until: one('until'),
    amount: one('amount'),
  };
}

const SAMPLE = SAMPLES.en;
const SAMPLE_VALUES = { library: { name: 'Library' }, branch: { name: 'Main' }, patron: { name: 'Name' } };
/** A message of one item. */
export const SAMPLE_MESSAGE = { parts: [{ kind: 'courtesy', items: [SAMPLE] }], values: SAMPLE_VALUES } as const;

/** Renders every template of a library once, with one item and with two. Throws HF-SERVER-024 for the first that fails. */
export function checkTemplates({ templates }: Pick<MailSettings, 'templates'>): void {
  for (const [language, own] of Object.entries(templates)) {
    for (const name of Object.keys(own ?? {})) {
      for (const items of [[SAMPLE], [SAMPLE, SAMPLE]]) {
        const kind = isKind(name) ? name : 'courtesy';
        const message = { parts: [{ kind, items }], values: SAMPLE_VALUES };
        renderMessage({ templates }, parseLanguage(language), message);
        renderShort({ templates }, parseLanguage(language), message);
      }
    }
  }
}

const isKind = (name: string): name is NoticeKind => name !== 'frame' && name !== 'short';

/** The keys of the settings are of their schema. */
const parseLanguage = (language: string): Language => language as Language;
