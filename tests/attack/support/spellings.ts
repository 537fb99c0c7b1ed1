// The ways to write one path of a request: a guard that reads another text than the router does is passed by one of them.

/** Spellings of a path such as `/api/patron.details`. Each reaches the same route at some server, or none. */
export function spellingsOf(path: string, origin: string): string[] {
  const [, first = '', ...rest] = path.split('/');
  const tail = rest.join('/');
  const hex = (char: string) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  const escaped = [...first].map((char) => hex(char)).join('');
  return [
    path,
    `/${hex(first[0] ?? '')}${first.slice(1)}/${tail}`,
    `/${escaped}/${tail}`,
    `/${escaped.toUpperCase()}/${tail}`,
    `/${first}/${hex(tail[0] ?? '')}${tail.slice(1)}`,
    `/${first.toUpperCase()}/${tail}`,
    `/${first[0]?.toUpperCase() ?? ''}${first.slice(1)}/${tail}`,
    `//${first}/${tail}`,
    `/${first}//${tail}`,
    `/./${first}/${tail}`,
    `/x/../${first}/${tail}`,
    `/%2e/${first}/${tail}`,
    `/x/%2e%2e/${first}/${tail}`,
    `/${first}%2f${tail}`,
    `/%2f${first}/${tail}`,
    `/%25${hex(first[0] ?? '').slice(1)}${first.slice(1)}/${tail}`,
    `/${first}/%25${hex(tail[0] ?? '').slice(1)}${tail.slice(1)}`,
    `${path};`,
    `/${first};x=1/${tail}`,
    `${path}/`,
    `${path}?a=b`,
    `${path}%00`,
    `${path}%20`,
    `${path}#`,
    `\\${first}\\${tail}`,
    `/${first}\\${tail}`,
    `${origin}${path}`,
    `${origin}/${hex(first[0] ?? '')}${first.slice(1)}/${tail}`,
    `http://elsewhere${path}`,
    `HTTP://LOCALHOST${path}`,
    `${first}/${tail}`,
    `*${path}`,
    `/\u00a0${first}/${tail}`,
    `/${first}/${tail}.json`,
  ];
}
