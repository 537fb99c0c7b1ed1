// Templates of notices: the fields that they may use, and the resulting messages.

import { NOTICE_KINDS } from '../../../../shared/circ/model/notice.ts';
import { NOTICE_ITEM_VALUES_OF } from '../../../../shared/core/notice-values.ts';
import { DEFAULT_TEMPLATES } from '../../../../server/notices/default-templates.ts';
import { MailSettingsSchema, type NoticeTemplate } from '../../../../server/notices/mail-settings.ts';
import {
  checkTemplates,
  renderMessage,
  renderShort,
  sampleItem,
  type ItemValues,
} from '../../../../server/notices/render-message.ts';

const SAMPLE = sampleItem('courtesy', 'en');
const values = { library: { name: 'Library' }, branch: { name: 'Main' }, patron: { name: 'Sade Okafor' } };
const evil: ItemValues = { ...SAMPLE, title: '<b>&\r\nBcc: x@example.edu' };
const with_ = (template: NoticeTemplate) => ({ templates: { en: { courtesy: template } } });
const render = (template: { subject: string; text: string; html?: string }, items = [evil]) =>
  renderMessage(with_({ ...template }), 'en', { parts: [{ kind: 'courtesy', items }], values });

test('every kind has words in both languages, for one thing and for several, with its values in them', () => {
  for (const language of ['en', 'es'] as const)
    for (const kind of NOTICE_KINDS)
      for (const count of [1, 2]) {
        const items = Array.from({ length: count }, () => sampleItem(kind, language));
        const { subject, text, html } = renderMessage({ templates: {} }, language, {
          parts: [{ kind, items }],
          values,
        });
        expect(subject).not.toMatch(/[{}\n]/);
        expect(text).toContain('Sade Okafor');
        expect(text).not.toMatch(/[{}]/);
        expect(html).toBeNull();
      }
});

test('the words of Holdfast name only values that their notice has', () => {
  for (const [language, templates] of Object.entries(DEFAULT_TEMPLATES))
    for (const kind of NOTICE_KINDS) {
      const named = [...templates[kind].text.matchAll(/item\.(\w+)/g)].map(([, name]) => name ?? '');
      const has: ReadonlySet<string> = new Set(NOTICE_ITEM_VALUES_OF[kind]);
      expect([language, kind, named.filter((name) => !has.has(name))]).toEqual([language, kind, []]);
    }
});

test('several kinds stand in one message under the subject of the frame', () => {
  const parts = NOTICE_KINDS.slice(0, 2).map((kind) => ({ kind, items: [SAMPLE] }));
  const { subject, text } = renderMessage({ templates: {} }, 'en', { parts, values });
  expect(subject).toBe('Notices from Library');
  expect(text).toContain('due soon');
  expect(text).toContain('overdue');
  expect(renderShort({ templates: {} }, 'en', { parts, values })).toBe(
    'Library: An item is due soon. An item is overdue',
  );
});

test('a subject is one line whatever a title says, and HTML escapes it', () => {
  const frame = { subject: '-', text: '{{ content }}', html: '<p>{{ content | raw }}</p>' };
  const courtesy = { subject: '{{ items[0].title }}', text: '-', html: '<i>{{ items[0].title }}</i>' };
  const settings = { templates: { en: { frame, courtesy } } };
  const { subject, html } = renderMessage(settings, 'en', { parts: [{ kind: 'courtesy', items: [evil] }], values });
  expect(subject).toBe('<b>& Bcc: x@example.edu');
  expect(html).toContain('<p><i>&lt;b&gt;&amp;');
});

test.each([
  ['an unknown name', '{{ patron.birth }}'],
  ['an unknown filter', '{{ patron.name | shell }}'],
  ['a prototype', '{{ patron.constructor.name }}'],
  ['a file', '{% include "/etc/passwd" %}'],
  ['another file', '{% render "/etc/passwd" %}'],
  ['a layout', '{% layout "/etc/passwd" %}'],
  ['a run without end', '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}'],
  ['a text without end', '{% for i in (1..1000000) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}'],
  ['what is not closed', '{% if items %}'],
])('%s is refused', (_, text) => {
  const began = performance.now();
  expect(() => render({ subject: '-', text })).toThrow('cannot be filled in');
  expect(() => checkTemplates(with_({ subject: '-', text }))).toThrow('cannot be filled in');
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('a secret in the settings themselves is refused', () => {
  const smtp = { host: 'smtp.example.edu', user: 'library' };
  const from = { name: 'Library', address: 'library@example.edu' };
  const isTaken = (more: object) => MailSettingsSchema.safeParse({ from, smtp: { ...smtp, ...more } }).success;
  expect(isTaken({ passwordEnv: 'PW' })).toBe(true);
  expect(isTaken({ password: 'secret' })).toBe(false);
});
