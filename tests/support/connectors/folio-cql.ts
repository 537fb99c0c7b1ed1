// Queries of the stand-in for FOLIO: the part of CQL that a connector uses, over records in memory. Texts are compared without regard to capitals, an
// unescaped star stands for any characters.

type Row = Readonly<Record<string, unknown>>;
type Test = (row: Row) => boolean;

const TOKEN = /\s*(?:([()])|(==|>=|<=|>|<|=)|"((?:[^"\\]|\\.)*)"|([^\s()=<>"]+))/gy;

/** The rows that a query names, in its order. Throws for a query that it cannot read. */
export function askCql<T extends Row>(query: string, rows: readonly T[]): T[] {
  const [where = '', order] = query.split(/\s+sortBy\s+/i);
  const test = where.trim() === '' ? () => true : parseQuery(where);
  const found = rows.filter(test);
  if (order === undefined) return found;
  const [field = '', direction] = order.trim().split('/');
  const sign = direction === 'sort.descending' ? -1 : 1;
  return found.toSorted((a, b) => sign * compare(textOf(a, field), textOf(b, field)));
}

type Token = { readonly is: 'paren' | 'op' | 'text' | 'word'; readonly text: string };

function parseQuery(query: string): Test {
  const tokens: Token[] = [...query.matchAll(TOKEN)].map(([, paren, op, text, word]): Token => {
    if (paren !== undefined) return { is: 'paren', text: paren };
    if (op !== undefined) return { is: 'op', text: op };
    return text === undefined ? { is: 'word', text: word ?? '' } : { is: 'text', text };
  });
  let n = 0;
  const next = (): Token => {
    const token = tokens[n];
    n += 1;
    if (token === undefined) throw new Error('the query ends early');
    return token;
  };
  const terms = (): readonly string[] => {
    const first = next();
    if (first.text !== '(' || first.is !== 'paren') return [first.text];
    const all = [next().text];
    for (let token = next(); token.text !== ')' || token.is !== 'paren'; token = next()) {
      if (token.text.toLowerCase() !== 'or') throw new Error('no or between terms');
      all.push(next().text);
    }
    return all;
  };
  const clause = (): Test => {
    const field = next().text;
    const op = next().text;
    const values = terms();
    if (field === 'cql.allRecords') return () => true;
    return (row) => values.some((value) => holds(op, textOf(row, field), value));
  };
  let test = clause();
  while (n < tokens.length) {
    if (next().text.toLowerCase() !== 'and') throw new Error('no and between clauses');
    const [before, after] = [test, clause()];
    test = (row) => before(row) && after(row);
  }
  return test;
}

function holds(op: string, there: string, term: string): boolean {
  const plain = term.replaceAll(/\\(.)/g, '$1');
  switch (op) {
    case '>=':
      return compare(there, plain) >= 0;
    case '<=':
      return there !== '' && compare(there, plain) <= 0;
    case '>':
      return compare(there, plain) > 0;
    case '==':
      return pattern(term).test(there);
    default:
      throw new Error(`the stand-in has no ${op}`);
  }
}

/** A term with its stars. */
function pattern(term: string): RegExp {
  const parts = [...term.matchAll(/\\(.)|(.)/gs)].map(([, escaped, plain = '']) => {
    if (escaped === undefined && plain === '*') return '.*';
    return (escaped ?? plain).replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`, 'is');
}

const compare = (a: string, b: string): number =>
  Number(a.toLowerCase() > b.toLowerCase()) - Number(a.toLowerCase() < b.toLowerCase());

function textOf(row: Row, path: string): string {
  let value: unknown = row;
  for (const part of path.split('.'))
    value =
      typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === part)?.[1] : null;
  return typeof value === 'string' ? value : '';
}
