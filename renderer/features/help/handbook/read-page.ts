// A page of the handbook as the desk shows it. The pages use few marks of Markdown; any other, and HTML above all, is refused here and by a
// test, so that nothing but words can ever come onto the screen. Pictures are left to those who read on the web: at the desk the screen is there.

import { Lexer, type Token, type Tokens } from 'marked';

/** Words within a line. `link` leads to another heading of the handbook; links out of the handbook are plain words. */
export type Inline =
  | { readonly kind: 'text' | 'screen' | 'key' | 'stress'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly to: Place };

/** A heading of a page; without an anchor the page itself. */
export type Place = { readonly page: PageId; readonly anchor: string };

export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly anchor: string; readonly level: number }
  | { readonly kind: 'paragraph'; readonly words: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'commands'; readonly text: string };

type Cell = readonly Inline[];

/** The audience of a page; also the name of its file. */
export const PAGE_IDS = ['students', 'staff', 'supervisors', 'it'] as const;
export type PageId = (typeof PAGE_IDS)[number];

/** Reads a page. Throws for a mark that the handbook does not use. */
export function readPage(page: PageId, markdown: string): readonly Block[] {
  return new Lexer({ gfm: true }).lex(markdown).flatMap((token) => blockOf(page, token));
}

function blockOf(page: PageId, token: Token): readonly Block[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'heading':
      return [
        {
          kind: 'heading',
          text: textOf(token),
          anchor: slugOf(textOf(token)),
          level: parse<Tokens.Heading>(token).depth,
        },
      ];
    // In a list that has no gaps a paragraph is called a text.
    case 'paragraph':
    case 'text': {
      const words = wordsOf(page, token.tokens);
      return words.length === 0 ? [] : [{ kind: 'paragraph', words }];
    }
    case 'list': {
      const { ordered, items } = parse<Tokens.List>(token);
      return [
        {
          kind: 'list',
          isOrdered: ordered,
          items: items.map((item) => item.tokens.flatMap((part) => blockOf(page, part))),
        },
      ];
    }
    case 'table': {
      const { header, rows } = parse<Tokens.Table>(token);
      const cells = (row: readonly Tokens.TableCell[]): readonly Cell[] =>
        row.map(({ tokens }) => wordsOf(page, tokens));
      return [{ kind: 'table', head: cells(header), rows: rows.map(cells) }];
    }
    case 'code':
      return [{ kind: 'commands', text: textOf(token) }];
    default:
      return refuse(token);
  }
}

function wordsOf(page: PageId, tokens: readonly Token[] = []): readonly Inline[] {
  return tokens.flatMap((token): readonly Inline[] => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return [{ kind: 'text', text: textOf(token).replaceAll('\n', ' ') }];
      case 'strong':
        return [{ kind: 'screen', text: textOf(token).replaceAll('\n', ' ') }];
      case 'em':
        return [{ kind: 'stress', text: textOf(token) }];
      case 'codespan':
        return [{ kind: 'key', text: textOf(token) }];
      case 'link':
        return [linkOf(page, parse<Tokens.Link>(token))];
      case 'image':
        return [];
      default:
        return refuse(token);
    }
  });
}

function linkOf(page: PageId, { href, text }: Tokens.Link): Inline {
  const [path = '', anchor = ''] = decodeURI(href).split('#');
  const to = path === '' ? page : PAGE_IDS.find((id) => path === `${id}.md`);
  return to === undefined ? { kind: 'text', text } : { kind: 'link', text, to: { page: to, anchor } };
}

const textOf = (token: Token): string => ('text' in token && typeof token.text === 'string' ? token.text : '');

/** The library types every token as any of them. */
function parse<T extends Token>(token: Token): T {
  return token as T;
}

function refuse(token: Token): never {
  throw new Error(`the handbook does not use ${token.type}: ${token.raw.slice(0, 60)}`);
}

/** The anchor of a heading, as GitHub makes it: small letters, digits and marks of words; spaces become hyphens. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
