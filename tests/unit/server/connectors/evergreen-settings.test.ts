// Settings of a connector to Evergreen: passwords cross no network in the clear, and a secret is never among them.

import { readSettings } from '../../../../server/connectors/connector-settings.ts';

const given = {
  url: 'https://evergreen.example.org',
  user: 'holdfast',
  passwordFile: '/etc/holdfast/evergreen',
  workstation: 'MAIN-holdfast',
};

test('are read with the usual place of the description', () => {
  expect(readSettings('evergreen', given).of).toMatchObject({
    idl: '/reports/fm_IDL.xml',
    learns: false,
    patience: 15,
  });
  expect(readSettings('evergreen', { ...given, url: 'http://127.0.0.1:8080' }).kind).toBe('evergreen');
});

test.each([
  ['an address without encryption', { url: 'http://evergreen.example.org' }],
  ['an address of another kind', { url: 'ftp://evergreen.example.org' }],
  ['a password', { password: 'secret' }],
  ['no workstation', { workstation: '' }],
  ['a description elsewhere', { idl: 'https://other.example.org/fm_IDL.xml' }],
])('are refused with %s', (_, more) => {
  expect(() => readSettings('evergreen', { ...given, ...more })).toThrow(
    expect.objectContaining({ code: 'HF-CONNECT-003' }) as Error,
  );
});
