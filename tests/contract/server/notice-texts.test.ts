// The words of notices, set from a desk: by people who may edit rules, with their PIN, and never words that cannot be filled in.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { NOTICE_ITEM_VALUES, NOTICE_VALUES } from '../../../shared/core/notice-values.ts';
import { required } from '../../../shared/core/assert.ts';
import { NoticePreviewResponseSchema } from '../../../shared/wire/notice-preview.ts';
import type { NoticeTextsRequest } from '../../../shared/wire/notice-texts.ts';
import { keepMailSettings, mailSettings, MailSettingsSchema } from '../../../server/notices/mail-settings.ts';
import { previewForDesk } from '../../../server/notices/preview-for-desk.ts';
import { textsForDesk } from '../../../server/notices/texts-for-desk.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { testPatron } from './support/test-library.ts';

type Words = { readonly subject: string; readonly text: string };

const OWN: Words = {
  subject: 'Soon due',
  text: 'Dear {{ patron.name }}:\n{% for item in items %}{{ item.title }}\n{% endfor %}',
};

async function withStaff(scene: Scene) {
  const { store, clock } = scene;
  const add = (staff: string, role: 'supervisor' | 'desk') =>
    addStaff({ store, clock, random: testRandom }, { staff, role });
  const [sue, dana] = [await add('sue', 'supervisor'), await add('dana', 'desk')];
  const parts = { store, clock, tries: createPinTries(scene) };
  const ask = (asked: Omit<NoticeTextsRequest, 'staffId'> = {}, { staffId } = sue) =>
    textsForDesk(parts, { staffId, ...asked });
  const codeOf = async (asking: Promise<unknown>) =>
    asking.then(
      () => null,
      (error: unknown) => (error instanceof HoldfastError ? error.code : error),
    );
  const wordsOf = async (name: string, language = 'en') => {
    const found = (await ask()).texts.find((one) => one.name === name && one.language === language);
    if (found === undefined) throw new Error(`no words of ${name}`);
    return found;
  };
  const change = async (words: Words | null, more: { readonly seen?: Words; readonly pin?: string } = {}) => {
    const { subject, text } = await wordsOf('courtesy');
    const pin = more.pin ?? sue.pin;
    return { change: { language: 'en', name: 'courtesy', words, seen: more.seen ?? { subject, text }, pin } } as const;
  };
  return { sue, dana, ask, codeOf, wordsOf, change };
}

const mail = (more: object = {}) =>
  MailSettingsSchema.parse({ from: { name: 'Library', address: 'library@example.org' }, ...more });

