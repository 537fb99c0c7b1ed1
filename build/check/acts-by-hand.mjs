// Finds lists of acts that are kept by hand. Lists that follow from shared/acts/all.ts are derived there; a second list of acts is wrong as soon as
// an act is added. Lists that cannot be derived are named below with the reason: folds, SQL, report figures, judging, and models that must not depend
// on the program.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ACTS } from '../../shared/acts/all.ts';
import { projectDir } from '../targets.mjs';

/** Where acts are defined, and their halves. */
const OWN = [/^shared\/acts\//, /^electron\/core\/acts\//, /^server\/acts\//, /^renderer\/acts\//];

/** @type {readonly { readonly path: RegExp, readonly reason: string }[]} */
const KNOWN = [
  {
    path: /^shared\/circ\/(acts|act-kinds|recorded|exception-table|exceptions-there)\.ts$/,
    reason: 'what the folds take',
  },
  { path: /^shared\/circ\/fold\//, reason: 'folds' },
  { path: /^db\/ledger\/recent-acts\.ts$/, reason: 'an index of SQL; what it must name is checked for each act' },
  { path: /^db\/overlay\/strangers\.ts$/, reason: 'folds: exhaustive over what is recorded' },
  { path: /^server\/use\//, reason: 'report figures: acts of use and their states' },
  { path: /^shared\/reports\/(reported-act|shift-tally|use\/use-kind)\.ts$/, reason: 'report figures' },
  { path: /^server\/reports\/shift-acts\.ts$/, reason: 'report figures' },
  { path: /^server\/bills\/due-bills\.ts$/, reason: 'the two acts by which accounts know of batches' },
  { path: /^electron\/core\/facade\/(happened|today)\.ts$/, reason: 'report figures: what happened, by act' },
  {
    path: /^server\/commands\/(judge-facts|phone-words)\.ts$/,
    reason: 'judging: what is judged again, and for what a code is given',
  },
  {
    path: /^shared\/(circ\/model\/refusal|views\/phone)\.ts$/,
    reason: 'judging: acts that are refused, and allowed by phone',
  },
  { path: /^shared\/formats\//, reason: 'words of other systems, some of which are called as acts are' },
  { path: /^(shared|server)\/connectors\//, reason: 'messages that the protocols of other systems have' },
  { path: /^electron\/core\/carry\/offline-files\.ts$/, reason: 'what the files of other systems can say' },
  { path: /^shared\/rules\/|^server\/import\//, reason: 'settings of rules that are called as acts are' },
  { path: /^shared\/core\/desk-keys\.ts$/, reason: 'keys of the page, some of which are called as acts are' },
  { path: /^renderer\//, reason: 'screens, keys and texts, some of which are called as acts are' },
];

const names = new Set(Object.keys(ACTS));

/** The names in a list of code, by what kind of list it is. */
function namesIn(/** @type {ts.Node} */ node) {
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(textOf);
  if (ts.isUnionTypeNode(node)) return node.types.map(textOf);
  if (ts.isCaseBlock(node))
    return node.clauses.map((clause) => (ts.isCaseClause(clause) ? textOf(clause.expression) : null));
  if (ts.isObjectLiteralExpression(node))
    return node.properties.map((one) => (ts.isPropertyAssignment(one) && 'text' in one.name ? one.name.text : null));
  return [];
}

function textOf(/** @type {ts.Node} */ node) {
  if (ts.isLiteralTypeNode(node)) return textOf(node.literal);
  return ts.isStringLiteralLike(node) ? node.text : null;
}

/** Lists of two acts or more. */
function listsIn(/** @type {string} */ file) {
  const source = ts.createSourceFile(file, readFileSync(join(projectDir, file), 'utf8'), ts.ScriptTarget.Latest, true);
  /** @type {string[]} */
  const found = [];
  const visit = (/** @type {ts.Node} */ node) => {
    const acts = new Set(namesIn(node).filter((name) => name !== null && names.has(name)));
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (acts.size > 1) found.push(`${file}:${line}: names ${[...acts].map(String).join(', ')}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Names of acts in SQL that no act has: an index or a query that finds nothing any more. */
function goneFromSql(/** @type {string} */ file) {
  const text = readFileSync(join(projectDir, file), 'utf8');
  const column = file.startsWith('db/') ? String.raw`\$\.name'\)|FACT\.name\}` : String.raw`\b(?:when|where|and) name`;
  const compared = text.matchAll(new RegExp(String.raw`(?:${column}) (?:=|in) \(?((?:'[A-Za-z]+'(?:, )?)+)`, 'gi'));
  return [...compared]
    .flatMap(([, list = '']) => list.match(/[A-Za-z]+/g) ?? [])
    .filter((name) => !names.has(name))
    .map((name) => `${file}: SQL names ${name}, which is no act`);
}

const files = ['shared', 'db', 'electron', 'server', 'renderer']
  .flatMap((folder) =>
    readdirSync(join(projectDir, folder), { recursive: true }).map((file) => `${folder}/${String(file)}`),
  )
  .filter((file) => /\.tsx?$/.test(file) && !OWN.some((own) => own.test(file)));

/** @type {Set<(typeof KNOWN)[number]>} */
const used = new Set();
const problems = files.flatMap((file) => {
  const known = KNOWN.find(({ path }) => path.test(file));
  const lists = listsIn(file);
  if (known !== undefined && lists.length > 0) used.add(known);
  return known === undefined ? lists : [];
});
problems.push(...files.filter((file) => /^(db\/ledger|server\/store)\//.test(file)).flatMap(goneFromSql));
for (const known of KNOWN)
  if (!used.has(known)) problems.push(`build/check/acts-by-hand.mjs: nothing is at ${known.path.source} any more`);

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
