// The address of a PostgreSQL, in a form that may be shown.

import { hostUrls } from './postgres-hosts.ts';

/** Host, port and database of a `postgres://` URL, without account and password. Never throws: a text that the driver takes is not always a URL. */
export function databaseAddress(url: string): string {
  return hostUrls(url).map(addressOf).join(', ');
}

function addressOf(url: string): string {
  // The account alone, without a host, is one of the forms that the driver takes.
  const text = url.replace('@/', '@localhost/');
  if (!URL.canParse(text)) return 'the URL that was given';
  const { hostname, port, pathname, searchParams } = new URL(text);
  const host = searchParams.get('host') ?? (hostname === '' ? 'localhost' : hostname);
  return `${host}:${port || (searchParams.get('port') ?? '5432')}${pathname}`;
}