describeStores('words of notices', (use) => {
  test('are set in the settings of mail, and taken back to those of Holdfast in one step', async () => {
    const scene = await openScene(await use());
    const { sue, dana, ask, codeOf, wordsOf, change } = await withStaff(scene);
    const usual = await wordsOf('courtesy');
    expect(usual).toMatchObject({ isOwn: false, subject: expect.stringContaining('due soon') });
    expect(await codeOf(ask({}, dana))).toBe('HF-AUTH-024');
    expect(await codeOf(ask(await change(OWN), dana))).toBe('HF-AUTH-024');
    expect(await codeOf(ask(await change(OWN)))).toBe('HF-SERVER-029');
    const before = mail({
      sendAt: '09:00',
      templates: { en: { bill: { subject: 'A bill', text: 'Pay.', html: '<p>Pay.</p>' } } },
    });
    await scene.store.write((tx) => keepMailSettings(tx, before, scene.clock.now()));
    expect(await codeOf(ask(await change(OWN, { pin: '0' })))).toBe('HF-AUTH-022');
    expect(await codeOf(ask(await change(OWN, { seen: OWN })))).toBe('HF-RULES-009');
    expect(await ask(await change(OWN))).toMatchObject({ isOn: true, fault: null });
    expect(await wordsOf('courtesy')).toMatchObject({ ...OWN, isOwn: true });
    expect(await wordsOf('courtesy', 'es')).toMatchObject({ isOwn: false });
    const kept = await scene.store.read(mailSettings);
    expect(kept?.settings).toEqual({ ...before, templates: { en: { ...before.templates.en, courtesy: OWN } } });
    // An HTML part stays: it is not set at desks.
    const { subject, text } = await wordsOf('bill');
    const bill = { subject: 'Your bill', text: 'Please pay.' };
    await ask({ change: { language: 'en', name: 'bill', words: bill, seen: { subject, text }, pin: sue.pin } });
    const after = await scene.store.read(mailSettings);
    expect(after?.settings.templates.en?.bill).toEqual({ ...bill, html: '<p>Pay.</p>' });
    await ask(await change(null));
    expect(await wordsOf('courtesy')).toEqual(usual);
  });

  test('may name every value that the form lists', async () => {
    const scene = await openScene(await use());
    const { ask, change } = await withStaff(scene);
    await scene.store.write((tx) => keepMailSettings(tx, mail(), scene.clock.now()));
    const whole = NOTICE_VALUES.map((value) => `{{ ${value} }}`).join(' ');
    const each = NOTICE_ITEM_VALUES.map((value) => `{{ item.${value} }}`).join(' ');
    const text = `${whole} {% for item in items %}${each}{% endfor %}`;
    expect((await ask(await change({ subject: whole, text }))).fault).toBeNull();
  });

  test.each([
    [
      'an unknown value',
      { ...OWN, text: 'Dear\n{{ patron.nam }}' },
      { part: 'text', what: 'value', word: 'patron.nam', line: 2 },
    ],
    ['an item beside the list of items', { ...OWN, text: 'x {{ item.title }}' }, { what: 'outside', word: 'item' }],
    [
      'a value that an item has not',
      { ...OWN, text: '{% for item in items %}{{ item.titel }}{% endfor %}' },
      { what: 'value', word: 'item.titel' },
    ],
    ['one in the subject', { ...OWN, subject: '{{ items.sice }}' }, { part: 'subject', what: 'value', line: 1 }],
    ['an unknown filter', { ...OWN, text: '{{ patron.name | loud }}' }, { what: 'filter', word: 'loud' }],
    ['an unknown tag', { ...OWN, text: '{% foreach %}' }, { what: 'tag', word: 'foreach' }],
    ['a file', { ...OWN, text: '{% include "secret" %}' }, { what: 'tag', word: 'include' }],
    ['a list without its end', { ...OWN, text: '{% for item in items %}x' }, { what: 'open' }],
    ['a brace without its end', { ...OWN, text: 'x {{ patron.name' }, { what: 'open' }],
  ])('with %s are told and never kept', async (_, words, fault) => {
    const scene = await openScene(await use());
    const { ask, change } = await withStaff(scene);
    await scene.store.write((tx) => keepMailSettings(tx, mail(), scene.clock.now()));
    expect((await ask(await change(words))).fault).toMatchObject(fault);
    expect((await scene.store.read(mailSettings))?.settings.templates).toEqual({});
  });

  test('are shown to desks that cannot set them, for those who may edit rules [I32]', async () => {
    const scene = await openScene(await use());
    const { sue, dana, codeOf } = await withStaff(scene);
    const ann = testPatron('Ann');
    await scene.writer.putRows('patron', [ann]);
    const card = required(ann.cards[0], () => 'no card').number;
    const shown = await previewForDesk(scene, { staffId: sue.staffId, kind: 'courtesy', card });
    expect(NoticePreviewResponseSchema.parse(shown)).toMatchObject({ isOn: false, isSample: true });
    expect(await codeOf(previewForDesk(scene, { staffId: dana.staffId, kind: 'courtesy', card }))).toBe('HF-AUTH-024');
  });

  test('around every message need the message itself', async () => {
    const scene = await openScene(await use());
    const { sue, ask, wordsOf } = await withStaff(scene);
    await scene.store.write((tx) => keepMailSettings(tx, mail(), scene.clock.now()));
    for (const name of ['frame', 'short'] as const) {
      const { subject, text } = await wordsOf(name);
      const set = (next: string) =>
        ask({
          change: { language: 'en', name, words: { subject, text: next }, seen: { subject, text }, pin: sue.pin },
        });
      expect((await set('Hello {{ patron.name }}')).fault).toMatchObject({ what: 'content' });
      expect((await set('{{ content }}!')).fault).toBeNull();
    }
  });

  test('are tried on a patron in the language that is chosen, and nothing is kept', async () => {
    const scene = await openScene(await use());
    const { ask, codeOf } = await withStaff(scene);
    const trial = { language: 'en', name: 'courtesy', kind: 'courtesy', words: OWN, card: 'card-P0' } as const;
    const { preview, fault, isOn } = await ask({ trial });
    expect([fault, isOn, preview?.isSample, preview?.subject]).toEqual([null, false, true, 'Soon due']);
    expect(preview?.text).toContain('Dear');
    const around = {
      ...trial,
      language: 'es',
      name: 'frame',
      words: { subject: 'S', text: '<< {{ content }} >>' },
    } as const;
    expect((await ask({ trial: around })).preview?.text).toMatch(/^<< Este ejemplar vence pronto/);
    expect((await ask({ trial: { ...trial, words: { ...OWN, text: '{{ nothing }}' } } })).preview).toBeNull();
    expect(await codeOf(ask({ trial: { ...trial, card: 'no-such-card' } }))).toBe('HF-PATRON-001');
    expect(await scene.store.read(mailSettings)).toBeNull();
  });
});
