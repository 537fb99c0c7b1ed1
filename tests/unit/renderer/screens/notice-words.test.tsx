// The words of notices in Settings: typed, tried on a patron, faults told, and set with a PIN.

import { fireEvent, screen, within } from '@testing-library/react';
import { openSettings } from '../../../../renderer/stores/view-store.ts';
import { TestRefusal } from '../../../support/desk/test-refusal.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';

describe('words of notices', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  afterEach(() => page.close());

  const words = () => within(screen.getByRole('form', { name: 'Words of this notice' }));
  const preview = () => within(screen.getByRole('form', { name: 'Preview of a notice' }));
  const into = (label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(words().getByLabelText(label), { target: { value } }));
  const show = () => page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Preview of a notice' })));
  const save = async (): Promise<void> => {
    await into('Your PIN', '555555');
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Words of this notice' })));
  };
  const open = async (isOn: boolean): Promise<void> => {
    page = await renderPage({ staff: 'ada' });
    const real = await page.fake.ask('notice.texts', {});
    if (isOn) page.fake.override('notice.texts', () => ({ ...real, isOn }));
    await page.doing(() => openSettings(page.desk.view, 'notices'));
    await page.doing(() =>
      fireEvent.change(preview().getByRole('combobox', { name: /card/i }), { target: { value: CARD } }),
    );
  };

  test('words that are typed are shown for a real patron, and a fault says what to do', async () => {
    await open(false);
    expect(words().getByText(/The library sends no notices yet/)).toBeTruthy();
    expect(words().queryByLabelText('Your PIN')).toBeNull();
    await into('Subject', 'Bring it back, {{ patron.name }}');
    await show();
    expect(screen.getByRole('heading', { name: /^Bring it back, \S/ })).toBeTruthy();
    await into('Text', 'One\n{{ patron.nam }}');
    await show();
    expect(
      screen.getByText('Text, line 2: there is no value “patron.nam”. Use one of those listed below the text.'),
    ).toBeTruthy();
    expect(screen.queryByRole('heading', { name: /^Bring it back/ })).toBeNull();
  });

  test('what lacks is said: a patron, and words', async () => {
    await open(false);
    await into('Text', ' ');
    await show();
    expect(preview().getByText('Write a subject and a text.')).toBeTruthy();
    await page.doing(() =>
      fireEvent.change(preview().getByRole('combobox', { name: /card/i }), { target: { value: '' } }),
    );
    await show();
    expect(preview().getByText('Choose a patron.')).toBeTruthy();
  });

  test('a notice is shown in the language that is chosen, and what was typed stays while others are looked at', async () => {
    await open(false);
    await into('Language', 'es');
    await show();
    expect(screen.getByRole('heading', { name: /vencen? pronto/ })).toBeTruthy();
    await into('Text', 'Mío');
    await into('Language', 'en');
    expect(words().getByLabelText('Text')).not.toHaveProperty('value', 'Mío');
    await page.doing(() => openSettings(page.desk.view, 'desk'));
    await page.doing(() => openSettings(page.desk.view, 'notices'));
    await into('Language', 'es');
    expect(words().getByLabelText('Text')).toHaveProperty('value', 'Mío');
  });

  test('words that another person set meanwhile are shown before they are replaced', async () => {
    await open(true);
    const { texts } = await page.fake.ask('notice.texts', {});
    const isMeant = (one: (typeof texts)[number]) => one.name === 'courtesy' && one.language === 'en';
    const theirs = texts.map((one) => (isMeant(one) ? { ...one, text: 'Theirs', isOwn: true } : one));
    await into('Text', 'Mine');
    page.fake.override('notice.texts', () => ({ isOn: true, texts: theirs, fault: null, preview: null }));
    page.fake.override('notice.changeText', () => {
      throw new TestRefusal('HF-RULES-009', 'others were set meanwhile');
    });
    await save();
    const other = within(screen.getByRole('region', { name: /^Meanwhile another person/ }));
    expect(other.getByText('Theirs')).toBeTruthy();
    expect(words().getByLabelText('Text')).toHaveProperty('value', 'Mine');
  });

  test('words are set with a PIN; words with a fault stay in the form', async () => {
    await open(true);
    const { texts } = await page.fake.ask('notice.texts', {});
    const seen = texts.find(({ name, language }) => name === 'courtesy' && language === 'en');
    const fault = { part: 'text', what: 'content', word: '{{ content }}', line: null } as const;
    const answers = [
      { isOn: true, texts, fault, preview: null },
      {
        isOn: true,
        texts: texts.map((one) => (one === seen ? { ...one, text: 'Mine', isOwn: true } : one)),
        fault: null,
        preview: null,
      },
    ];
    page.fake.override('notice.changeText', () => answers.shift() ?? { isOn: true, texts, fault: null, preview: null });
    await save();
    expect(words().getByText('Nothing was changed.')).toBeTruthy();
    await into('Text', 'Mine');
    expect(words().getByText('What changes: Due soon, English, from the next message on.')).toBeTruthy();
    await save();
    expect(
      words().getByText('Text: the message itself is left out. Write {{ content }} where it belongs.'),
    ).toBeTruthy();
    expect(words().getByLabelText('Text')).toHaveProperty('value', 'Mine');
    await save();
    expect(words().getByText('Saved. The next message has these words.')).toBeTruthy();
    expect(words().getByText('Your library’s own words.')).toBeTruthy();
    await into('Your PIN', '555555');
    await page.doing(() => fireEvent.click(words().getByRole('button', { name: 'Use the words of Holdfast' })));
    const sent = page.link.calls.flatMap(({ name, input }) => (name === 'notice.changeText' ? [input] : []));
    const own = { language: 'en', name: 'courtesy', pin: '555555' };
    const before = { subject: seen?.subject, text: seen?.text };
    expect(sent).toEqual([
      { ...own, words: { ...before, text: 'Mine' }, seen: before },
      { ...own, words: { ...before, text: 'Mine' }, seen: before },
      { ...own, words: null, seen: { ...before, text: 'Mine' } },
    ]);
  });
});
